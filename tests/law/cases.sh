#!/usr/bin/env bash
# The cases put (tests/law/cases/): the law without its casebook, its case law and the record, and invented facts. DEDERE says which program.
cd "$(dirname "$(readlink -f -- "$0")")/../.." || exit 2
exec "${DEDERE:-./dedere}" check --law law/answers.md --law law/vocabulary.md --law law/court/regulations.md --law law/rome-statute/part-2.md \
  --law law/rome-statute/part-3.md --law law/rome-statute/part-5.md --law law/rome-statute/part-8.md --law law/rome-statute/part-9.md \
  --law law/rome-statute/part-11.md --law law/rome-statute/part-13.md --law law/rome-statute/declarations.md --law law/national --law law/security-council --law law/vienna-convention --law tests/law/cases
