#!/usr/bin/env python3
"""receipts.py --program DEDERE [--reset]: each example receipt (tests/golden/receipts/NAME.json) is what its command in commands.txt writes today, byte
for byte; it has the form of docs/schema/receipt-1.json; asked again, it gives the same answer; and a page that carries one gives it back. `--reset`
writes the receipts anew: read the diff before you commit it."""

import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "golden" / "receipts"
PLACES = ["--law", str(FOLDER / "case.law"), "--record", str(FOLDER / "record")]


def run(program, *words):
    return subprocess.run([program, *words], cwd=FOLDER, capture_output=True, text=True, timeout=120, env={**os.environ, "DEDERE_HOME": str(ROOT)})


def check_form(value, schema, root, where, problems):
    """What of the JSON Schema vocabulary docs/schema/ uses: type, const, enum, pattern, required, properties, additionalProperties, items, anyOf, $ref."""
    if "$ref" in schema:
        return check_form(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, where, problems)
    if "anyOf" in schema:
        tries = [check_form(value, s, root, where, []) for s in schema["anyOf"]]
        if not any(not t for t in tries):
            problems.append(f"{where}: is none of what it may be: {min(tries, key=len)}")
        return problems
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None)}
    if "type" in schema and not (isinstance(value, kinds[schema["type"]]) and not (schema["type"] == "integer" and isinstance(value, bool))):
        problems.append(f"{where}: is no {schema['type']}")
        return problems
    if "const" in schema and value != schema["const"]:
        problems.append(f"{where}: is not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        problems.append(f"{where}: `{value}` is none of {schema['enum']}")
    if "pattern" in schema:
        if not re.search(schema["pattern"], value):
            problems.append(f"{where}: `{value}` does not match {schema['pattern']}")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        problems += [f"{where}: lacks `{key}`" for key in schema.get("required", []) if key not in value]
        for key, part in value.items():
            rule = known.get(key, schema.get("additionalProperties", True))
            if rule is False:
                problems.append(f"{where}: `{key}` is not in the schema")
            elif rule is not True:
                check_form(part, rule, root, f"{where}.{key}", problems)
    if isinstance(value, list) and "items" in schema:
        for i, part in enumerate(value):
            check_form(part, schema["items"], root, f"{where}[{i}]", problems)
    return problems


def check(program, name, command, schema, reset, folder):
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
    problems += check_form(json.loads(written.read_text()), schema, schema, "receipt", [])
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
    replayed = json.loads(done.stdout)["replays"][0]
    if done.returncode != 1 or replayed["after"]["verdict"] != "not_bound" or [c["name"] for c in replayed["changes"]] != ["record:warrants/pat-2020"]:
        problems.append(f"replay of a warrant that was issued later ends with {done.returncode}: {replayed['changes']}")
    done = run(program, "diff", "--from", "2020-02-01", "--to", "2020-03-02", *PLACES, "--format", "json")
    found = json.loads(done.stdout)
    causes = [(cause["atom"], [row["row"] for row in cause["rows"]], len(cause["changes"])) for cause in found["causes"]]
    if done.returncode != 1 or found["changed"] != 2 or causes != [("in_force(pat-2020)", ["pat-2020"], 2)]:
        problems.append(f"diff ends with {done.returncode}: {causes}")
    done = run(program, "diff", "--from", "2021-01-02", "--to", "2021-01-02", "--as-known", "2021-01-01", "2022-01-01", *PLACES, "--format", "json")
    causes = [(cause["kind"], cause["atom"], [(c["person"], c["state"], c["before"], c["after"]) for c in cause["changes"]]) for cause in json.loads(done.stdout)["causes"]]
    if causes != [("reading", "rank=no_bar", [("pat", "aa", "contested", "bound")])]:
        problems.append(f"diff of what was known before and after a decision: {causes}")
    if run(program, "diff", "--from", "2022-01-01", "--to", "2022-01-02", *PLACES).returncode != 0:
        problems.append("diff of two days alike does not end with 0")
    return problems


def check_wrong(program, folder):
    """What cannot be read ends with 2 and a diagnostic; what cannot be written leaves nothing."""
    bound = json.loads((FOLDER / "bound.json").read_text())
    cases = {"no JSON": "{", "no receipt": "{}", "another version": json.dumps({**bound, "schema": "dedere/receipt/9"}), "no question": json.dumps({**bound, "question": None}),
             "a day that is none": json.dumps({**bound, "question": {**bound["question"], "from": "2022-02-30"}}), "an unknown command": json.dumps({**bound, "command": "run"}),
             "a fact that is none": json.dumps({**bound, "suppose": ["(", "x"]}), "deep": "[" * 100000, "facts that are numbers": json.dumps({**bound, "suppose": [1, 2]})}
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
    schema = json.loads((ROOT / "docs" / "schema" / "receipt-1.json").read_text())
    lines = [line.split(" ", 1) for line in (FOLDER / "commands.txt").read_text().splitlines() if line and not line.startswith("#")]
    problems = [f"{file.name} has no command" for file in FOLDER.glob("*.json") if file.stem not in dict(lines)]
    with tempfile.TemporaryDirectory() as folder:
        for name, command in lines:
            problems += check(program, name, command, schema, options.reset, folder)
        problems += check_changed(program, folder)
        problems += check_wrong(program, folder)
    for problem in problems:
        print(problem)
    print(f"receipts: {len(lines)} examples, {len(problems)} problems")
    return 1 if problems or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
