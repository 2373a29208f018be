// A person's journeys: marks on the map, and the list that says the same.
import type { Answer } from "../api";
import { Period } from "../components/day";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { FactWithSource } from "../components/source";
import { type Column, Table } from "../components/table";
import { Verdict } from "../components/verdict";
import { link } from "../router";
import { t } from "../strings";
import { happened } from "../record/rows";
import { words_of } from "../record/words";
import type { Evidence, Precedent, Source, Verdict as Is } from "../types";
import type { Marker } from "./world";

export interface Journey {
  id: string; person?: string; person_name?: string; state: string; state_name: string; from: string | null; to: string | null; mode: string; status: string; place: string | null; purpose: string | null;
  state_action: string | null; verdict: Is | null; decisions: Precedent[]; source: Evidence;
}
export interface JourneysAnswer { person: string; name: string; journeys: Journey[]; sources?: Source[] }

const made = (j: Pick<Journey, "status">): boolean => j.status === "occurred";
const order = ["bound", "contested", "cannot_say", "not_bound", "not_made"] as const;

/** One mark a state: the gravest of the verdicts on the journeys there; faint if all of them begin after `iso`. */
export function markers_of(journeys: readonly Journey[], iso: string): Marker[] {
  const by_state = new Map<string, Journey[]>();
  for (const j of journeys) by_state.set(j.state, [...(by_state.get(j.state) ?? []), j]);
  const markers = [...by_state].map(([state, there]) => {
    const kinds = there.map((j): (typeof order)[number] => (made(j) ? (j.verdict ?? "cannot_say") : "not_made"));
    return { state, kind: order.find((k) => kinds.includes(k))!, count: there.length, later: there.every((j) => (j.from ?? "") > iso) };
  });
  return markers.sort((a, b) => order.indexOf(b.kind) - order.indexOf(a.kind)); // what is drawn last lies on top
}

export function MarkerLegend() {
  return (
    <div class="marker-legend">
      <p class="label">{t.map.person}: {t.journey.duty}</p>
      <ul class="plain">
        {(["bound", "contested", "cannot_say", "not_bound"] as const).map((v) => <li key={v}><Verdict is={v} /></li>)}
        <li class="soft"><span aria-hidden="true">✕</span> {t.journey.notMade}</li>
      </ul>
      <p class="soft small">{t.journey.marks}</p>
    </div>
  );
}

export function Journeys({ answer, name_of }: { answer: Answer<JourneysAnswer>; name_of: (state: string) => string }) {
  if (answer.problem) return <Problem problem={answer.problem} />;
  if (!answer.data) return <Waiting />;
  const { name, journeys, person } = answer.data;
  return (
    <section class="journeys">
      <h2><a href={link({ path: `/person/${person}` })}>{name}</a>: {t.journey.title}</h2>
      <p class="soft">{t.journey.explain}</p>
      <JourneysTable person={person} journeys={journeys} sources={answer.data.sources ?? []} caption={t.journey.caption(name)} name_of={name_of} />
    </section>
  );
}

interface TableProps { journeys: readonly Journey[]; sources: readonly Source[]; caption: string }

/** What is told of a journey, whoever's it was. */
const columns = (sources: readonly Source[], whose: (j: Journey) => string, where: (j: Journey) => string): Column<Journey>[] => [
  { key: "what", title: t.journey.what, text: happened, cell: (j) => <FactWithSource evidence={j.source} sources={sources}>{happened(j)}</FactWithSource> },
  {
    key: "duty", title: t.journey.duty, text: (j) => (j.verdict ? t.verdict[j.verdict] : ""),
    cell: (j) => (j.verdict ? <a class="plain" href={link({ path: "/ask", person: whose(j), state: where(j), on: j.from })}><Verdict is={j.verdict} /></a> : <span class="soft">{t.journey.notMade}</span>),
  },
  {
    key: "decided", title: t.journey.decided, text: (j) => j.decisions.map((d) => words_of(t.outcome, d.outcome)).join(" "),
    cell: (j) => j.decisions.map((d) => <a key={d.finding} class="block" href={link({ path: `/decision/${d.finding}` })}>{words_of(t.outcome, d.outcome)}</a>),
  },
];
const day_column: Column<Journey> = { key: "when", title: t.journey.when, text: (j) => j.from ?? "", cell: (j) => <Period from={j.from} to={j.to} /> };

export function JourneysTable({ person, journeys, sources, caption, name_of }: TableProps & { person: string; name_of: (state: string) => string }) {
  return (
    <Table name="journeys" caption={caption} rows={journeys} id={(j) => j.id} columns={[
      day_column,
      {
        key: "state", title: t.map.state, text: (j) => `${name_of(j.state)} ${j.place ?? ""}`,
        cell: (j) => <><a href={link({ path: `/state/${j.state}`, on: j.from })}>{name_of(j.state)}</a>{j.place && <span class="soft"> {j.place}</span>}</>,
      },
      ...columns(sources, () => person, (j) => j.state),
    ]} />
  );
}

export function StateJourneysTable({ state, journeys, sources, caption }: TableProps & { state: string }) {
  return (
    <Table name="journeys" caption={caption} rows={journeys} id={(j) => j.id} columns={[
      day_column,
      { key: "who", title: t.journey.who, text: (j) => j.person_name ?? "", cell: (j) => <a href={link({ path: `/person/${j.person ?? ""}` })}>{j.person_name}</a> },
      ...columns(sources, (j) => j.person ?? "", () => state),
    ]} />
  );
}
