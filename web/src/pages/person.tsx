// A person: names in every script, where the warrants stand, journeys, decisions; every row of the record with its source and both times.
import { path, useApi } from "../api";
import { DateField } from "../components/datefield";
import { Day, Period } from "../components/day";
import { Name } from "../components/name";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { FactWithSource } from "../components/source";
import { day as in_words } from "../format";
import { type Journey, JourneysTable } from "../map/journeys";
import { Facts } from "../record/facts";
import { Files } from "../record/files";
import { useNames } from "../record/names";
import { type Row, type RowsAnswer, happened, in_time, is_fact, what, when } from "../record/rows";
import { Since } from "../record/since";
import { type Mark, Timeline } from "../record/timeline";
import { words_of } from "../record/words";
import { go, link, useAddress } from "../router";
import { t } from "../strings";
import type { Source } from "../types";
import "../record/record.css";

interface NameRow { name: string; script: string; kind: string }
interface Person extends RowsAnswer {
  id: string; name: string; full_name?: string | null; described_as: string | null; nationality: string | null; born: string | null; died: string | null; wikidata: string | null;
  names: NameRow[]; journey_list: Journey[];
}

export default function PersonPage({ params }: { params: Record<string, string> }) {
  const address = useAddress();
  const id = params["id"]!;
  const answer = useApi<Person>(path(`/api/persons/${encodeURIComponent(id)}`, null, { as_known: address.asKnown }));
  const names = useNames();
  const person = answer.data;
  if (answer.problem) return <Page title={id}><Problem problem={answer.problem} /></Page>;
  if (!person) return <Page title={names.person(id)}><Waiting /></Page>;
  const rows = person.rows.filter(is_fact);
  const valid = rows.filter((r) => !r.superseded_by);
  const warrants = in_time(valid.filter((r) => r.table === "warrants"));
  const of = { person: person.id };
  return (
    <Page title={person.name} lede={[person.full_name !== person.name && person.full_name, person.described_as].filter(Boolean).join(", ")}>
      <Standing warrants={warrants} />
      <div class="facts-head no-print">
        <a class="button" href={link({ path: "/ask", person: person.id })}>{t.person.ask}</a>
        <a class="button" href={link({ path: "/map", person: person.id })}>{t.person.map}</a>
        <DateField label={t.day.asKnown} value={address.asKnown} onChange={(d) => go({ asKnown: d }, "replace")} />
      </div>
      <Timeline title={t.person.picture(person.name)} from={first_year(valid)} lines={[
        { name: t.person.offices, marks: marks(valid, "offices", "soft") },
        { name: t.person.warrants, marks: warrants.map((r) => ({ ...when(r), from: r.columns["public"] ?? r.columns["issued"] ?? null, text: what(r) })) },
        { name: t.person.journeys, marks: person.journey_list.filter((j) => j.from).map((j) => ({ from: j.from, to: j.from, text: `${j.state_name}: ${happened(j)}`, kind: j.status === "occurred" ? (j.verdict ?? "cannot_say") : "not_made" })) },
        { name: t.person.decisions, marks: marks(valid, "findings", "contested") },
      ]} />
      <Names of={person.names} />
      <dl class="pairs">
        {pair(t.person.nationality, person.nationality && <a href={link({ path: `/state/${person.nationality}` })}>{names.state(person.nationality)}</a>)}
        {pair(t.person.born, person.born && in_words(person.born))}
        {pair(t.person.died, person.died && in_words(person.died))}
        {pair(t.person.wikidata, person.wikidata && <a href={`https://www.wikidata.org/wiki/${encodeURIComponent(person.wikidata)}`} rel="noreferrer external">{person.wikidata}</a>)}
      </dl>
      {warrants.length > 0 && <section><h2>{t.person.warrants}</h2>{warrants.map((w) => <Warrant key={w.row} row={w} sources={person.sources} />)}</section>}
      {person.journey_list.length > 0 && (
        <section>
          <h2>{t.person.journeys}</h2>
          <p class="soft">{t.journey.explain}</p>
          <JourneysTable person={person.id} journeys={person.journey_list} sources={person.sources} caption={t.journey.caption(person.name)} name_of={names.state} />
        </section>
      )}
      <Since rows={rows} sources={person.sources} names={names} of={of} />
      <section>
        <h2>{t.record.all}</h2>
        <p class="soft">{t.record.explain}</p>
        <Facts name="rows" caption={t.record.caption(person.name)} rows={in_time(rows)} sources={person.sources} names={names} of={of} />
      </section>
      <Files feed={`/feeds/persons/${person.id}.atom`} json={path(`/api/persons/${person.id}`, null, { as_known: address.asKnown })} tables={[...new Set(rows.map((r) => r.table))]} />
    </Page>
  );
}

const pair = (name: string, value: preact.ComponentChildren) => value && <><dt>{name}</dt><dd>{value}</dd></>;

const marks = (rows: readonly Row[], table: string, kind: string): Mark[] => in_time(rows.filter((r) => r.table === table)).map((r) => ({ ...when(r), text: what(r), kind }));
// The picture begins two years before the first row other than an office: of a long career only the end matters here.
function first_year(rows: readonly Row[]): string {
  const first = rows.filter((r) => r.table !== "offices").map((r) => when(r).from).filter((d) => d !== null).sort()[0] ?? "2002";
  return String(Number(first.slice(0, 4)) - 2);
}

// Whether a warrant is pending, in neutral words.
function Standing({ warrants }: { warrants: readonly Row[] }) {
  const open = warrants.filter((w) => w.columns["public"] && !w.columns["ended"]);
  const ended = warrants.filter((w) => w.columns["ended"]);
  return (
    <div class={open.length > 0 ? "standing" : "standing over"}>
      <p><strong>{open.length > 0 ? t.person.wanted : ended.length > 0 ? t.person.ended : t.person.applied}</strong>{" "}
        {open.length > 0
          ? t.person.publicSince(in_words(open[0]!.columns["public"]!))
          : ended.map((w) => t.person.endedOn(words_of(t.fact.ended, w.columns["ended_how"] ?? ""), in_words(w.columns["ended"]!))).join("; ")}
      </p>
      <p class="soft">{t.person.innocent}</p>
    </div>
  );
}

const scripts = new Intl.DisplayNames([document.documentElement.lang], { type: "script" });

// One full name a script; the other spellings are folded away.
function Names({ of }: { of: readonly NameRow[] }) {
  const first = of.filter((n, i) => n.kind === "full" && of.findIndex((m) => m.kind === "full" && m.script === n.script) === i);
  const others = of.filter((n) => !first.includes(n));
  const list = (names: readonly NameRow[], aside: (n: NameRow) => string) => (
    <ul class="names-list">{names.map((n) => <li key={n.name + n.kind}><Name text={n.name} /><small>{aside(n)}</small></li>)}</ul>
  );
  if (of.length === 0) return null;
  return (
    <section>
      <h2>{t.person.names}</h2>
      {list(first, (n) => scripts.of(n.script) ?? n.script)}
      {others.length > 0 && <details><summary>{t.person.otherNames(others.length)}</summary>{list(others, (n) => words_of(t.person.kinds, n.kind))}</details>}
    </section>
  );
}

function Warrant({ row, sources }: { row: Row; sources: readonly Source[] }) {
  const c = row.columns;
  return (
    <article class="warrant">
      <h3><FactWithSource evidence={row.source} sources={sources}>{what(row)}</FactWithSource></h3>
      <dl class="pairs">
        {pair(t.person.issued, c["issued"] && <Day iso={c["issued"]} />)}
        {pair(t.person.public, c["public"] && <Day iso={c["public"]} />)}
        {pair(t.person.endedLabel, c["ended"] ? <><Day iso={c["ended"]} />, {words_of(t.fact.ended, c["ended_how"] ?? "")}</> : t.person.pending)}
        {pair(t.person.alleged, c["charges"])}
        {pair(t.person.crimes, (c["crimes_from"] || c["crimes_to"]) && <Period from={c["crimes_from"] ?? null} to={c["crimes_to"] ?? null} />)}
        {pair(t.decision.document, c["document"])}
      </dl>
    </article>
  );
}
