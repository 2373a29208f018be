#!/usr/bin/env python3
"""The record against its descriptor, read as any other tool would read it: an oracle for the program's own check, and quicker to run.

Keys, references, required cells, patterns, lists of values, days that exist and stand in order; each `dedere:facts` names a predicate of the law with as many
arguments, and columns that are there.

With `--confidence` it prints instead, table by table, how many rows are verified.
"""

import collections
import csv
import datetime
import json
import re
import sys

from source import ROOT, report

RECORD = ROOT / "record"
ORDER = [("from", "to"), ("issued", "public"), ("issued", "ended"), ("announced", "notified"), ("notified", "effective"), ("signed", "in_force"), ("born", "died")]


def is_day(text):
    try:
        return datetime.date.fromisoformat(text) is not None and len(text) == 10
    except ValueError:
        return False


def is_edtf(text):
    return is_day({4: text + "-01-01", 7: text + "-01"}.get(len(text), text))


def read(resource):
    """(header, rows), each row with the number of its first line."""
    with (RECORD / resource["path"]).open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file, strict=True)
        header, rows, line = next(reader, []), [], 2
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    return header, rows


def check_cell(field, cell):
    """What is wrong with a cell, or nothing."""
    constraints = field.get("constraints", {})
    if cell == "":
        return "is blank" if constraints.get("required") else None
    if field["type"] == "date" and not is_day(cell):
        return f"`{cell}` is no day"
    if field.get("dedere:type") == "edtf" and not is_edtf(cell):
        return f"`{cell}` is no day, month or year"
    if "enum" in constraints and cell not in constraints["enum"]:
        return f"`{cell}` is none of {', '.join(constraints['enum'])}"
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], cell):
        return f"`{cell}` does not have the form {constraints['pattern']}"
    return None


def predicates():
    """Name -> number of arguments, of each predicate that the law declares."""
    found = {}
    for path in (ROOT / "law").rglob("*.md"):
        for name, arguments in re.findall(r"^(?:open )?predicate (\w+)(?:\(([^)]*)\))?", path.read_text(), re.M):
            found[name] = len([argument for argument in arguments.split(",") if argument.strip()])
    return found


def check_mapping(resource, known, problems):
    columns = {field["name"] for field in resource["schema"]["fields"]}
    for fact in resource.get("dedere:facts", []):
        name, named = fact["predicate"], fact["arguments"] + [fact[key] for key in ("from", "to", "known") if key in fact] + list(fact.get("when", {}))
        if known.get(name) != len(fact["arguments"]):
            problems.append(f"datapackage.json: {resource['name']}: the law declares no predicate `{name}` of {len(fact['arguments'])} arguments")
        problems += [f"datapackage.json: {resource['name']}: `{name}` uses `{column}`, which is no column" for column in named if column not in columns]


def check_table(resource, tables, problems):
    schema, (header, rows) = resource["schema"], tables[resource["name"]]
    fields, place = schema["fields"], resource["path"]
    if header != [field["name"] for field in fields]:
        problems.append(f"{place}:1: the columns are not those of datapackage.json")
        return
    seen = {field["name"]: set() for field in fields}
    for line, row in rows:
        if len(row) != len(header):
            problems.append(f"{place}:{line}: {len(row)} cells, not {len(header)}")
            continue
        cells = dict(zip(header, row))
        for field in fields:
            name, cell = field["name"], cells[field["name"]]
            if wrong := check_cell(field, cell):
                problems.append(f"{place}:{line}: `{name}` {wrong}")
            unique = field.get("constraints", {}).get("unique") or name == schema.get("primaryKey")
            if unique and cell in seen[name]:
                problems.append(f"{place}:{line}: `{name}` `{cell}` stands twice")
            seen[name].add(cell)
        for key in schema.get("foreignKeys", []):
            cell, target = cells[key["fields"]], key["reference"]["resource"] or resource["name"]
            if cell and cell not in column(tables, target, key["reference"]["fields"]):
                problems.append(f"{place}:{line}: `{key['fields']}`: `{cell}` is not in {target}")
        for first, last in ORDER:
            if cells.get(first) and cells.get(last) and cells[first] > cells[last] and cells[last] != cells[first][:len(cells[last])]:
                problems.append(f"{place}:{line}: `{first}` {cells[first]} is after `{last}` {cells[last]}")


def column(tables, table, name):
    header, rows = tables[table]
    cache = tables.setdefault("columns", {})
    if (table, name) not in cache:
        at = header.index(name)
        cache[table, name] = {row[at] for _, row in rows if at < len(row)}
    return cache[table, name]


def confidence(tables):
    """One line a table that has the column: rows, and how sure they are."""
    for name, (header, rows) in tables.items():
        if "confidence" in header:
            count = collections.Counter(row[header.index("confidence")] for _, row in rows)
            print(f"{name:14}{len(rows):5} rows {100 * count['verified'] // max(len(rows), 1):4} % verified {count['reported']:4} reported {count['disputed']:3} disputed")


def main():
    package = json.loads((RECORD / "datapackage.json").read_text())
    problems, tables, known = [], {}, predicates()
    for resource in package["resources"]:
        try:
            tables[resource["name"]] = read(resource)
        except (OSError, csv.Error, UnicodeDecodeError) as error:
            problems.append(f"{resource['path']}: {error}")
            tables[resource["name"]] = ([], [])
    if "--confidence" in sys.argv[1:]:
        return confidence(tables)
    for resource in package["resources"]:
        check_mapping(resource, known, problems)
        if tables[resource["name"]][0]:
            check_table(resource, tables, problems)
    listed = {resource["path"] for resource in package["resources"]}
    problems += [f"{path.name}: not in datapackage.json" for path in RECORD.glob("*.csv") if path.name not in listed]
    return report("record", sum(len(tables[resource["name"]][1]) for resource in package["resources"]), problems)


if __name__ == "__main__":
    sys.exit(main())
