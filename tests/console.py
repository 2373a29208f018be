"""Examples in Markdown that run: fenced `console` blocks, each a command after `$ ` and what it prints.

    ```console
    $ dedere ask 'party(mn)' --on 2024-09-03
    yes
    ```

A line of only `...` or `…` stands for any lines; either inside a line stands for any text there. Both streams are shown as one; a status
other than 0 is shown at the end as `[exit 2]`. A command that ends in `\\` goes on in the next line.
"""

import argparse
import concurrent.futures
import dataclasses
import difflib
import os
import pathlib
import re
import subprocess
import tempfile

from source import ROOT

SECONDS_MAX = 120
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```[ ]*$", re.M | re.S)


@dataclasses.dataclass
class Block:
    """A fenced block: its kind, a name that may follow the kind, the text, where it stands in the page."""
    kind: str
    name: str
    body: str
    start: int  # offsets of the body
    end: int
    line: int


@dataclasses.dataclass
class Step:
    command: str  # as written, its continuation lines among it
    expected: list


def blocks(text):
    for match in FENCE.finditer(text):
        kind, _, name = match["info"].strip().partition(" ")
        yield Block(kind, name.strip(), match["body"], match.start("body"), match.end("body"), text.count("\n", 0, match.start("body")))


def steps(body):
    """The commands of a console block; lines before the first are not allowed."""
    found, lines = [], body.splitlines()
    while lines:
        line = lines.pop(0)
        if line.startswith("$ "):
            while line.endswith("\\") and lines:
                line += "\n" + lines.pop(0)
            found.append(Step(line[2:], []))
        elif found:
            found[-1].expected.append(line)
        else:
            raise ValueError(f"a console block begins with `$ `, not with `{line}`")
    return found


def pattern(expected):
    parts = []
    for line in expected:
        if line.strip() in ("...", "…"):
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append(r"[^\n]*?".join(map(re.escape, re.split(r"\.\.\.|…", line))) + r"\n")
    return re.compile("".join(parts))


def matches(expected, got):
    return pattern(expected).fullmatch("".join(line + "\n" for line in got)) is not None


def run(command, program, folder):
    """The lines that a command prints, run by bash in `folder` with `dedere` (and `./dedere`) being `program`."""
    with tempfile.TemporaryDirectory() as bin_folder:
        pathlib.Path(bin_folder, "dedere").symlink_to(pathlib.Path(program).resolve())
        environment = dict(os.environ, PATH=f"{bin_folder}:{os.environ['PATH']}", DEDERE_HOME=str(ROOT), NO_COLOR="1", COLUMNS="80",
                           LC_ALL="C.UTF-8", TZ="UTC")
        try:
            done = subprocess.run(["bash", "-c", re.sub(r"(^|[|&;(]\s*)\./dedere(?=[\s;&|)]|$)", r"\1dedere", command)], cwd=folder, env=environment,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS_MAX)
        except subprocess.TimeoutExpired:
            return [f"[no end after {SECONDS_MAX} s]"]
    lines = done.stdout.decode("utf-8", errors="backslashreplace").splitlines()
    return lines + ([f"[exit {done.returncode}]"] if done.returncode else [])


def difference(expected, got):
    """How the two differ, for a person; lines that only an ellipsis covers show as added."""
    return "\n".join(list(difflib.unified_diff(expected, got, "expected", "printed", lineterm="", n=2))[:80])


def check_block(block, program, folder, adapt=lambda command: command):
    """(number of commands, what is wrong, the block's text with what was printed in place of what did not match)."""
    wrong, text = [], []
    try:
        found = steps(block.body)
    except ValueError as error:
        return 1, [str(error)], block.body
    for step in found:
        got = run(adapt(step.command), program, folder)
        if not matches(step.expected, got):
            wrong.append(f"$ {step.command}\n{difference(step.expected, got)}")
            step.expected = got
        text += [f"$ {step.command}", *step.expected]
    return len(found), wrong, "".join(line + "\n" for line in text)


def check_page(path, program, check):
    """(number of commands, faults, the page with the blocks that did not match changed); `check(block)` is None for a block to leave alone."""
    text, ran, faults, changes = path.read_text(), 0, [], []
    for block in blocks(text):
        if outcome := check(block):
            number, wrong, body = outcome
            ran += number
            faults += [f"{path.relative_to(ROOT)}:{block.line}: {fault}" for fault in wrong]
            changes += [(block, body)] if wrong else []
    for block, body in reversed(changes):
        text = text[:block.start] + body + text[block.end:]
    return ran, faults, text


def main(name, description, all_pages, run_page):
    """The command line of a runner: checks each page with `run_page(path, program)`; the exit status."""
    arguments = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", required=True, type=pathlib.Path)
    arguments.add_argument("--reset", action="store_true", help="write what was printed into the pages")
    arguments.add_argument("pages", nargs="*", type=pathlib.Path)
    options = arguments.parse_args()
    paths = [path.resolve() for path in options.pages] or all_pages
    ran = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, (number, faults, text) in zip(paths, pool.map(lambda path: run_page(path, options.program), paths)):
            ran += number
            failed += len(faults)
            for fault in faults:
                print(fault, end="\n\n")
            if options.reset and text != path.read_text():
                path.write_text(text)
    print(f"{name}: {len(paths)} pages, {ran} commands, {failed} wrong")
    if not ran:
        print(f"{name}: found no command to run")
    return 1 if failed or not ran else 0
