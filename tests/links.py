#!/usr/bin/env python3
"""Each link of a Markdown page to a file of this repository, or to a heading in one, leads somewhere, and so does each file named in `code` or in a
comment of the sources: what stands under docs/, tests/, tools/ or src/ with its ending."""

import re
import sys

from source import ROOT, cpp_files, report

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"(?<![\w/.-])(?:docs|tests|tools|src)/[\w./-]*\w\.(?:md|txt|py|sh|[hc]pp)\b")
FENCE = re.compile(r"^(```+|~~~+).*?^\1", re.M | re.S)


def pages():
    return sorted(path for path in ROOT.rglob("*.md") if not {"build", "node_modules", ".git"} & set(path.relative_to(ROOT).parts))


def anchors(page):
    """The names that a heading gets on a forge: lower case, no punctuation, a hyphen for a space."""
    titles = re.findall(r"^#+ +(.*?)\s*$", FENCE.sub("", page.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def named_files(text):
    """(line, path) of each file that the text names in full; `src/ROOM/*.cpp` names none."""
    for number, line in enumerate(text.splitlines(), 1):
        for path in NAMED.findall(line):
            if not re.search(r"[A-Z]{3}", path):
                yield number, path


def check_named(path, text, problems):
    checked = 0
    for number, name in named_files(text):
        checked += 1
        if not (ROOT / name).exists():
            problems.append(f"{path.relative_to(ROOT)}:{number}: no file `{name}`")
    return checked


def main():
    checked, problems = 0, []
    for path in cpp_files(ROOT / "src"):
        comments = "\n".join(line[line.index("//"):] if "//" in line else "" for line in path.read_text().splitlines())
        checked += check_named(path, comments, problems)
    for page in pages():
        text = FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), page.read_text())
        if "golden" not in page.parts:
            checked += check_named(page, "\n".join(" ".join(re.findall(r"`[^`\n]*`", line)) for line in text.splitlines()), problems)
        text = re.sub(r"`[^`\n]*`", "", text)
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
