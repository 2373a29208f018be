#!/usr/bin/env python3
"""receipts.py --program DEDERE [--reset]: each example receipt (tests/golden/receipts/NAME.json) is what its command in commands.txt writes today, byte
for byte; it has the form of its schema in docs/schema/, as replay and diff have; asked again, it gives the same answer; and a page that carries one gives it back. `--reset`
writes the receipts anew: read the diff before you commit it."""

import argparse
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

import jsonschema

from answers import strict

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "golden" / "receipts"
PLACES = ["--law", str(FOLDER / "case.law"), "--record", str(FOLDER / "record")]


def run(program, *words):
    return subprocess.run([program, *words], cwd=FOLDER, capture_output=True, text=True, timeout=120, env={**os.environ, "DEDERE_HOME": str(ROOT)})


def form(answer, problems, what):
    """Does it have the form of its schema in docs/schema, and hold nothing that is not described there?"""
    schema = strict(json.loads((ROOT / "docs" / "schema" / (answer["schema"].removeprefix("dedere/").replace("/", "-") + ".json")).read_text()))
    for fault in jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(answer):
        problems.append(f"{what}: {fault.json_path}: {fault.message}")
    return answer


def check(program, name, command, reset, folder):
    written = pathlib.Path(folder) / f"{name}.json"
    done = run(program, *shlex.split(command), *PLACES, "--receipt", str(written))
    if done.returncode not in (0, 1) or not written.exists():
        return [f"`dedere {command}` ends with {done.returncode}: {done.stderr.strip()}"]
    kept = FOLDER / f"{name}.json"
    if reset:
        kept.write_bytes(written.read_bytes())
    problems = []
    if not kept.exists() or kept.read_bytes() != written.read_bytes():
        problems.append("is not what the command writes today; `--reset` writes it anew")
    form(json.loads(written.read_text()), problems, "receipt")
    again = run(program, "replay", str(written), *PLACES)
    if again.returncode != 0 or "The same answer" not in again.stdout:
        problems.append(f"asked again, it ends with {again.returncode}: {again.stdout} {again.stderr}")
    if command.startswith("duty"):
        page = pathlib.Path(folder) / f"{name}.html"
        page.write_text(run(program, *shlex.split(command), *PLACES, "--format", "html").stdout)
        if run(program, "replay", str(page), *PLACES).returncode != 0:
            problems.append("the page does not give its receipt back")
    return [f"{name}: {problem}" for problem in problems]


def check_changed(program, folder):
    """An answer that is another today names the row through which; a diff names the same."""
    record = pathlib.Path(folder) / "record"
    shutil.copytree(FOLDER / "record", record)
    warrants = record / "warrants.csv"
    warrants.write_text(warrants.read_text().replace("pat-2020,pat,2020-03-01", "pat-2020,pat,2023-03-01"))
    places = [*PLACES[:2], "--record", str(record)]
    problems = []
    done = run(program, "replay", "bound.json", *places, "--format", "json")
    replayed = form(json.loads(done.stdout), problems, "replay")["replays"][0]
    if done.returncode != 1 or replayed["after"]["verdict"] != "not_bound" or [c["name"] for c in replayed["changes"]] != ["record:warrants/pat-2020"]:
        problems.append(f"replay of a warrant that was issued later ends with {done.returncode}: {replayed['changes']}")
    done = run(program, "diff", "--from", "2020-02-01", "--to", "2020-03-02", *PLACES, "--format", "json")
    found = form(json.loads(done.stdout), problems, "diff")
    causes = [(cause["atom"], [row["row"] for row in cause["rows"]], len(cause["changes"])) for cause in found["causes"]]
    if done.returncode != 1 or found["changed"] != 2 or causes != [("in_force(pat-2020)", ["pat-2020"], 2)]:
        problems.append(f"diff ends with {done.returncode}: {causes}")
    done = run(program, "diff", "--from", "2021-01-02", "--to", "2021-01-02", "--as-known", "2021-01-01", "2022-01-01", *PLACES, "--format", "json")
    causes = [(cause["kind"], cause["atom"], [(c["person"], c["state"], c["before"], c["after"]) for c in cause["changes"]]) for cause in form(json.loads(done.stdout), problems, "diff")["causes"]]
    if causes != [("reading", "rank=no_bar", [("pat", "aa", "contested", "bound")])]:
        problems.append(f"diff of what was known before and after a decision: {causes}")
    done = run(program, "diff", "--from", "2020-02-01", "--to", "2020-03-02", "--person", "Pat Roe", "--state", "aa", *PLACES, "--format", "json")
    found = form(json.loads(done.stdout), problems, "diff")
    if (found["compared"], found["changed"]) != (1, 1):
        problems.append(f"diff of one person in one state compares {found['compared']}, and {found['changed']} changed")
    if run(program, "diff", "--from", "2022-01-01", "--to", "2022-01-02", *PLACES).returncode != 0:
        problems.append("diff of two days alike does not end with 0")
    return problems


def check_wrong(program, folder):
    """What cannot be read ends with 2 and a diagnostic; what cannot be written leaves nothing."""
    bound = json.loads((FOLDER / "bound.json").read_text())
    cases = {"no JSON": "{", "no receipt": "{}", "another version": json.dumps({**bound, "schema": "dedere/receipt/9"}), "no question": json.dumps({**bound, "question": None}),
             "a day that is none": json.dumps({**bound, "question": {**bound["question"], "from": "2022-02-30"}}), "an unknown command": json.dumps({**bound, "command": "run"}),
             "a fact that is none": json.dumps({**bound, "suppose": ["(", "x"]}), "deep": "[" * 100000, "facts that are numbers": json.dumps({**bound, "suppose": [1, 2]}),
             "a page whose receipt is cut off": '<html><script type="application/json" id="receipt">{"schema":"dedere/receipts/1","receipts":[{</script></html>', "a page without one": "<html></html>"}
    problems = []
    for what, text in cases.items():
        file = pathlib.Path(folder) / "wrong.json"
        file.write_text(text)
        done = run(program, "replay", str(file), *PLACES)
        if done.returncode != 2 or "error[" not in done.stderr:
            problems.append(f"replay of {what} ends with {done.returncode}: {done.stderr.strip()}")
    done = run(program, "why", "party(aa)", "--on", "2022-01-01", *PLACES, "--receipt", str(pathlib.Path(folder) / "none" / "x.json"))
    if done.returncode != 2 or done.stdout:
        problems.append("a receipt that cannot be written does not end the command")
    return problems


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--reset", action="store_true")
    options = arguments.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    lines = [line.split(" ", 1) for line in (FOLDER / "commands.txt").read_text().splitlines() if line and not line.startswith("#")]
    problems = [f"{file.name} has no command" for file in FOLDER.glob("*.json") if file.stem not in dict(lines)]
    with tempfile.TemporaryDirectory() as folder:
        for name, command in lines:
            problems += check(program, name, command, options.reset, folder)
        problems += check_changed(program, folder)
        problems += check_wrong(program, folder)
    for problem in problems:
        print(problem)
    print(f"receipts: {len(lines)} examples, {len(problems)} problems")
    return 1 if problems or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
