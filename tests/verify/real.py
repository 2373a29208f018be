#!/usr/bin/env python3
"""real.py --program DEDERE --verify DEDERE-VERIFY: receipts of questions on our own law and record are verified, and one that is altered is not."""

import argparse
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from source import ROOT, report  # noqa: E402

# Bound, not bound, several days, as known then, another reading, contested or not to be said.
QUESTIONS = [
    "duty putin mn --on 2024-09-03",
    "duty putin kg --on 2023-10-12 --as-known 2023-10-12",
    "duty al-bashir za --from 2015-06-12 --to 2015-06-15 --reading immunity=bars",
    "why party(mn) --on 2024-09-03",
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--verify", required=True)
    parser.add_argument("--all", metavar="FILE", help="also the questions of this file, one a line")
    options = parser.parse_args()
    questions = QUESTIONS + (pathlib.Path(options.all).read_text().splitlines() if options.all else [])
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        receipt = pathlib.Path(folder) / "receipt.json"

        def verified():
            return subprocess.run([options.verify, str(receipt), "--law", str(ROOT / "law"), "--record", str(ROOT / "record")], capture_output=True, text=True)

        for question in questions:
            made = subprocess.run([options.program, *question.split(), "--receipt", str(receipt)], capture_output=True, text=True, env={"DEDERE_HOME": str(ROOT)})
            if made.returncode not in (0, 1) or not receipt.exists():
                problems.append(f"{question}: no receipt: {made.stderr[:300]}")
                continue
            result = verified()
            if result.returncode != 0 or "\nverified: " not in result.stdout:
                problems.append(f"{question}: {result.stdout[-300:]}{result.stderr[:300]}")
            if question == QUESTIONS[-1]:
                receipt.write_text(receipt.read_text().replace('"holds"', '"does_not_hold"', 1))
                if verified().returncode != 1:
                    problems.append("an altered verdict is verified")
        unusable = {
            "a page whose receipt is cut off": '<html><script type="application/json" id="receipt">{"schema":"dedere/receipts/1","receipts":[{"schema":</script></html>',
            "a page without one": "<html></html>", "deep nesting": "[" * 100_000, "an empty file": "", "another version": '{"schema":"dedere/receipt/9"}', "a list": "[1]",
            "a member that stands twice": '{"schema":"dedere/receipt/2","verdict":"not_bound","verdict":"bound"}', "no part of one": '{"schema":"dedere/receipt/2"}',
        }
        for what, text in unusable.items():
            receipt.write_text(text)
            result = verified()
            if result.returncode != 2 or not result.stderr.startswith("error: ") or result.stdout:
                problems.append(f"{what} ends with {result.returncode}: {result.stdout[-300:]}{result.stderr[:300]}")
    return report("verify", len(questions) + 1 + len(unusable), problems)


if __name__ == "__main__":
    sys.exit(main())
