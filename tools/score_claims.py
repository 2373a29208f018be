#!/usr/bin/env python3
"""How well `dedere read` reads: precision and recall by kind of claim, over texts with the claims that they make (tests/corpus, docs/reading.md).

usage: tools/score_claims.py [--program build/release/dedere] [--errors] [--least FILE] [FOLDER…]

Without a folder: the texts that the lexicon was tuned on (tests/corpus) and those that were kept aside (tests/corpus/aside), each on its own.
A claim is right where kind, person and state are, of a journey or overflight also the status, of an arrest or assurance the polarity, of the kinds with a
value the value. Of matched journeys the first and the last day are counted too. A text that lists no claim is a distractor: a journey, overflight,
arrest, surrender or release found in it is a false alarm.

--errors prints what was missed or wrongly found. --least FILE: lines `FOLDER FIGURE MINIMUM`; exit status 1 where a figure is under its minimum.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Every claim of these kinds is listed in a text; of the others only those that the text is about, so that they count for recall alone.
LISTED = ["travel", "overflight", "meeting", "arrest", "surrender", "release", "assurance", "urging", "finding", "membership"]
ALARMS = {"travel", "overflight", "arrest", "surrender", "release"}
STATUSES = {"planned", "under_way", "occurred", "cancelled", "avoided"}


def load(path):
    """One text: {"published", "text", "claims": [{"kind", "person", "state", "from", "to", "statuses", "value", "polarity"}]}."""
    out = {"id": path.stem, "published": None, "text": "", "claims": []}
    lines = iter(path.read_text().splitlines(keepends=True))
    for line in lines:
        if line.startswith("%"):
            continue
        if line.startswith("published: "):
            out["published"] = line.split()[1]
        elif line.strip() == "claims:":
            break
        else:
            out["text"] += line
    for line in lines:
        if line.strip():
            out["claims"].append(claim(line.removeprefix("? ").split()))
    return out


def claim(words):
    kind, person, state, *rest = words
    out = {"kind": kind, "person": None if person == "-" else person, "state": None if state == "-" else state,
           "from": None, "to": None, "statuses": [], "value": None, "polarity": "pos"}
    for word in rest:
        word = word.removeprefix("?")
        if word == "-":
            continue
        if set(word.split("|")) <= STATUSES:
            out["statuses"] = word.split("|")
        elif word in ("pos", "neg"):
            out["polarity"] = word
        elif word[:4].isdigit() and kind != "membership":
            first, _, last = word.partition("/")
            out["from"], out["to"] = first, last or None
        else:
            out["value"] = word
    return out


def keys(c):
    """The keys that a claim may be matched by: several where more than one status is a fair reading."""
    head = (c["kind"], c["person"], c["state"])
    if c["kind"] in ("travel", "overflight"):
        return [head + (s,) for s in c["statuses"]]
    if c["kind"] in ("arrest", "assurance"):
        return [head + (c["polarity"],)]
    if c["kind"] in ("membership", "obligation", "first_visit", "appointment"):
        return [(c["kind"], None, c["state"], c["value"])]
    if c["kind"] == "statement":
        return [(c["kind"], c["person"])]
    return [head]


def read(program, text):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / (text["id"] + text.get("ending", ".txt"))
        file.write_text(text["text"])
        command = [program, "read", "--format", "json", str(file)] + (["--published", text["published"]] if text["published"] else [])
        ran = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, DEDERE_HOME=str(ROOT)), check=False)
    if ran.returncode != 0:
        sys.exit(f"{text['id']}: {ran.stderr}")
    found = json.loads(ran.stdout)["claims"]
    for c in found:
        c["statuses"] = [c["status"]]
        c["value"] = None if c["value"] is None else str(c["value"])
    return found


class Score:
    def __init__(self):
        self.right, self.wrong, self.missed = collections.Counter(), collections.Counter(), collections.Counter()
        self.days = collections.Counter()   # (from or to, asked | right)
        self.texts = self.distractors = self.alarms = 0
        self.errors = []

    def add(self, text, found):
        self.texts += 1
        left = collections.OrderedDict()
        for c in found:
            left.setdefault(keys(c)[0], []).append(c)
        allowed = set()
        for want in unique(text["claims"]):
            allowed.update(keys(want))
            match = next((k for k in keys(want) if k in left), None)
            if match is None:
                self.missed[want["kind"]] += 1
                self.errors.append(f"{text['id']}: missed {keys(want)[0]} {want['from'] or ''}")
                continue
            self.right[want["kind"]] += 1
            self.count_days(text, want, left.pop(match))
        for key, claims in left.items():
            if key[0] in LISTED and key not in allowed:
                self.wrong[key[0]] += 1
                self.errors.append(f"{text['id']}: wrong {key} [{claims[0]['rule']}] {claims[0]['quote']['text'][:160]!r}")
        if not text["claims"]:
            self.distractors += 1
            self.alarms += any(key[0] in ALARMS for key in left)

    def count_days(self, text, want, got):
        if want["kind"] != "travel":
            return
        for end in ("from", "to"):
            if want[end] is None:
                continue
            right = any((c[end] or "") == want[end] for c in got)
            self.days[end, "asked"] += 1
            self.days[end, "right"] += right
            if not right:
                self.errors.append(f"{text['id']}: {end} of {keys(want)[0]}: {[c[end] for c in got]} for {want[end]}")

    def figures(self):
        """name -> (part, whole)"""
        out = {}
        groups = {"travel": ["travel"], "membership": ["membership"], "others": [k for k in LISTED if k not in ("travel", "membership")]}
        for name, kinds in groups.items():
            right = sum(self.right[k] for k in kinds)
            out[name + " precision"] = (right, right + sum(self.wrong[k] for k in kinds))
            out[name + " recall"] = (right, right + sum(self.missed[k] for k in kinds))
        rest = [k for k in self.right | self.missed if k not in LISTED]
        out["rest recall"] = (sum(self.right[k] for k in rest), sum(self.right[k] + self.missed[k] for k in rest))
        out["first day"] = (self.days["from", "right"], self.days["from", "asked"])
        out["last day"] = (self.days["to", "right"], self.days["to", "asked"])
        out["distractors without alarm"] = (self.distractors - self.alarms, self.distractors)
        return out

    def show(self, name):
        print(f"{name}: {self.texts} texts, {self.distractors} of them distractors")
        for kind in sorted(self.right | self.wrong | self.missed, key=lambda k: -self.right[k] - self.missed[k]):
            listed = f"{self.wrong[kind]:4d} wrong" if kind in LISTED else "          "
            print(f"  {kind:12} {self.right[kind]:4d} right {listed} {self.missed[kind]:4d} missed")
        for figure, (part, whole) in self.figures().items():
            if whole:
                print(f"  {figure:26} {part:4d} of {whole:4d} = {part / whole:.3f}")


def unique(claims):
    seen, out = set(), []
    for c in claims:
        if keys(c)[0] not in seen:
            seen.add(keys(c)[0])
            out.append(c)
    return out


def too_low(least, name, score):
    low = []
    for line in pathlib.Path(least).read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        folder, rest = line.split(None, 1)
        figure, minimum = rest.rsplit(None, 1)
        part, whole = score.figures()[figure]
        if folder == name and (whole == 0 or part / whole < float(minimum)):
            low.append(f"{name}: {figure} is {part} of {whole}, under {minimum}")
    return low


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "build/release/dedere"))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--least")
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    low = []
    for folder in options.folders or [ROOT / "tests/corpus", ROOT / "tests/corpus/aside"]:
        files = sorted(folder.glob("*.txt"))
        if not files:
            sys.exit(f"{folder}: no texts")
        score = Score()
        for file in files:
            text = load(file)
            score.add(text, read(options.program, text))
        score.show(folder.name)
        if options.errors:
            print("\n".join("    " + e for e in score.errors))
        if options.least:
            low += too_low(options.least, folder.name, score)
    print("\n".join(low), end="\n" if low else "")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
