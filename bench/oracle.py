"""What each workload's program must conclude, in plain Python for small sizes: a set of ticks is a whole number, one bit a tick, and a rule is applied until
nothing changes. Shares nothing with the reasoner but the meaning of its words.

    answers("duty", folder) -> {"breach": ["s1,p2,1000,2000", …], …}     the lines of each output, in order, without a header
"""

import csv
import pathlib

DAY = 86_400
MARGIN = 50  # ticks before the first instant and after the last: a set that reaches the edge is open there


class Clock:
    """Ticks of `unit` seconds, from the earliest instant of the tables to the latest and `more` ticks."""

    def __init__(self, folder, unit, more):
        self.unit, self.tables = unit, {}
        for path in sorted(pathlib.Path(folder).glob("*.csv")):
            with open(path, newline="") as file:
                header, *rows = csv.reader(file)
                self.tables[path.stem] = (header, rows)
        instants = [int(cell) for header, rows in self.tables.values() if "from" in header for row in rows for cell in row[-2:] if cell]
        self.begin = min(instants) // unit - MARGIN if instants else 0
        self.size = (max(instants) // unit - self.begin + more + MARGIN) if instants else 1
        self.all = (1 << self.size) - 1

    def tick(self, instant):
        assert instant % self.unit == 0
        return instant // self.unit - self.begin

    def read(self, name):
        """Tuple -> ticks."""
        header, rows = self.tables[name]
        out = {}
        for row in rows:
            ticks = self.all
            if "from" in header:
                *row, begin, end = row
                ticks &= -1 << self.tick(int(begin)) if begin else -1
                ticks &= (1 << self.tick(int(end))) - 1 if end else -1
            out[tuple(row)] = out.get(tuple(row), 0) | ticks
        return out

    def past(self, ticks, least, most):
        """Where some of `ticks` lies between `least` and `most` ticks ago."""
        out = 0
        for n in range(least, most + 1):
            out |= ticks << n
        return out & self.all

    def throughout(self, ticks, most):
        return self.all & ~self.past(self.all & ~ticks, 0, most)

    def without_since(self, left, mark, most):
        """Where `mark` held at most so long ago, and `left` at no tick since, that one included."""
        out = 0
        reached = mark & ~left
        for _ in range(most + 1):
            out |= reached
            reached = (reached << 1) & self.all & ~left
        return out

    def intervals(self, ticks):
        out, at = [], 0
        while ticks >> at:
            rest = ticks >> at
            begin = at + ((rest & -rest).bit_length() - 1)
            rest = ~(ticks >> begin)
            end = begin + ((rest & -rest).bit_length() - 1)
            out.append((begin, end))
            at = end
        return out

    def lines(self, relation, timeless=False):
        out = []
        for row, ticks in sorted((key, ticks) for key, ticks in relation.items() if ticks):
            cells = ",".join(map(str, row))
            if timeless:
                out.append(cells)
                continue
            for begin, end in self.intervals(ticks):
                first = "" if begin == 0 else (begin + self.begin) * self.unit
                last = "" if end == self.size else (end + self.begin) * self.unit
                out.append(f"{cells},{first},{last}")
        return out


def put(relation, key, ticks):
    """Adds; gives whether anything is new."""
    before = relation.get(key, 0)
    relation[key] = before | ticks
    return relation[key] != before


def any_of(relation, column):
    out = {}
    for row, ticks in relation.items():
        put(out, (row[column],), ticks)
    return out


def count(clock, groups, rows):
    """`groups`: group -> ticks in which it is counted; `rows`: group -> a list of ticks. (group…, n) -> ticks."""
    out = {}
    for group, within in groups.items():
        at_least = [clock.all]  # at_least[n]: where n or more hold
        for ticks in rows.get(group, []):
            at_least.append(0)
            for n in range(len(at_least) - 1, 0, -1):
                at_least[n] |= at_least[n - 1] & ticks
        for n, ticks in enumerate(at_least):
            more = at_least[n + 1] if n + 1 < len(at_least) else 0
            if ticks & ~more & within:
                out[group + (n,)] = ticks & ~more & within
    return out


def duty(folder):
    clock = Clock(folder, DAY, 60)
    visit, warrant, member, exempt, arrested = map(clock.read, ["visit", "warrant", "member", "exempt", "arrested"])
    duties, breach = {}, {}
    for (p, s), ticks in visit.items():
        ticks &= warrant.get((p,), 0) & member.get((s,), 0) & ~exempt.get((p, s), 0)
        if ticks:
            put(duties, (s, p), ticks)
    for (s, p), ticks in duties.items():
        put(breach, (s, p), clock.throughout(ticks, 7) & ~clock.past(arrested.get((p, s), 0), 0, 7))
    of_state = {}
    for (s, p), ticks in duties.items():
        of_state.setdefault((s,), []).append(ticks)
    return {
        "duty": clock.lines(duties),
        "breach": clock.lines(breach),
        "duties": clock.lines(count(clock, member, of_state)),
        "breaches": clock.lines(count(clock, {(): clock.all}, {(): list(breach.values())})),
    }


def metric(folder, unit=DAY):
    days = DAY // unit
    clock = Clock(folder, unit, 60 * days)
    owns, listed, met, at, planned = map(clock.read, ["owns", "listed", "met", "at", "planned"])
    tainted, inspection = {}, {}
    for (o, s), ticks in owns.items():
        put(tainted, (s,), ticks & listed.get((o,), 0))
    while any([put(tainted, (b,), ticks & clock.past(tainted.get((a,), 0), 0, 30 * days)) for (a, b), ticks in met.items()]):
        pass
    year = (1 << clock.tick(1_704_067_200 + 366 * DAY)) - 1  # the horizon ends with it
    for port, ticks in planned.items():
        for _ in range(60):
            put(inspection, port, ticks & year)
            ticks <<= 7 * days
    suspect = {s: clock.throughout(ticks, 3 * days) for s, ticks in tainted.items()}
    watched = {(s, p): ticks & clock.past(suspect.get((s,), 0), 0, 30 * days) for (s, p), ticks in at.items()}
    docked = any_of(at, 0)
    evades = {s: clock.without_since(docked.get(s, 0), ticks, 20 * days) for s, ticks in suspect.items()}
    missed = {(s, p): ticks & ~clock.past(inspection.get((p,), 0), 0, 3 * days) for (s, p), ticks in watched.items()}
    return {name: clock.lines(relation) for name, relation in
            [("tainted", tainted), ("suspect", suspect), ("watched", watched), ("evades", evades), ("inspection", inspection), ("missed", missed)]}


def monitor(folder):
    clock = Clock(folder, 1, 4_000)
    granted, revoked, access, ordered, paid, checked, denied, reset = map(clock.read, ["granted", "revoked", "access", "ordered", "paid", "checked", "denied", "reset"])
    allowed = {(k, e): ticks & clock.without_since(revoked.get((k,), 0), granted.get((k,), 0), 600) for (k, e), ticks in access.items()}
    uses = {}
    for (k, _), ticks in access.items():
        uses.setdefault((k,), []).append(clock.past(ticks, 0, 600))
    burst = {key: ticks for key, ticks in count(clock, any_of(access, 0), uses).items() if key[-1] >= 4}
    pending = {(k, e): checked.get((k,), 0) & clock.without_since(paid.get((k, e), 0), ticks, 300) for (k, e), ticks in ordered.items()}
    silent = {(k, e): ticks & clock.past(denied.get((k,), 0), 60, 900) & ~clock.past(reset.get((k,), 0), 0, 900) for (k, e), ticks in access.items()}
    return {name: clock.lines(relation) for name, relation in [("allowed", allowed), ("burst", burst), ("pending", pending), ("silent", silent)]}


def edges(folder):
    clock = Clock(folder, 1, 0)
    out = {}
    for a, b in clock.read("edge"):
        out.setdefault(a, set()).add(b)
    return clock, out


def from_node(to, first):
    """What has a way from the nodes of `first`, these not counted."""
    seen, left = set(), list(first)
    while left:
        for b in to.get(left.pop(), ()):
            if b not in seen:
                seen.add(b)
                left.append(b)
    return seen


def closure(folder):
    clock, to = edges(folder)
    return {"path": clock.lines({(a, b): 1 for a in to for b in from_node(to, [a])}, timeless=True)}


def reach(folder):
    clock, to = edges(folder)
    first = {a for a, in clock.read("source")}
    return {"reached": clock.lines({(b,): 1 for b in first | from_node(to, first)}, timeless=True)}


def answers(workload, folder):
    return {"duty": duty, "metric": metric, "metric-hours": lambda f: metric(f, 3_600), "monitor": monitor, "closure": closure, "reach": reach}[workload](folder)
