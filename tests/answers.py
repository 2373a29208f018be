#!/usr/bin/env python3
"""answers.py --program DEDERE: what the commands that tell of the record print.

- As JSON it obeys its schema in docs/schema, and holds nothing that is not described there.
- It agrees with the CSV files, read here without the program.
- A row that was corrected answers until its correction became known; a private package answers under its own name, and the public one stays as it is.
"""

import argparse
import csv
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

from expectations import Expectations
from source import ROOT

SCHEMAS = ROOT / "docs" / "schema"


def strict(schema):
    """The schema, in which a property that is not described is a fault."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema and schema.get("type") == "object" else {}
    return {**closed, **{name: strict(part) for name, part in schema.items()}}


def schema_of(answer):
    return strict(json.loads((SCHEMAS / (answer["schema"].removeprefix("dedere/").replace("/", "-") + ".json")).read_text()))


def rows(table):
    with (ROOT / "record" / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Tests(Expectations):
    def __init__(self, program):
        super().__init__()
        self.program = program

    def run(self, *words):
        return subprocess.run([self.program, *map(str, words)], cwd=ROOT, capture_output=True, text=True, timeout=120)

    def ask(self, *words):
        """The answer as JSON; its schema holds."""
        done = self.run(*words, "--format", "json")
        self.expect(done.returncode == 0, f"{words}: ends with {done.returncode}: {done.stderr}")
        answer = json.loads(done.stdout)
        for fault in jsonschema.Draft202012Validator(schema_of(answer), format_checker=jsonschema.FormatChecker()).iter_errors(answer):
            self.expect(False, f"{words}: {fault.json_path}: {fault.message[:200]}")
        return answer


def of_states(tests):
    hungary = tests.ask("status", "hungary", "--on", "2026-06-03")
    tests.expect((hungary["status"], hungary["since"]) == ("party", "2002-07-01") and [act["source"]["row"] for act in hungary["acts"] if "revok" in act["sentence"]] == ["hu-2026-revocation"], f"Hungary took its notice back: {hungary}")
    before = tests.ask("status", "hu", "--on", "2026-06-03", "--as-known", "2026-05-28")
    tests.expect(before["status"] != "party", f"before it did, it would have left: {before['status']}")
    burundi = tests.ask("status", "bi", "--on", "2017-10-26"), tests.ask("status", "bi", "--on", "2017-10-27")
    tests.expect([(one["status"], one["withdrawing"]) for one in burundi][0] == ("party", True) and burundi[1]["status"] == "withdrawn", f"Burundi left: {[one['status'] for one in burundi]}")
    year = tests.ask("parties", "--on", "2025-12-31", "--since", "2024-12-31")
    tests.expect(year["count"] == len(year["states"]) == 125 and year["joined"] == [{"state": "ua", "on": "2025-01-01"}] and year["left"] == [], f"2025: {year['joined']}, {year['left']}")
    tests.expect("since" not in tests.ask("parties", "--on", "2002-07-01"), "no other day was asked about")


def of_rows(tests):
    replaced = {table: {row["supersedes"] for row in rows(table)} for table in ("visits", "findings")}
    stand = {table: [row for row in rows(table) if row["id"] not in replaced[table]] for table in replaced}
    for person in ("putin", "al-bashir"):
        journeys = tests.ask("journeys", person)["journeys"]
        tests.expect(sorted(j["id"] for j in journeys) == sorted(row["id"] for row in stand["visits"] if row["person"] == person), f"not the journeys of {person}")
        tests.expect(all((j["verdict"] is None) or j["status"] == "occurred" for j in journeys), f"a journey of {person} that was not made has a verdict")
    then = tests.ask("journeys", "putin", "--as-known", "2024-08-01")["journeys"]
    tests.expect({j["id"] for j in then} == {row["id"] for row in stand["visits"] if row["person"] == "putin" and row["known"] <= "2024-08-01"}, "not the journeys that were known in August 2024")
    findings = tests.ask("precedents")["precedents"]
    tests.expect(sorted(f["finding"] for f in findings) == sorted(row["id"] for row in stand["findings"]), "not the decisions on record")
    some = tests.ask("precedents", "--state", "mn", "--outcome", "breach", "--from", "2024-01-01", "--to", "2024-12-31")["precedents"]
    tests.expect([f["finding"] for f in some] == [row["id"] for row in stand["findings"] if (row["state"], row["outcome"], row["decided"][:4]) == ("mn", "breach", "2024")] and some, f"not that on Mongolia: {some}")


def corrections(tests):
    tables = [resource["name"] for resource in json.loads((ROOT / "record" / "datapackage.json").read_text())["resources"]]
    corrected = [(table, row) for table in tables for row in rows(table) if row.get("supersedes")]
    tests.expect(corrected, "nothing was ever corrected")
    for table, row in corrected:
        versions = tests.ask("history", f"{table}/{row['id']}")["rows"][0]["versions"]
        old, new = [next(version for version in versions if version["id"] == id) for id in (row["supersedes"], row["id"])]
        tests.expect((old["until"], old["stands"], new["reason"]) == (row["known"], False, row["note"] or None), f"{row['id']} corrects {old}")


OVERLAY = """id,person,state,from,to,mode,status,place,purpose,state_action,source,source_2,known,confidence,supersedes,note
mine-1,putin,mn,2025-03-01,2025-03-02,stay,occurred,,,none,mine-report,,2025-03-05,reported,,A private report.
"""
SOURCE = "id,publisher,title,date,document,address,kind,note\nmine-report,A private observer,A report,2025-03-05,,,press,\n"


def digest_of(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def overlays(tests):
    with tempfile.TemporaryDirectory() as folder:
        mine = pathlib.Path(folder) / "mine"
        mine.mkdir()
        (mine / "visits.csv").write_text(OVERLAY)
        (mine / "sources.csv").write_text(SOURCE)
        public, both = digest_of(ROOT / "record"), ["--record", mine]
        journeys = {j["id"]: j["source"]["package"] for j in tests.ask("journeys", "putin", *both)["journeys"]}
        tests.expect(journeys["mine-1"] == "mine" and journeys["putin-mongolia-2024-09"] == "record", f"which package says it: {journeys}")
        tests.expect("mine-1" not in {j["id"] for j in tests.ask("journeys", "putin", *both, "--as-known", "2025-03-04")["journeys"]}, "a private row is shown before it was known")
        text = tests.run("why", "visited(putin, mn, V)", "--on", "2025-03-01", *both).stdout
        tests.expect("according to the package mine" in text, f"a proof does not say which package a fact is from: {text}")
        # Laid over a public row: the same id, other days; and a day that the decisions on that journey rule out.
        over = OVERLAY.replace("mine-1", "putin-mongolia-2024-09")
        (mine / "visits.csv").write_text(over)
        done = tests.run("history", "putin-mongolia-2024-09", *both)
        tests.expect(done.returncode == 2 and "R014" in done.stderr, f"a private row that contradicts public ones is not told: {done.stderr}")
        (mine / "visits.csv").write_text(over.replace("2025-03", "2024-09"))
        versions = tests.ask("history", "putin-mongolia-2024-09", *both)["rows"][0]["versions"]
        tests.expect([(version["package"], version["stands"]) for version in versions] == [("record", False), ("mine", True)], f"what lies over what: {versions}")
        export = pathlib.Path(folder) / "out"
        tests.expect(tests.run("export", "--to", "json", export, *both).returncode == 0, "the two together cannot be exported")
        found = {row["id"]: row["dedere_package"] for row in json.loads((export / "record.json").read_text())["tables"]["visits"]}
        tests.expect(found.pop("putin-mongolia-2024-09") == "mine" and set(found.values()) == {"record"}, "the export does not say which package a row is from")
        tests.expect(digest_of(ROOT / "record") == public, "the public record was written to")


def files(tests):
    with tempfile.TemporaryDirectory() as folder:
        for kind, name, words in [("json", "record.json", []), ("json", "manifest.json", []), ("geojson", "manifest.json", ["--on", "2025-01-01"])]:
            out = pathlib.Path(folder) / f"{kind}-{name}"
            tests.expect(tests.run("export", "--to", kind, out, *words).returncode == 0, f"{kind} is not written")
            answer = json.loads((out / name).read_text())
            for fault in jsonschema.Draft202012Validator(schema_of(answer), format_checker=jsonschema.FormatChecker()).iter_errors(answer):
                tests.expect(False, f"{kind}: {name}: {fault.json_path}: {fault.message[:200]}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True)
    tests = Tests(pathlib.Path(arguments.parse_args().program).resolve())
    for check in (of_states, of_rows, corrections, overlays, files):
        check(tests)
    return tests.report("answers")


if __name__ == "__main__":
    sys.exit(main())
