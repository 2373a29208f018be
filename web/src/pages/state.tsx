// A state: where it stands on a day and by which acts, the journeys there, what was decided; every row of the record with its source and both times.
import { path, useApi } from "../api";
import { DateField } from "../components/datefield";
import { Day } from "../components/day";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { FactWithSource } from "../components/source";
import { day as in_words, today } from "../format";
import { type Journey, StateJourneysTable } from "../map/journeys";
import { Facts } from "../record/facts";
import { Files } from "../record/files";
import { useNames } from "../record/names";
import { type RowsAnswer, happened, in_time, is_fact, what, when } from "../record/rows";
import { Since } from "../record/since";
import { Timeline } from "../record/timeline";
import { words_of } from "../record/words";
import { go, link, useAddress } from "../router";
import { t } from "../strings";
import type { Evidence } from "../types";
import "../record/record.css";

interface State extends RowsAnswer {
  id?: string; state: string; name: string; official_name?: string | null; on: string | null; status: string | null; since: string | null; until: string | null; withdrawing: boolean; in_doubt: boolean;
  history: { from: string | null; to: string | null; status: string }[];
  acts: { day: string; sentence: string; source: Evidence }[];
}

export default function StatePage({ params }: { params: Record<string, string> }) {
  const address = useAddress();
  const id = params["id"]!;
  const on = address.on ?? today();
  const answer = useApi<State>(path(`/api/states/${encodeURIComponent(id)}`, null, { on, as_known: address.asKnown }));
  const journeys = useApi<{ journeys: Journey[] }>(path("/api/journeys", null, { state: id, as_known: address.asKnown })).data?.journeys ?? [];
  const names = useNames();
  const state = answer.data;
  if (answer.problem) return <Page title={id}><Problem problem={answer.problem} /></Page>;
  if (!state) return <Page title={names.state(id)}><Waiting /></Page>;
  const rows = state.rows.filter(is_fact);
  const valid = rows.filter((r) => !r.superseded_by);
  const of = { state: state.state };
  return (
    <Page title={state.name} heading={upper(state.name)} lede={state.official_name !== state.name ? state.official_name : null}>
      <div class="facts-head no-print">
        <DateField label={t.map.day} value={on} steps onChange={(d) => go({ on: d }, "replace")} />
        <DateField label={t.day.asKnown} value={address.asKnown} onChange={(d) => go({ asKnown: d }, "replace")} />
      </div>
      <div class="standing">
        <p>
          {t.state.on} <Day iso={on} />: <strong>{state.status ? words_of(t.map.status, state.status) : t.state.unknown}</strong>
          {state.since && <>, {t.time.since(in_words(state.since))}</>}{state.until && <> {t.time.until(in_words(state.until))}</>}{state.withdrawing && state.status === "party" && <>; {t.state.notice}</>}
        </p>
        {state.in_doubt && <p>{t.state.inDoubt}</p>}
      </div>
      <div class="facts-head no-print">
        <a class="button" href={link({ path: "/ask", state: state.state, on })}>{t.state.ask}</a>
        <a class="button" href={link({ path: "/map", state: state.state, on })}>{t.state.map}</a>
      </div>
      <Timeline title={t.state.picture(state.name)} from="1998-07-17" on={on} lines={[
        { name: t.state.status, marks: state.history.map((s) => ({ from: s.from, to: s.to, text: words_of(t.map.status, s.status), kind: s.status })) },
        { name: t.state.acts2, marks: state.acts.map((a) => ({ from: a.day, to: a.day, text: a.sentence, kind: "soft" })) },
        { name: t.state.journeys, marks: journeys.filter((j) => j.from).map((j) => ({ from: j.from, to: j.from, text: `${j.person_name ?? ""}: ${happened(j)}`, kind: j.status === "occurred" ? (j.verdict ?? "cannot_say") : "not_made" })) },
        { name: t.state.decisions, marks: in_time(valid.filter((r) => r.table === "findings")).map((r) => ({ ...when(r), text: what(r), kind: "contested" })) },
      ]} />
      {state.acts.length > 0 && (
        <section>
          <h2>{t.state.acts}</h2>
          <ol class="plain acts">{state.acts.map((a, i) => <li key={i}><FactWithSource evidence={a.source} sources={state.sources}>{upper(a.sentence)}.</FactWithSource></li>)}</ol>
        </section>
      )}
      {journeys.length > 0 && (
        <section>
          <h2>{t.state.journeysHere}</h2>
          <p class="soft">{t.journey.explain}</p>
          <StateJourneysTable state={state.state} journeys={journeys} sources={state.sources} caption={t.state.journeysHere} />
        </section>
      )}
      <Since rows={rows} sources={state.sources} names={names} of={of} />
      <section>
        <h2>{t.record.all}</h2>
        <p class="soft">{t.record.explain}</p>
        <Facts name="rows" caption={t.record.caption(state.name)} rows={in_time(rows)} sources={state.sources} names={names} of={of} />
      </section>
      <Files feed={`/feeds/states/${state.state}.atom`} json={path(`/api/states/${state.state}`, null, { on, as_known: address.asKnown })} tables={[...new Set(rows.map((r) => r.table))]} />
    </Page>
  );
}

const upper = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
