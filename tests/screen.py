#!/usr/bin/env python3
"""screen.py --program DEDERE: `dedere screen` from outside.

- Input that cannot be used ends with 2 and its diagnostic; rows that cannot be used are reported by line and counted, the others screened.
- What it prints, and its report, have the members that docs/schema/ says.
- A list that changes is seen by what is screened from then on.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import jsonschema

from expectations import Expectations
from source import ROOT

LIST = "id,name,birth_date,nationality,sex\nx1,Ruslan Maratovich Kadirbekov,1970-03-02,kz,m\nx2,Abdelrahman al-Haddawi,1961,sd,m\n"
ALL = ["--list", "list.csv", "--report", "report.json"]

# What it shows; the input; more arguments; the status; what standard error holds; the lines with hits.
CASES = [
    ("a name a line", b"Maria Garcia\nKADIRBEKOV/RUSLAN MR\n", [], 0, ["2 rows, 2 screened"], [2]),
    ("a table", b"id;surname;given name;dob\n1;Kadirbekov;Ruslan;1970\n2;Garcia;Maria;1980\n", [], 0, ["matches"], [2]),
    ("columns that are named", b"who,when\nRuslan Kadirbekov,1970\n", ["--columns", "name=who", "--columns", "birth=when"], 0, [], [2]),
    ("JSON Lines", b'{"name": "Ruslan Kadirbekov"}\n{"name": \n', [], 0, ["N005", "standard input:2"], [1]),
    ("bytes that are no text", b"name\nRuslan Kadirbekov\n\xff\xfe\xfd\nRuslan Kadirbekov\n", [], 0, ["N006", ":3"], [2, 4]),
    ("a quote that is never closed", b'name,x\n"Maria,1\nRuslan Kadirbekov,2\n', [], 0, ["N005", ":2"], [3]),
    ("an empty field", b"name,x\n,1\nRuslan Kadirbekov,2\n", [], 0, ["N008", ":2"], [3]),
    ("control characters and marks of direction", "name\n\u202eRuslan\u200f\u0001 \u202cKadirbekov\u200b\n".encode(), [], 0, ["1 rows, 1 screened"], [2]),
    ("mixed scripts", "Руслан Kadirbekov\n".encode(), [], 0, [], [1]),
    ("several names in one field", b"Maria Garcia aka Ruslan Kadirbekov\n", [], 0, [], [1]),
    ("a name of a megabyte", b"Ruslan Kadirbekov " + b"y" * 1_000_000 + b"\nRuslan Kadirbekov\n", [], 0, ["N007", ":1"], [2]),
    ("a line of many megabytes", b"y" * 5_000_000 + b"\nRuslan Kadirbekov\n", [], 0, ["N007", ":1"], [2]),
    ("nothing", b"", [], 0, ["0 rows"], []),
    ("stopped by the first fault", b"name\n\xff\nRuslan Kadirbekov\n", ["--strict"], 2, ["N006"], []),
    ("UTF-16", "Ruslan".encode("utf-16"), [], 2, ["N006", "UTF-16"], []),
    ("a column that is not there", b"who\nx\n", ["--columns", "name=whom"], 2, ["N004"], []),
    ("a list that is not there", b"x\n", ["--list", "nowhere.csv"], 2, ["A001"], []),
    ("a list of nobody", b"x\n", ["--list", "empty.csv"], 2, ["N002"], []),
    ("a list with an entry that cannot be used", b"Ruslan Kadirbekov\n", ["--list", "ofac.csv"], 0, ["N003"], [1]),
    ("a state without a day", b"x\n", ["--at", "mongolia"], 2, ["A007"], []),
    ("a duty of persons who are not on record", b"x\n", ["--at", "mongolia", "--on", "2024-09-03"], 2, ["A007"], []),
    ("a report that cannot be written", b"x\n", ["--report", "nowhere/report.json"], 2, ["A001"], []),
]


def wrong(value, schema):
    """Where a value is not as its schema says."""
    return [f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


def schema(name):
    return json.loads((ROOT / "docs" / "schema" / f"{name}-1.json").read_text())


class Tests(Expectations):
    def __init__(self, program, folder):
        super().__init__()
        self.program, self.folder = program, folder
        (folder / "list.csv").write_text(LIST)
        (folder / "empty.csv").write_text("name\n")
        (folder / "ofac.csv").write_text('1,"KADIRBEKOV, Ruslan",individual,X,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,-0- ,individual,X,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n')

    def run(self, text, arguments):
        return subprocess.run([self.program, "screen", "-", "--format", "json", *arguments], input=text, capture_output=True, cwd=self.folder, timeout=120)

    def cases(self):
        for shows, text, more, status, said, hits in CASES:
            arguments = [*(ALL if "--list" not in more else ALL[2:]), *more]
            if "--report" in more:
                arguments = [*ALL[:2], *more]
            if "--at" in more and "--on" not in more:
                arguments = more
            (self.folder / "report.json").unlink(missing_ok=True)
            done = self.run(text, arguments)
            errors = done.stderr.decode(errors="replace")
            self.expect(done.returncode == status, f"{shows}: status {done.returncode}: {errors[:300]}")
            self.expect(all(one in errors for one in said), f"{shows}: standard error is {errors[:300]}")
            found = [json.loads(line) for line in done.stdout.splitlines()]
            self.expect(sorted({hit["line"] for hit in found} - {1 if "megabyte" in shows else 0}) == hits, f"{shows}: hits in {[hit['line'] for hit in found]}")
            for hit in found:
                self.expect(not wrong(hit, schema("hit")), f"{shows}: {wrong(hit, schema('hit'))}")
                self.expect(abs(sum(term["bits"] for term in hit["terms"]) - hit["score"]) < 0.005, f"{shows}: the terms of {hit['entry']} are not its score")
            if status == 0:
                report = json.loads((self.folder / "report.json").read_text())
                self.expect(not wrong(report, schema("screening")), f"{shows}: {wrong(report, schema('screening'))}")
                self.expect(report["found"]["hits"] == len(found), f"{shows}: the report counts {report['found']}")
                self.expect(report["input"]["rows"] == report["input"]["screened"] + sum(n for code, n in report["input"]["faults"].items() if code != "N007"), f"{shows}: the report counts {report['input']}")

    def a_list_that_changes(self):
        process = subprocess.Popen([self.program, "screen", "-", "--list", "list.csv", "--watch", "--format", "json", "--report", "report.json"], cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        def ask(name):
            process.stdin.write(name.encode() + b"\nnobody\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())["entry"]
        self.expect(ask("Ruslan Kadirbekov") == "x1", "watch: the first list is not used")
        (self.folder / "list.csv").write_text(LIST.replace("x1,", "x9,"))
        begun, entry = time.monotonic(), "x1"
        while entry == "x1" and time.monotonic() - begun < 20:
            time.sleep(0.05)
            entry = ask("Ruslan Kadirbekov")
        self.expect(entry == "x9", "watch: the change is not seen")
        _, errors = process.communicate()
        report = json.loads((self.folder / "report.json").read_text())
        self.expect(process.returncode == 0 and not wrong(report, schema("screening")), f"watch: {errors} {wrong(report, schema('screening'))}")
        self.expect([(one["put"], one["gone"]) for one in report["list"]["changes"]] == [(1, 1)], f"watch: the report says {report['list']}")
        (self.folder / "list.csv").write_text(LIST)

    def name(self):
        done = subprocess.run([self.program, "name", "Omar al-Bashir", "--format", "json"], capture_output=True, timeout=120)
        problems = wrong(json.loads(done.stdout), schema("name"))
        self.expect(not problems, f"name: {problems}")
        for text in ("", " -,. ", "\u200f\u202e"):
            done = subprocess.run([self.program, "name", text], capture_output=True, text=True)
            self.expect(done.returncode == 2 and "N008" in done.stderr, f"name: {text!r} ends with {done.returncode}: {done.stderr[:200]}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", required=True)
    program = str(pathlib.Path(arguments.parse_args().program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(program, pathlib.Path(folder))
        tests.cases()
        tests.a_list_that_changes()
        tests.name()
    return tests.report("screen")


if __name__ == "__main__":
    sys.exit(main())
