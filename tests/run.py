#!/usr/bin/env python3
"""run.py --program DEDERE: `dedere run` from outside.

- Each workload of bench/, small, gives what bench/oracle.py works out by itself.
- Input that is wrong ends with 2 and its diagnostic; an interrupt or too little memory ends a run with nothing written.
"""

import argparse
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from expectations import Expectations
from source import ROOT

sys.path.insert(0, str(ROOT / "bench"))
import oracle  # noqa: E402

SIZES = {"duty": 1_000, "metric": 1_000, "metric-hours": 400, "monitor": 600, "closure": 200, "reach": 3_000}
LAW = 'type P. input p. output q. predicate p(a: P) "{a}". predicate q(a: P) "{a}". [1] q(A) if p(A).'


class Tests(Expectations):
    def __init__(self, program):
        super().__init__()
        self.program = program

    def run(self, *words):
        return subprocess.run([self.program, "run", *map(str, words)], capture_output=True, text=True, timeout=120)


def generate(workload, n, seed, folder):
    subprocess.run([sys.executable, ROOT / "bench/generate", workload, str(n), str(seed), folder], check=True)


def workloads(tests, folder, seed):
    for workload, n in SIZES.items():
        facts, out = folder / f"{workload}-facts", folder / f"{workload}-out"
        generate(workload, n, seed, facts)
        done = tests.run(ROOT / "bench/programs" / f"{workload.removesuffix('-hours')}.law", "--facts", facts, "--out", out)
        tests.expect(done.returncode == 0, f"{workload}: ends with {done.returncode}: {done.stderr}")
        for name, lines in oracle.answers(workload, facts).items():
            path = out / f"{name}.csv"
            got = path.read_text().splitlines()[1:] if path.exists() else []
            differ = next((f"`{a}` for `{b}`" for a, b in zip(got, lines) if a != b), f"{len(got)} lines for {len(lines)}")
            tests.expect(got == lines, f"{workload} {n} {seed}: {name} differs: {differ}")


def wrong_input(tests, folder):
    cases = [
        ("the columns", "x,1\n", [], "F004"), ("a quote left open", 'x\n"y', [], "F002"), ("an end before the beginning", "x,5,4\n", [], "F008"), ("not UTF-8", b"x\xff\n", [], "F001"), ("an instant out of range", "x,9000000000000000000,\n", [], "F007"),
        ("no table", None, [], "F009"), ("an option", "x\n", ["--header", "maybe"], "A007"), ("a size", "x\n", ["--memory", "much"], "A007"), ("no folder", "x\n", ["--facts", folder / "none"], "A001"),
        ("a file as folder", "x\n", ["--out", folder / "law.law"], "F012"), ("a tab", '"x\ty"\n', ["--tables", "tsv"], "F011"),
    ]
    (folder / "law.law").write_text(LAW)
    for number, (shows, table, words, code) in enumerate(cases):
        facts, out = folder / f"wrong{number}", folder / f"wrong{number}-out"
        facts.mkdir()
        if table is not None:
            (facts / "p.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
        given = {"--facts": facts, "--out": out, **dict(zip(words[::2], words[1::2]))}
        done = tests.run(folder / "law.law", *(word for pair in given.items() for word in pair))
        tests.expect(done.returncode == 2 and f"error[{code}]" in done.stderr, f"wrong input, {shows}: ends with {done.returncode}: {done.stderr}")
        tests.expect(not out.exists(), f"wrong input, {shows}: leaves {out}")
    programs = [("no full stop", LAW + "p(x)", "L007"), ("not UTF-8", LAW.encode() + b"\xff", "L002"), ("a window that ends before it begins", LAW + "[w] q(X) if p(X) in the past 2 days to 1 day.", "L033"),
                ("an expression 100,000 deep", LAW + "[d] q(X) if p(X), Y = " + "next_month(" * 100_000 + "2024-01-01" + ")" * 100_000 + ".", "L007")]
    for shows, text, code in programs:
        (folder / "wrong.law").write_bytes(text if isinstance(text, bytes) else text.encode())
        done = tests.run(folder / "wrong.law", "--out", folder / "wrong-out")
        tests.expect(done.returncode == 2 and f"error[{code}]" in done.stderr, f"wrong program, {shows}: ends with {done.returncode}: {done.stderr}")
        tests.expect(not (folder / "wrong-out").exists(), f"wrong program, {shows}: leaves an answer")


def tables(tests, folder):
    (folder / "law.law").write_text(LAW)
    facts, out = folder / "style", folder / "style-out"
    facts.mkdir()
    (facts / "p.tsv").write_text("b\t2024-01-01\t2024-01-02\na\t\t\n")
    done = tests.run(folder / "law.law", "--facts", facts, "--out", out)
    got = (out / "q.tsv").read_text() if (out / "q.tsv").exists() else done.stderr
    tests.expect(got == "a\t\t\nb\t2024-01-01\t2024-01-02\n", f"written as the facts are: {got}")
    tests.expect(sorted(path.name for path in out.iterdir()) == ["q.tsv"], "nothing else is written")
    done = tests.run(folder / "law.law", "--facts", facts)
    tests.expect(done.stdout == "q(a)\nq(b)  2024-01-01\n", f"a list: {done.stdout}{done.stderr}")


def horizon(tests, folder):
    def said(text):
        (folder / "horizon.law").write_text('output s. predicate r "r". predicate s "s". [1] r if r 7 days ago. [2] s if r. r on 2024-01-01. ' + text)
        return tests.run(folder / "horizon.law")

    done = said("horizon from 2024-01-01 to 2024-01-20.")
    tests.expect(done.returncode == 0 and "warning[F014]" in done.stderr and "`r`" in done.stderr, f"what was cut is told: {done.stderr}")
    tests.expect(done.stdout == "s  2024-01-01\ns  2024-01-08\ns  2024-01-15\n", f"within the horizon: {done.stdout}")
    done = said("[3] except to [1] if from 2024-01-10. horizon from 2024-01-01 to 2024-01-20.")
    tests.expect(done.returncode == 0 and "F014" not in done.stderr, f"what ends by itself is not told: {done.stderr}")


def cut_short(tests, folder):
    facts, out = folder / "long", folder / "long-out"
    generate("closure", 10_000, 1, facts)
    out.mkdir()
    (out / "path.csv").write_text("as before\n")
    words = [ROOT / "bench/programs/closure.law", "--facts", facts, "--out", out]

    def untouched():
        return [path.name for path in out.iterdir()] == ["path.csv"] and (out / "path.csv").read_text() == "as before\n"

    for number in signal.SIGINT, signal.SIGTERM:
        with subprocess.Popen([tests.program, "run", *map(str, words)], stderr=subprocess.PIPE) as running:
            time.sleep(0.4)
            running.send_signal(number)
            status = running.wait(5)
        tests.expect(status == 128 + number, f"{number.name}: ends with {status}")
        tests.expect(untouched(), f"{number.name}: the folder is not as before")
    done = tests.run(*words, "--memory", "30M")
    tests.expect(done.returncode == 2 and "error[F013]" in done.stderr, f"too little memory: ends with {done.returncode}: {done.stderr}")
    tests.expect(untouched(), "too little memory: the folder is not as before")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    tests = Tests(pathlib.Path(given.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        workloads(tests, folder, given.seed)
        wrong_input(tests, folder)
        tables(tests, folder)
        horizon(tests, folder)
        cut_short(tests, folder)
    return tests.report("run")


if __name__ == "__main__":
    sys.exit(main())
