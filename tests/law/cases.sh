#!/usr/bin/env bash
# The cases put (tests/law/cases/): the law without its casebook, its case law and the record, and invented facts; then the same under each other
# answer to a question of law (tests/law/readings/). DEDERE says which program.
cd "$(dirname "$(readlink -f -- "$0")")/../.." || exit 2
law=(--law law/answers.md --law law/vocabulary.md --law law/court/regulations.md --law law/national --law law/security-council --law law/vienna-convention)
for file in law/rome-statute/*.md; do law+=(--law "$file"); done
status=0
"${DEDERE:-./dedere}" check "${law[@]}" --law tests/law/cases || status=1
for file in tests/law/readings/*=*.md; do
  reading=$(basename "$file" .md)
  facts=$(mktemp -d)
  # The facts of the cases, without their expectations, which hold under the settled answers.
  for case in tests/law/cases/*.md; do grep -v '^expect ' "$case" >"$facts/$(basename "$case")"; done
  "${DEDERE:-./dedere}" check "${law[@]}" --law "$facts" --law "$file" --reading "$reading" 2>"$facts/said" | sed -n "s/^casebook/$reading/p"
  [ "${PIPESTATUS[0]}" = 0 ] || { status=1; cat "$facts/said" >&2; }
  rm -r "$facts"
done
exit $status
