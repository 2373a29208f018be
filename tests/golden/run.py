#!/usr/bin/env python3
"""Runs the golden cases: each tests/golden/**/*.md holds input and expected output in one file.

    run.py --program build/release/dedere [--reset] [FILE…]

A `law` block is the law of the `console` blocks after it, up to the next `law` block: they run against it alone, with no record.
Without one, a console block runs against this repository's law and record. A block with a name after its kind, such as `text article.txt`,
is a file of that name beside it. `--reset` writes what was printed into the files; read the diff before you commit it.
"""

import pathlib
import re
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))
import console  # noqa: E402
from source import ROOT  # noqa: E402


def with_law(command):
    """The command told to use the law beside it, unless it says which."""
    return command if "--law" in command else re.sub(r"^dedere( \S+)", r"dedere\1 --law case.law", command)


def run_page(path, program):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def write(name, body):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body)

        def check(block):
            if block.kind == "console":
                own_law, own_files = (folder / "case.law").exists(), any(folder.iterdir())
                return console.check_block(block, program, folder if own_files else ROOT, with_law if own_law else lambda command: command)
            if block.name or block.kind == "law":
                write(block.name or "case.law", block.body)
            return None

        ran, faults, text = console.check_page(path, program, check)
        return ran, faults if ran else [f"{path.relative_to(ROOT)}: no command to run"], text


if __name__ == "__main__":
    sys.exit(console.main("golden", __doc__, sorted(FOLDER.rglob("*.md")), run_page))
