#!/usr/bin/env python3
"""Each link of a Markdown page to a file of this repository, or to a heading in one, leads somewhere."""

import re
import sys

from source import ROOT, report

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```+|~~~+).*?^\1", re.M | re.S)


def pages():
    return sorted(path for path in ROOT.rglob("*.md") if not {"build", "node_modules", ".git"} & set(path.relative_to(ROOT).parts))


def anchors(page):
    """The names that a heading gets on a forge: lower case, no punctuation, a hyphen for a space."""
    titles = re.findall(r"^#+ +(.*?)\s*$", FENCE.sub("", page.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def main():
    checked, problems = 0, []
    for page in pages():
        text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text()))
        for link in LINK.findall(text):
            if re.match(r"[a-z]+:", link):
                continue
            checked += 1
            target, _, anchor = link.partition("#")
            file = (page.parent / target).resolve() if target else page
            if not file.exists():
                problems.append(f"{page.relative_to(ROOT)}: no file `{target}`")
            elif anchor and file.suffix == ".md" and anchor not in anchors(file):
                problems.append(f"{page.relative_to(ROOT)}: no heading `#{anchor}` in {file.relative_to(ROOT)}")
    return report("links", checked, problems)


if __name__ == "__main__":
    sys.exit(main())
