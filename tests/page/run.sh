#!/usr/bin/env bash
# run.sh PROGRAM [FILE.test.mjs…]: the page in a browser, against the server of PROGRAM: types, size, and the flows of tests/page/*.test.mjs.
# Needs node and npm (tools/build-page installs what is missing) and Debian's chromium. DEDERE_ADDRESS=http://… tests a server that runs already.
set -euo pipefail
program=$(readlink -f -- "$1")
shift
here=$(dirname "$(readlink -f -- "$0")")
root=$(dirname "$(dirname "$here")")
cd "$root"
tools/build-page
command -v chromium >/dev/null || tools/install-packages browser
(cd web && npm run --silent types)

if [ -z "${DEDERE_ADDRESS:-}" ]; then
  port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  log=$(mktemp)
  DEDERE_HOME=$root "$program" serve --port "$port" >"$log" 2>&1 &
  server=$!
  trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -f "$log"' EXIT
  export DEDERE_ADDRESS=http://127.0.0.1:$port
  for _ in $(seq 100); do
    node -e 'fetch(process.env.DEDERE_ADDRESS+"/health").then(r=>process.exit(r.ok?0:1),()=>process.exit(1))' && break
    kill -0 $server 2>/dev/null || { cat "$log"; exit 1; }
    sleep 0.1
  done
fi

files=("$@")
[ ${#files[@]} -gt 0 ] || files=("$here"/*.test.mjs)
node --test --test-concurrency=1 --test-reporter=spec "${files[@]}"
