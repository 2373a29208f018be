#!/usr/bin/env python3
"""commands.py --program DEDERE: each example that help shows (examples/commands.txt) runs, ends with 0 and prints something, JSON of the contract where
it asks for that; and stands in the help of its command."""

import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(program, words):
    return subprocess.run(f"{program} {words}", shell=True, cwd=ROOT, capture_output=True, text=True, timeout=120)


# What programs rely on in each answer.
CONTRACT = {
    "duty": {"schema", "question", "verdict", "spans", "disputes", "turns_on", "proof", "precedents", "follows", "receipt"},
    "read": {"schema", "id", "published", "claims"},
    "brief": {"schema", "persons", "journeys", "claims", "history", "known_later"},
}


def lacks(command, text):
    """The fields of the contract that an answer does not have."""
    try:
        return CONTRACT.get(command, {"schema"}) - set(json.loads(text))
    except ValueError as error:
        return {f"any JSON ({error})"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True)
    program = pathlib.Path(arguments.parse_args().program).resolve()
    lines = (ROOT / "examples" / "commands.txt").read_text().splitlines()
    commands = [line.removeprefix("dedere ") for line in lines if line.startswith("dedere ")]
    problems = []
    for words in commands:
        done = run(program, words)
        if done.returncode != 0 or not done.stdout:
            problems.append(f"`dedere {words}` ends with {done.returncode}: {done.stderr.strip()}")
        elif "--format json" in words and (lacking := lacks(words.split()[0], done.stdout)):
            problems.append(f"`dedere {words}` lacks {', '.join(sorted(lacking))}")
        if f"dedere {words}" not in run(program, f"{words.split()[0]} --help").stdout:
            problems.append(f"`dedere {words}` does not stand in the help of its command")
    for problem in problems:
        print(problem)
    print(f"commands: {len(commands)} examples, {len(problems)} problems")
    return 1 if problems or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
