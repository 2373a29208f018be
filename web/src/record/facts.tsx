// Rows of the record as a table: when it was so, what, of whom, since when it is public, how sure, by which documents. What was corrected stays, marked.
import type { ComponentChildren } from "preact";
import { Day, Period } from "../components/day";
import { EvidenceNote } from "../components/source";
import { Mark, useDisclosure } from "../components/disclose";
import { Table } from "../components/table";
import { link } from "../router";
import { t } from "../strings";
import type { Source } from "../types";
import type { Names } from "./names";
import { type Row, page_of, what, when } from "./rows";
import { words_of } from "./words";

interface FactsProps {
  name: string;
  caption: string;
  rows: readonly Row[];
  sources: readonly Source[];
  names: Names;
  /** The entity of the page, which is not named again. */
  of?: { person?: string; state?: string };
  filter?: boolean;
}

export function Facts({ name, caption, rows, sources, names, of = {}, filter = true }: FactsProps) {
  const whom = (r: Row): string => [person_of(r) ? names.person(person_of(r)!) : "", state_of(r) ? names.state(state_of(r)!) : ""].filter(Boolean).join(", ");
  return (
    <Table name={name} caption={caption} rows={rows} filter={filter} id={(r) => `${r.table}/${r.row}`} columns={[
      { key: "when", title: t.record.when, text: (r) => when(r).from ?? "", cell: (r) => <Period {...when(r)} /> },
      { key: "what", title: t.record.what, text: (r) => `${words_of(t.record.tables, r.table)} ${what(r)}`, cell: (r) => <What row={r} /> },
      { key: "whom", title: t.record.whom, text: whom, cell: (r) => <Whom row={r} names={names} of={of} /> },
      { key: "known", title: t.record.known, text: (r) => r.source.known ?? "", cell: (r) => (r.source.known ? <Day iso={r.source.known} /> : "") },
      { key: "sure", title: t.record.sure, text: (r) => r.source.confidence ?? "", cell: (r) => r.source.confidence && <span class={`chip ${r.source.confidence}`}>{t.confidence[r.source.confidence]}</span> },
      { key: "source", title: t.record.source, text: (r) => r.source.sources.join(" "), cell: (r) => <Documents row={r} sources={sources} /> },
    ]} />
  );
}

const person_of = (r: Row): string | null => (r.table === "persons" ? r.row : (r.columns["person"] ?? null));
const state_of = (r: Row): string | null => (r.table === "states" ? r.row : (r.columns["state"] ?? r.columns["nationality"] ?? null));

function What({ row }: { row: Row }) {
  const page = page_of(row);
  const text = what(row);
  return (
    <div class={row.superseded_by ? "superseded" : undefined}>
      <span class="label">{words_of(t.record.tables, row.table)}</span>
      <div class="what">{page ? <a href={page}>{text}</a> : text}</div>
      {row.superseded_by && <div class="small soft">{t.record.supersededBy(row.superseded_by)}</div>}
      {row.supersedes && <div class="small soft">{t.record.supersedes(row.supersedes)}</div>}
    </div>
  );
}

function Whom({ row, names, of }: { row: Row; names: Names; of: { person?: string; state?: string } }) {
  const person = person_of(row), state = state_of(row);
  const links: ComponentChildren[] = [];
  if (person && person !== of.person) links.push(<a class="block" href={link({ path: `/person/${person}` })}>{names.person(person)}</a>);
  if (state && state !== of.state) links.push(<a class="block" href={link({ path: `/state/${state}`, on: when(row).from?.length === 10 ? when(row).from : null })}>{names.state(state)}</a>);
  return <>{links}</>;
}

function Documents({ row, sources }: { row: Row; sources: readonly Source[] }) {
  const of = useDisclosure();
  return (
    <>
      <Mark kind="source" of={of} text={t.source.open} name={t.record.sourceOf(what(row))} />
      <span class="note" role="note" {...of.note}>{of.open && <EvidenceNote evidence={row.source} sources={sources} />}</span>
    </>
  );
}
