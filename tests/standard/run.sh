#!/usr/bin/env bash
# run.sh PROGRAM: the record and its exports, judged by the standards' own validators (check.mjs). Needs node and npm, and the network the first time.
set -euo pipefail
program=$(readlink -f -- "$1")
here=$(dirname "$(readlink -f -- "$0")")
root=$(dirname "$(dirname "$here")")
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cd "$here"
npm ls --silent >/dev/null 2>&1 || npm ci --silent
export DEDERE_HOME=$root
for format in csv ftm; do "$program" export --to $format "$out/$format" >/dev/null; done
node check.mjs "$root/record" "$out/csv" --ftm "$out/ftm"
