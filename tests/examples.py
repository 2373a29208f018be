#!/usr/bin/env python3
"""Runs the examples of README.md and the pages of docs/: each `console` block whose first command is `dedere` or `./dedere`.

    examples.py --program build/release/dedere [--reset] [FILE…]

They run in this repository's folder, against its law and record. `--reset` writes what was printed into the pages.
"""

import re
import sys

import console
from source import ROOT


def run_page(path, program):
    def check(block):
        if block.kind == "console" and re.match(r"\$ (\./)?dedere(\s|$)", block.body):
            return console.check_block(block, program, ROOT)
        return None
    return console.check_page(path, program, check)


if __name__ == "__main__":
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    sys.exit(console.main("examples", __doc__, [page for page in pages if page.is_file()], run_page))
