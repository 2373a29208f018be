// Where every state stands towards the Statute, on every day: what the map, its legend, its table and its slider read.

import { number_of } from "./days";

/** From the closest to the Court to the farthest: the order of the legend. */
export const statuses = ["party", "withdrawing", "council", "accepted", "deposited", "withdrawn", "signatory", "disavowed", "none"] as const;
export type Status = (typeof statuses)[number];
export const is_party = (status: Status): boolean => status === "party" || status === "withdrawing";

/** As the server gives it: days included, null is open. */
export interface StatusesAnswer {
  states: { id: string; name: string; spans: { from: string | null; to: string | null; status: string }[]; in_doubt?: { from: string | null; to: string | null }[] }[];
}

/** A state's statuses: `starts[i]` is the first day of `held[i]`, which lasts until the next begins. */
interface Line {
  id: string;
  name: string;
  starts: number[];
  held: Status[];
  /** Days, the last included, on which it is a party by the record, and a notice that is not on record may have ended that. */
  doubts: { from: number; to: number }[];
}

export interface Change {
  day: number;
  state: string;
  name: string;
  from: Status;
  to: Status;
}

export interface Statuses {
  lines: readonly Line[];
  /** Every change after the first day, in order of days. */
  changes: readonly Change[];
}

export function statuses_of(answer: StatusesAnswer): Statuses {
  const lines = answer.states.map(({ id, name, spans, in_doubt = [] }): Line => {
    const doubts = in_doubt.map(({ from, to }) => ({ from: from === null ? -Infinity : number_of(from), to: to === null ? Infinity : number_of(to) }));
    const line: Line = { id, name, starts: [-Infinity], held: ["none"], doubts };
    for (const span of spans) {
      const start = span.from === null ? -Infinity : number_of(span.from);
      const last = line.starts.length - 1;
      const status = (statuses as readonly string[]).includes(span.status) ? (span.status as Status) : "none";
      if (line.starts[last] === start) line.held[last] = status;
      else if (line.held[last] !== status) {
        line.starts.push(start);
        line.held.push(status);
      }
    }
    return line;
  });
  const changes = lines.flatMap(({ id, name, starts, held }) =>
    starts.slice(1).map((day, i): Change => ({ day, state: id, name, from: held[i]!, to: held[i + 1]! })),
  );
  changes.sort((a, b) => a.day - b.day || a.name.localeCompare(b.name));
  return { lines, changes };
}

export function status_on(line: Line, day: number): Status {
  let at = line.starts.length - 1;
  while (at > 0 && line.starts[at]! > day) --at;
  return line.held[at]!;
}

/** Since when the status of that day has held; null: from the first. */
export function since(line: Line, day: number): number | null {
  let at = line.starts.length - 1;
  while (at > 0 && line.starts[at]! > day) --at;
  return at > 0 && Number.isFinite(line.starts[at]!) ? line.starts[at]! : null;
}

export function counts_on({ lines }: Statuses, day: number): Record<Status, number> {
  const counts = Object.fromEntries(statuses.map((s) => [s, 0])) as Record<Status, number>;
  for (const line of lines) ++counts[status_on(line, day)];
  return counts;
}

/** What changed after `from` until `to`, the last day included. */
export const changed = ({ changes }: Statuses, from: number, to: number): Change[] => changes.filter((c) => c.day > from && c.day <= to);

/** The parties of which it cannot be said on that day whether they still are. */
export const in_doubt_on = ({ lines }: Statuses, day: number): string[] => lines.filter((l) => l.doubts.some((d) => d.from <= day && day <= d.to)).map((l) => l.name);
