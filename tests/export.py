#!/usr/bin/env python3
"""export.py --program DEDERE: `dedere export` from outside.

- Each format holds what the CSV files of record/ hold, read by the tools of Python's library: csv, json, sqlite3, an XML parser.
- The manifest names every file with its size and SHA-256; the same question gives the same bytes.
- A folder with something in it, or an unknown format, ends with 2, and nothing is written.
"""

import argparse
import csv
import hashlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

from expectations import Expectations
from source import ROOT

THEN = "2024-12-31"


def table(folder, name):
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tables(folder):
    names = [resource["name"] for resource in json.loads((folder / "datapackage.json").read_text())["resources"]]
    return {name: table(folder, name) for name in names}


class Tests(Expectations):
    def __init__(self, program, folder):
        super().__init__()
        self.program, self.folder = program, folder

    def run(self, *words, home=ROOT):
        return subprocess.run([self.program, "export", *map(str, words)], cwd=ROOT, env={**os.environ, "DEDERE_HOME": str(home)}, capture_output=True, text=True, timeout=120)

    def export(self, kind, name, *words):
        """The folder that was written, its manifest checked."""
        out = self.folder / name
        done = self.run("--to", kind, out, *words)
        self.expect(done.returncode == 0, f"{kind} {words}: ends with {done.returncode}: {done.stderr}")
        manifest = json.loads((out / "manifest.json").read_text())
        listed = {file["path"]: (file["bytes"], file["sha256"]) for file in manifest["files"]}
        found = {path.name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()) for path in out.iterdir() if path.name != "manifest.json"}
        self.expect(listed == found and found, f"{kind}: the manifest does not tell of the files")
        self.expect(manifest["format"] == kind, f"{kind}: the manifest says {manifest['format']}")
        return out


def known_by(rows, day):
    return [row for row in rows if row.get("known", "") <= day]


def csv_is_the_record(tests, record):
    out = tests.export("csv", "csv")
    tests.expect(tables(out) == record, "csv: not the rows of record/")
    again = tests.export("csv", "again", "--record", out)
    tests.expect(all((again / path.name).read_bytes() == path.read_bytes() for path in out.glob("*.csv")), "csv: exported again, it is another")
    then = tables(tests.export("csv", "then", "--as-known", THEN))
    for name, rows in record.items():
        tests.expect([row["id"] for row in then[name]] == [row["id"] for row in known_by(rows, THEN)], f"csv {THEN}: {name}: not the rows that were known")


def json_is_the_record(tests, record):
    text = (tests.export("json", "json") / "record.json").read_text()
    for name, rows in json.loads(text)["tables"].items():
        plain = [{column: "" if cell is None else str(cell) for column, cell in row.items() if not column.startswith("dedere_")} for row in rows]
        tests.expect(plain == record[name], f"json: {name}: not the rows of record/")
    superseded = {row["supersedes"] for rows in record.values() for row in rows if row.get("supersedes")}
    fallen = {row["id"] for rows in json.loads(text)["tables"].values() for row in rows if not row["dedere_stands"]}
    tests.expect(superseded and fallen == superseded, f"json: {fallen} do not stand, not {superseded}")


def sqlite_is_the_record(tests, record):
    with sqlite3.connect(tests.export("sqlite", "sqlite") / "record.sqlite") as database:
        database.row_factory = sqlite3.Row
        for name, rows in record.items():
            found = [{column: "" if row[column] is None else str(row[column]) for column in row.keys() if not column.startswith("dedere_")} for row in database.execute(f'SELECT * FROM "{name}"')]
            tests.expect(found == rows, f"sqlite: {name}: not the rows of record/")
        tests.expect(database.execute("PRAGMA integrity_check").fetchall()[0][0] == "ok", "sqlite: not sound")
        tests.expect(not database.execute("PRAGMA foreign_key_check").fetchall(), "sqlite: a reference leads nowhere")
        tests.expect(database.execute("PRAGMA foreign_key_list(visits)").fetchall(), "sqlite: visits has no references")


def atom_tells_what_became_known(tests, record):
    space = "{http://www.w3.org/2005/Atom}"
    feed = xml.parse(tests.export("atom", "atom") / "changes.atom").getroot()
    entries = [(entry.findtext(space + "title").split(",")[0], entry.findtext(space + "updated")[:10]) for entry in feed.iter(space + "entry")]
    rows = {(f"{name}/{row['id']}", row["known"]) for name, rows in record.items() for row in rows if "known" in row}
    tests.expect(set(entries) == rows and len(entries) == len(rows), "atom: not an entry for each row that became known")
    days = [day for _, day in entries]
    tests.expect(days == sorted(days, reverse=True), "atom: the latest known is not first")
    ids = [element.text for element in feed.iter(space + "id")]
    tests.expect(len(ids) == len(set(ids)) == len(entries) + 1, "atom: an id stands twice")
    tests.expect(all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", one) for one in ids), "atom: an id is no UUID")


def geojson_shows_where_states_stand(tests, record):
    # An independent count of parties: those whose instrument has taken effect, and who have not left.
    day, left = "2019-03-17", {row["state"] for row in record["withdrawals"] if row["act"] == "notice" and row["effective"] and row["effective"] <= "2019-03-17"}
    kept = {row["state"] for row in record["withdrawals"] if row["act"] == "revocation" and row["day"] <= day}
    parties = {row["state"] for row in record["parties"] if row["in_force"] and row["in_force"] <= day} - (left - kept)
    outlines = tests.folder / "outlines.json"
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0.1, 0], [0.1, 0.1], [0, 0.1], [0, 0]]]}
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"ISO_A2": "-99", "ISO_A2_EH": "FR"}, "geometry": square}]}))
    features = json.loads((tests.export("geojson", "geojson", "--on", day, "--outlines", outlines) / "states.geojson").read_text())["features"]
    tests.expect([feature["id"] for feature in features] == sorted(row["id"] for row in record["states"]), "geojson: not every state")
    tests.expect({feature["id"] for feature in features if feature["properties"]["status"] == "party"} == parties, f"geojson: not the parties of {day}")
    tests.expect({feature["id"]: feature["geometry"] for feature in features if feature["geometry"]} == {"fr": square}, "geojson: not the outlines that were given")
    nested = tests.folder / "nested.json"
    for text in ("[" * 100_000, "{", '{"features": 1}', '{"features": [1, {"geometry": 2}]}'):
        nested.write_text(text)
        done = tests.run("--to", "geojson", tests.folder / "none", "--on", day, "--outlines", nested)
        tests.expect(done.returncode == 2 and "R002" in done.stderr, f"geojson: outlines `{text[:40]}` end with {done.returncode}: {done.stderr[:200]}")
    tests.expect(not (tests.folder / "none").exists(), "geojson: something was written beside a fault")


def ftm_holds_together(tests, record):
    out = tests.export("ftm", "ftm")
    entities = {entity["id"]: entity for entity in map(json.loads, (out / "entities.ftm.json").read_text().splitlines())}
    statements = [json.loads(line) for line in (out / "statements.json").read_text().splitlines()]
    persons = {entity["id"] for entity in entities.values() if entity["schema"] == "Person"}
    tests.expect(persons == {f"dedere-person-{row['id']}" for row in record["persons"]}, "ftm: not every person")
    values = {(id, property, value) for id, entity in entities.items() for property, all in entity["properties"].items() for value in all}
    tests.expect({(s["canonical_id"], s["prop"], s["value"]) for s in statements} == values and len(statements) == len(values), "ftm: entities and statements differ")
    tests.expect(all(s["id"] == hashlib.sha1(f"{s['dataset']}.{s['entity_id']}.{s['prop']}.{s['value']}".encode()).hexdigest() for s in statements), "ftm: a statement's id is another")
    tests.expect(not [s for s in statements if s["prop_type"] == "entity" and s["value"] not in entities], "ftm: a reference leads nowhere")
    tests.expect(not [s for s in statements if s["prop"] == "topics"], "ftm: somebody has a topic")
    visits = [row for row in record["visits"] if row["status"] == "occurred" and row["id"] not in {row["supersedes"] for row in record["visits"]}]
    tests.expect({id for id, entity in entities.items() if entity["schema"] == "Event"} == {f"dedere-visit-{row['id']}" for row in visits}, "ftm: not the journeys that were made")


def same_bytes(tests):
    for kind, words in {"csv": [], "json": [], "sqlite": [], "atom": [], "ftm": [], "geojson": ["--on", "2019-03-17"]}.items():
        first, second = tests.export(kind, f"{kind}-1", *words), tests.export(kind, f"{kind}-2", *words)
        tests.expect(all((second / path.name).read_bytes() == path.read_bytes() for path in first.iterdir()), f"{kind}: twice, and not the same bytes")


def mappings_are_checked(tests):
    """A home that is ours but for the mapping; each slip in it is told at its place."""
    home = tests.folder / "home"
    (home / "record").mkdir(parents=True)
    (home / "law").symlink_to(ROOT / "law")
    for path in (ROOT / "record").iterdir():
        (home / "record" / path.name).symlink_to(path)
    file, text = home / "record" / "followthemoney.json", (ROOT / "record" / "followthemoney.json").read_text()
    file.unlink()
    for before, after, code in [('"table": "visits"', '"table": "visit"', "R002"), ('"value": "{purpose}"', '"value": "{purpos}"', "R002"), ('"value": "{purpose}"', '"value": "{purpose"', "R002"),
                                ('"value": "{source.address}"', '"value": "{source.adress}"', "R002"), ('"value": "{place}"', '"value": "{place.name}"', "R002"), ('"when": {"status"', '"when": {"stat"', "R002"),
                                ('"adds": true', '"ads": true', "R002"), ('"dataset": "dedere",', "", "R002"), ('"entities": [', '"entities": [[', "R001")]:
        tests.expect(before in text, f"ftm: the mapping has no {before}")
        file.write_text(text.replace(before, after))
        done = tests.run("--to", "ftm", tests.folder / "none", home=home)
        tests.expect(done.returncode == 2 and code in done.stderr and "followthemoney.json" in done.stderr, f"ftm: with {after}: {done.stderr[:300]}")


def wrong_use(tests):
    full = tests.folder / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    none = tests.folder / "none"
    for words, code in [(["--to", "csv", full], "A010"), (["--to", "csv", full / "mine.txt"], "F012"), (["--to", "csv", tests.folder / "no" / "where"], "F012"), (["--to", "sqlit", none], "A007"),
                        (["--to", "geojson", none], "A007"), (["--to", "csv", none, "--on", "2020-01-01"], "A007"), (["--to", "geojson", none, "--on", "soon"], "A002")]:
        done = tests.run(*words)
        tests.expect(done.returncode == 2 and code in done.stderr, f"{words}: ends with {done.returncode}: {done.stderr[:300]}")
    tests.expect([path.name for path in full.iterdir()] == ["mine.txt"] and not none.exists(), "wrong use: something was written")
    tests.expect(not list(tests.folder.rglob("*.part")), "wrong use: a part was left behind")
    empty = tests.folder / "empty"
    empty.mkdir()
    tests.export("csv", "empty")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True)
    program = pathlib.Path(arguments.parse_args().program).resolve()
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(program, pathlib.Path(folder))
        record = tables(ROOT / "record")
        for check in (csv_is_the_record, json_is_the_record, sqlite_is_the_record, atom_tells_what_became_known, geojson_shows_where_states_stand, ftm_holds_together):
            check(tests, record)
        same_bytes(tests)
        mappings_are_checked(tests)
        wrong_use(tests)
    return tests.report("export")


if __name__ == "__main__":
    sys.exit(main())
