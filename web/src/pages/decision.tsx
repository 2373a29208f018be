// A decision of the Court on a state's duty: what was held, on what, what followed; every row that names it.
import { path, useApi } from "../api";
import { DateField } from "../components/datefield";
import { Day, Period } from "../components/day";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { FactWithSource } from "../components/source";
import type { JourneysAnswer } from "../map/journeys";
import { Facts } from "../record/facts";
import { Files } from "../record/files";
import { useNames } from "../record/names";
import { type RowsAnswer, happened, in_time } from "../record/rows";
import { words_of } from "../record/words";
import { go, link, useAddress } from "../router";
import { t } from "../strings";
import type { Precedent } from "../types";
import "../record/record.css";

interface Decision extends Precedent, RowsAnswer { visit?: string | null; case?: string | null }

export default function DecisionPage({ params }: { params: Record<string, string> }) {
  const address = useAddress();
  const id = params["id"]!;
  const answer = useApi<Decision>(path(`/api/findings/${encodeURIComponent(id)}`, null, { as_known: address.asKnown }));
  const names = useNames();
  const d = answer.data;
  const journeys = useApi<JourneysAnswer>(d?.person && d.visit ? path("/api/journeys", null, { person: d.person, as_known: address.asKnown }) : null).data;
  if (answer.problem) return <Page title={id}><Problem problem={answer.problem} /></Page>;
  if (!d) return <Page title={id}><Waiting /></Page>;
  const pair = (name: string, value: preact.ComponentChildren) => value && <><dt>{name}</dt><dd>{value}</dd></>;
  const journey = journeys?.journeys.find((j) => j.id === d.visit);
  const on = journey?.from ?? d.decided;
  const title = t.decision.title(d.state_name, d.person_name ?? "");
  return (
    <Page title={`${title}, ${d.decided.slice(0, 4)}`} heading={title} lede={<>{d.body}, <Day iso={d.decided} /></>}>
      <div class="standing">
        <p><strong><FactWithSource evidence={d.source} sources={d.sources}>{words_of(t.outcome, d.outcome)}</FactWithSource></strong></p>
        {d.referred_to && <p>{words_of(t.referred, d.referred_to)}{d.referral_note && <span class="soft">: {d.referral_note}</span>}</p>}
      </div>
      <div class="facts-head no-print">
        {d.person && <a class="button" href={link({ path: "/ask", person: d.person, state: d.state, on })}>{t.decision.ask}</a>}
        {d.case && <a class="button" href={link({ path: `/law/${d.case}` })}>{t.decision.case}</a>}
        <DateField label={t.day.asKnown} value={address.asKnown} onChange={(day) => go({ asKnown: day }, "replace")} />
      </div>
      <dl class="pairs">
        {pair(t.map.state, <a href={link({ path: `/state/${d.state}`, on })}>{d.state_name}</a>)}
        {pair(t.journey.who, d.person && <a href={link({ path: `/person/${d.person}` })}>{d.person_name}</a>)}
        {pair(t.decision.journey, journey && <>{happened(journey)}, <Period from={journey.from} to={journey.to} />{journey.place && `, ${journey.place}`}</>)}
        {pair(t.decision.body, d.body)}
        {pair(t.decision.document, d.document)}
        {pair(t.decision.points, d.points.length > 0 && d.points.join("; "))}
        {pair(t.decision.patterns, d.patterns.length > 0 && d.patterns.join("; "))}
      </dl>
      {d.grounds && <section><h2>{t.decision.grounds}</h2><p>{d.grounds}</p></section>}
      {d.afterwards.length > 0 && <section><h2>{t.decision.afterwards}</h2><ul>{d.afterwards.map((a, i) => <li key={i}>{a}</li>)}</ul></section>}
      <section>
        <h2>{t.record.all}</h2>
        <p class="soft">{t.record.explain}</p>
        <Facts name="rows" caption={t.record.caption(title)} rows={in_time(d.rows)} sources={d.sources} names={names} filter={false} />
      </section>
      <Files json={path(`/api/findings/${id}`, null, { as_known: address.asKnown })} tables={["findings", "measures", "visits"]} />
    </Page>
  );
}
