#!/usr/bin/env python3
"""Which provisions of the Statute on arrest and surrender are modelled, and when each rule was compared with the text.

    provisions.py [--reset]

- law/rome-statute/provisions.csv lists every provision that bears on arrest and surrender. One without a rule says how it is treated.
- docs/provisions.md is made from it and from law/; `--reset` writes it, otherwise it must be up to date.
- Every section of a law file that holds rules ends with a line `Review: …`, and no rule cites a provision that the list lacks.
"""

import csv
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from source import ROOT, report  # noqa: E402

LIST = ROOT / "law/rome-statute/provisions.csv"
PAGE = ROOT / "docs/provisions.md"
FOLDERS = ("rome-statute", "security-council", "vienna-convention", "court", "national")
LABEL = re.compile(r"^\[([^\]]+)\]", re.M)
REVIEW = re.compile(r"^Review: (.+?)\.$", re.M)


def sections(path):
    """(heading, text) of each section, at every level; a section ends where the next heading of any level begins."""
    parts = re.split(r"^(#+ .*)$", path.read_text(), flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


def rules(problems):
    """Citation -> [(file, review)], and the checks of the sections."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / "law" / folder).glob("*.md")):
            name = path.relative_to(ROOT)
            for heading, text in sections(path):
                code = "\n".join(re.findall(r"^```law\n(.*?)^```", text, re.M | re.S))
                labels = [label.split(";")[0].strip() for label in LABEL.findall(code)]
                review = REVIEW.search(text)
                if labels and not review:
                    problems.append(f"{name}: `{heading.lstrip('# ')}` holds rules and no line `Review: …`")
                for label in labels:
                    found.setdefault(label, []).append((str(name), review[1] if review else ""))
    return found


def under(provision, citation):
    return citation == provision or citation.startswith(provision + "(")


def page(provisions, found):
    out = ["# Provisions of the Statute on arrest and surrender", "",
           "Every provision that bears on arrest and surrender, and whether it is modelled. Made by `tests/law/provisions.py --reset` from",
           "[law/rome-statute/provisions.csv](../law/rome-statute/provisions.csv) and the law files; a test holds it up to date.", "",
           "| provision | about | rules | where | compared |", "|---|---|---|---|---|"]
    for row in provisions:
        of = [place for citation, places in found.items() if under(row["provision"], citation) for place in places]
        files = sorted({file for file, _ in of})
        where = ", ".join(f"[{pathlib.Path(file).name}](../{file})" for file in files)
        reviews = "; ".join(sorted({review for _, review in of}))
        rules_of = (f"{len(of)}" + (f" ({row['treated']})" if row["treated"] else "")) if of else row["treated"]
        out.append(f"| {row['provision'].replace('RS ', '')} | {row['about']} | {rules_of} | {where} | {reviews} |")
    modelled = sum(any(under(r["provision"], c) for c in found) for r in provisions)
    out += ["", f"{modelled} of {len(provisions)} have rules; the others say in the third column how they are treated: for the Court to decide, said in prose without a rule of their own, "
            "covered by another provision, or not modelled, and why.", ""]
    return "\n".join(out)


def main():
    problems = []
    with LIST.open(newline="") as file:
        provisions = list(csv.DictReader(file))
    found = rules(problems)
    for row in provisions:
        if not row["treated"] and not any(under(row["provision"], citation) for citation in found):
            problems.append(f"{LIST.name}: {row['provision']} has no rule and does not say how it is treated")
    for citation in found:
        article = re.match(r"RS \d+", citation)
        if article and not any(under(r["provision"], citation) or under(citation, r["provision"]) for r in provisions):
            problems.append(f"{found[citation][0][0]}: {citation} is not in {LIST.name}")
    text = page(provisions, found)
    if "--reset" in sys.argv:
        PAGE.write_text(text)
    elif not PAGE.is_file() or PAGE.read_text() != text:
        problems.append("docs/provisions.md is not what law/ gives: run tests/law/provisions.py --reset")
    return report("provisions", len(provisions) + len(found), problems)


if __name__ == "__main__":
    sys.exit(main())
