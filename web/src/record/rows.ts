// A row of the record as the server gives it, and what every table has in common: when it was so, when it became public, what it rests on.
import { day as in_words } from "../format";
import { link } from "../router";
import { t } from "../strings";
import type { Evidence, Source } from "../types";
import { words_of } from "./words";

export interface Row {
  table: string;
  row: string;
  columns: Readonly<Record<string, string | null>>;
  source: Evidence;
  supersedes: string | null;
  superseded_by: string | null;
}
export interface RowsAnswer { rows: Row[]; sources: Source[] }

const periods: Readonly<Record<string, readonly [string, string | null]>> = {
  signatures: ["signed", null], parties: ["deposited", null], withdrawals: ["day", null], amendments: ["deposited", null], acceptances: ["lodged", null], situations: ["triggered", null], referrals: ["day", null],
  warrants: ["issued", "ended"], requests: ["requested", null], challenges: ["filed", "decided"], pleas: ["from", "to"], agreements: ["signed", null], visits: ["from", "to"], consultations: ["from", "to"],
  findings: ["decided", null], measures: ["day", null], statements: ["day", null], officials: ["from", "to"], offices: ["from", "to"], deaths: ["day", null],
};

/** Whether it tells of something that happened or was so: what names states, persons' spellings and documents does not. */
export const is_fact = (row: Row): boolean => !["states", "names", "sources"].includes(row.table);

/** When it was so: days, months or years, the last included. A day alone is both ends; null is open, or not on record. */
export function when({ table, columns }: Row): { from: string | null; to: string | null } {
  const period = periods[table];
  if (!period) return { from: null, to: null };
  const from = columns[period[0]] ?? (table === "signatures" ? columns["disavowed"] : null) ?? null;
  return { from, to: period[1] === null ? from : (columns[period[1]] ?? null) };
}

/** Columns that every table has: they are told beside the row. */
const common: ReadonlySet<string> = new Set(["id", "source", "source_2", "known", "confidence", "supersedes", "note"]);

/** The row in words, without the person and the state, which stand beside it. */
export function what(row: Row): string {
  const c = (name: string): string => row.columns[name] ?? "";
  const day = (name: string): string => in_words(c(name));
  const say = t.fact;
  const join = (...parts: (string | false)[]) => parts.filter(Boolean).join("; ");
  switch (row.table) {
    case "signatures": return c("disavowed") ? say.disavowed : say.signed;
    case "parties": return join(words_of(say.instrument, c("instrument")), c("in_force") && say.inForce(day("in_force")), c("withdrawn_before_force") && say.takenBack(day("withdrawn_before_force")));
    case "withdrawals": return join(words_of(say.withdrawal, c("act")), c("effective") && say.effective(day("effective")));
    case "amendments": return say.amendment(words_of(say.amendments, c("amendment")));
    case "acceptances": return say.accepted(day("scope_from"), day("scope_to"));
    case "situations": return say.situation(c("name"), c("number"));
    case "referrals": return join(say.referral(c("situation"), c("body") === "state"), c("document"));
    case "warrants": return join(say.warrant(c("chamber")), c("case_number"), c("ended_how") && words_of(say.ended, c("ended_how")));
    case "requests": return join(c("kind") === "provisional" ? say.provisional : say.request, c("refused") && say.refused(day("refused")));
    case "challenges": return join(words_of(say.challenge, c("kind")), words_of(say.decided, c("outcome")));
    case "pleas": return say.plea(words_of(say.pleas, c("kind")));
    case "agreements": return join(say.agreement, c("status") === "in_force" ? say.agreementInForce : say.agreementConcluded);
    case "visits": return join(journey(row), [c("place"), c("purpose")].filter(Boolean).join(", "));
    case "consultations": return say.consultation(c("outcome"));
    case "findings": return join(`${c("body")}: ${words_of(t.outcome, c("outcome"))}`, words_of(t.referred, c("referred_to")));
    case "measures": return `${words_of(say.bodies, c("body"))}: ${c("what")}`;
    case "statements": return `${c("holder")}: ${c("what")}`;
    case "officials": return `${c("name")}, ${words_of(say.roles, c("role"))}`;
    case "offices": return c("title");
    case "deaths": return c("how_sure") === "confirmed" ? say.death : say.deathReported;
    case "persons": return say.person(c("name"), c("described_as"));
    default: return Object.entries(row.columns).filter(([name, value]) => value && !common.has(name)).map(([name, value]) => `${name.replaceAll("_", " ")}: ${value}`).join("; ");
  }
}

/** What happened to a journey: its own status, and what the state did if it was made. */
export function happened(j: { status: string; mode: string; state_action: string | null }): string {
  if (j.status !== "occurred") return words_of(t.journey.status, j.status);
  const there = j.mode === "overflight" ? t.journey.overflight : t.journey.status.occurred;
  return j.state_action ? `${there}; ${words_of(t.journey.action, j.state_action)}` : there;
}
const journey = ({ columns }: Row): string => happened({ status: columns["status"] ?? "", mode: columns["mode"] ?? "", state_action: columns["state_action"] ?? null });

/** The page that has a row at its centre, if there is one. */
export const page_of = (row: Row): string | null => (row.table === "findings" ? link({ path: `/decision/${row.row}` }) : row.table === "persons" ? link({ path: `/person/${row.row}` }) : null);

/** In order of when things were so; what has no day comes first. */
export const in_time = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => (when(a).from ?? "").localeCompare(when(b).from ?? ""));
/** In order of when it became public, the latest first. */
export const by_known = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => (b.source.known ?? "").localeCompare(a.source.known ?? ""));
