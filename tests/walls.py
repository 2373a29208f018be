#!/usr/bin/env python3
"""Who may include whom, and what no room may know.

- Each folder under src/ is in src/rooms.txt, each room there may use only rooms that stand above it, and no file includes more.
- Only `cli` (and `serve`) read clocks and the environment.
- No string in C++ names a person or a state of the record, a treaty or a provision of the law: these are data.
  Comments may, to give an example; so may tests.
"""

import csv
import pathlib
import re
import sys

from source import ROOT, cpp_files, is_test, report, string_literals, without_comments

OUTSIDE = {"cli", "serve"}
WORLD = re.compile(r"\b(?:system_clock|steady_clock|high_resolution_clock)::now\b|\bgetenv\s*\(|\bgettimeofday\b|\bstd::time\s*\(|\bsocket\s*\(")


def read_rooms(path, problems):
    """Room -> the rooms whose headers it may include, itself among them."""
    may = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        room, _, uses = line.partition(":")
        for used in uses.split():
            if used not in may:
                problems.append(f"{path.name}:{number}: `{room}` may use `{used}`, which does not stand above it")
        may[room] = {room, *uses.split()}
    return may


def check_includes(src, may, problems):
    checked = 0
    for folder in sorted(path for path in src.iterdir() if path.is_dir() and path.name not in may):
        problems.append(f"src/{folder.name}: not in src/rooms.txt; say there which rooms it may include")
    for path in cpp_files(src):
        room = path.relative_to(src).parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
            if not match:
                continue
            checked += 1
            target, place = match[1], f"src/{path.relative_to(src)}:{number}"
            used = target.split("/")[0]
            if not (src / target).is_file():
                problems.append(f"{place}: includes `{target}`; write it as ROOM/FILE, a file under src/")
            elif used not in may.get(room, {room}):
                problems.append(f"{place}: `{room}` includes `{target}`, and src/rooms.txt does not let it")
    return checked


def check_world(src, problems):
    for path in cpp_files(src):
        if path.relative_to(src).parts[0] in OUTSIDE or is_test(path):
            continue
        for number, line in enumerate(without_comments(path.read_text()).splitlines(), 1):
            if match := WORLD.search(line):
                problems.append(f"src/{path.relative_to(src)}:{number}: `{match[0]}`: only {' and '.join(sorted(OUTSIDE))} may ask the outside world")


def rows(path):
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names_of_record(record):
    """Names that no string in C++ may hold, each with the table it is from."""
    names = {}
    for row in rows(record / "persons.csv"):
        names[row["name"]] = names[row["name"].split()[-1]] = "persons.csv"
        if len(row["id"]) >= 5:  # `said` is a word
            names[row["id"]] = "persons.csv"
    for row in rows(record / "names.csv"):
        names[row["name"]] = "names.csv"
    for row in rows(record / "states.csv"):
        for name in [row["name"], row["official_name"], *row["other_names"].split(";")]:
            names[name.strip()] = "states.csv"
    # Shorter ones are words of other languages too ("US", "Ali"), and would be found where nobody is meant.
    return {name: table for name, table in names.items() if len(name) >= 4}


def patterns_of_law(law):
    """Regular expressions for the treaties and the provisions that the law's files name."""
    patterns = {r"\b[Aa]rt(?:icle|s?\.) ?\d+": "an article"}
    for path in law.rglob("*.md"):
        for label in re.findall(r"^\s*\[([A-Z][\w ]*?) \d", path.read_text(), re.M):
            patterns[rf"\b{re.escape(label)} \d"] = f"a label of law/{path.relative_to(law)}"
    for folder in law.iterdir() if law.is_dir() else []:
        if folder.is_dir() and "-" in folder.name:
            patterns["(?i)" + folder.name.replace("-", "[- ]")] = f"law/{folder.name}"
    return patterns


def check_names(src, record, law, problems):
    """The number of string literals looked at."""
    names = names_of_record(record)
    any_name = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)") if names else None
    patterns = patterns_of_law(law)
    checked = 0
    for path in cpp_files(src):
        if is_test(path):
            continue
        for number, literal in string_literals(path.read_text()):
            checked += 1
            literal = re.sub(r"\\[nrt]", "  ", literal)  # else the n of \n is a letter before a name
            found = [(any_name.search(literal), None)] if any_name else []
            found += [(re.search(pattern, literal), what) for pattern, what in patterns.items()]
            for match, what in found:
                if match:
                    place = f"src/{path.relative_to(src)}:{number + literal.count(chr(10), 0, match.start())}"
                    what = what or f"of record/{names[match[0]]}"
                    problems.append(f"{place}: a string holds `{match[0]}`, {what}; facts and law are data")
    return checked


def main(root):
    problems = []
    src = root / "src"
    may = read_rooms(src / "rooms.txt", problems)
    includes = check_includes(src, may, problems)
    check_world(src, problems)
    literals = check_names(src, root / "record", root / "law", problems)
    return report("walls", includes and literals and includes + literals, problems)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
