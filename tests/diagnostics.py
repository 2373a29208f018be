#!/usr/bin/env python3
"""Each code of src/base/codes.hpp is unique, is emitted by some source, and stands in docs/diagnostics.md with what to do.

--reset writes codes and meanings into the page; what to do is for a person to write, and is kept.
"""

import re
import sys

from source import ROOT, cpp_files, is_test, report, string_literals

CODES = ROOT / "src/base/codes.hpp"
PAGE = ROOT / "docs/diagnostics.md"
GROUPS = {"A": "Arguments and files", "L": "The language of law", "R": "The record", "F": "Tables of facts", "N": "Names", "H": "Requests over HTTP", "T": "Articles and the lexicon"}
HEAD = """# Diagnostics

What the program says when its input cannot be used, by code: what it has seen, and what to do. Each diagnostic also shows the place (file, line,
column) and, where it can, a help of its own. A command whose input cannot be used ends with exit status 2; `dedere check` ends with 1 where it
finds faults in law or record, an expectation that is not met, or a place where the two do not agree.
"""


def table(text):
    return re.findall(r'Code\{"(\w+)",\s*"((?:[^"\\]|\\.)*)"\}', text)


def emitted():
    """Code -> the first place that emits it."""
    places = {}
    for path in cpp_files(ROOT / "src"):
        if path == CODES or is_test(path):
            continue
        for line, literal in string_literals(path.read_text()):
            if re.fullmatch(r'"[A-Z]\d{3}"', literal):
                places.setdefault(literal.strip('"'), f"{path.relative_to(ROOT)}:{line}")
    return places


def documented(page):
    """Code -> (meaning, what to do)."""
    return {code: (meaning, advice) for code, meaning, advice in re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) ?\|$", page, re.M)}


def written(codes, advice):
    lines = [HEAD]
    for letter, title in GROUPS.items():
        group = sorted((code, meaning) for code, meaning in codes if code.startswith(letter))
        if group:
            lines += [f"## {title}", "", "| code | what was seen | what to do |", "|---|---|---|"]
            lines += [f"| `{code}` | {meaning} | {advice.get(code, ('', ''))[1]} |" for code, meaning in group]
            lines.append("")
    return "\n".join(lines)


def main():
    codes = table(CODES.read_text())
    page = documented(PAGE.read_text()) if PAGE.exists() else {}
    if "--reset" in sys.argv:
        PAGE.write_text(written(codes, page))
        page = documented(PAGE.read_text())
    problems, seen, places = [], set(), emitted()
    for code, meaning in codes:
        if code in seen:
            problems.append(f"codes.hpp: `{code}` stands twice")
        seen.add(code)
        if code[0] not in GROUPS:
            problems.append(f"codes.hpp: `{code}` begins with none of {', '.join(GROUPS)}")
        if code not in places:
            problems.append(f"codes.hpp: no source emits `{code}`; take it out, or emit it")
        if code not in page:
            problems.append(f"docs/diagnostics.md: `{code}` is missing; run tests/diagnostics.py --reset, and write what to do")
        elif page[code][0] != meaning:
            problems.append(f"docs/diagnostics.md: `{code}` has another meaning than in codes.hpp; run tests/diagnostics.py --reset")
        elif not page[code][1].strip():
            problems.append(f"docs/diagnostics.md: `{code}` does not say what to do")
    problems += [f"{place}: `{code}` is not in src/base/codes.hpp" for code, place in places.items() if code not in seen]
    problems += [f"docs/diagnostics.md: `{code}` is not in src/base/codes.hpp" for code in page if code not in seen]
    return report("diagnostics", len(codes), problems)


if __name__ == "__main__":
    sys.exit(main())
