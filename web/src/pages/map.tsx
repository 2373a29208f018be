// The world as of any day: where each state stands, what changed, where a person went; and all of it again as tables.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Region, geometry } from "../map/outlines";
import { path, useApi } from "../api";
import { DateField } from "../components/datefield";
import { Day } from "../components/day";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Table } from "../components/table";
import { day as in_words, today } from "../format";
import { iso_of, number_of } from "../map/days";
import { Journeys, MarkerLegend, type JourneysAnswer, markers_of } from "../map/journeys";
import { Legend } from "../map/legend";
import { Slider } from "../map/slider";
import { type Change, type Status, type StatusesAnswer, changed, counts_on, in_doubt_on, is_party, since, status_on, statuses, statuses_of } from "../map/statuses";
import { World } from "../map/world";
import { go, link, useAddress } from "../router";
import { t } from "../strings";
import "../map/map.css";

const first = number_of("1998-07-17");
const none: readonly Change[] = [];
const regions = Object.keys(geometry.regions) as Region[];

export default function MapPage() {
  const address = useAddress();
  const { more, person, asKnown } = address;
  const last = Math.max(number_of(today()), address.on ? number_of(address.on) : 0);
  const [day, set_day] = useDay(address.on, last);
  const [pointed, set_pointed] = useState<string | null>(null);

  const answer = useApi<StatusesAnswer>(path("/api/statuses", null, { as_known: asKnown }));
  const all = useMemo(() => (answer.data ? statuses_of(answer.data) : null), [answer.data]);
  const journeys = useApi<JourneysAnswer>(person ? path("/api/journeys", null, { person, as_known: asKnown }) : null);
  const made = person ? (journeys.data?.journeys ?? []) : [];

  const hidden = more["hide"] ?? "";
  const shown = useMemo(() => new Set<Status>(statuses.filter((s) => !hidden.split(",").includes(s))), [hidden]);
  const region = regions.find((r) => r === more["region"]) ?? "world";
  const with_more = (name: string, value: string | null) => go({ more: { ...more, [name]: value ?? "" } }, "replace");
  const toggle = (status: Status) => with_more("hide", statuses.filter((s) => (s === status ? shown.has(s) : !shown.has(s))).join(","));

  // What stands below the map follows once the hand rests: a step of the slider is the map, its legend and its heading.
  const rested = useRested(day);
  const iso = iso_of(day);
  const markers = useMemo(() => markers_of(made, iso), [made, iso]);
  const since_day = more["since"] ?? null;
  const below = useMemo(() => all && (
    <>
      <Changes changes={changed(all, since_day ? number_of(since_day) : rested - 1, rested)} since={since_day} iso={iso_of(rested)} />
      {person && <Journeys answer={journeys} name_of={(id) => all.lines.find((l) => l.id === id)?.name ?? id} />}
      <StatesTable all={all} day={rested} shown={shown} />
    </>
  ), [all, rested, shown, since_day, person, journeys]);
  if (answer.problem) return <Page title={t.map.title}><Problem problem={answer.problem} /></Page>;
  const counts = all ? counts_on(all, day) : null;
  const parties = counts ? counts.party + counts.withdrawing : 0;
  const doubts = all ? in_doubt_on(all, day) : [];
  const says = counts ? t.map.parties(parties) : "";
  return (
    <Page title={t.map.title} heading={<>{t.map.on} <Day iso={iso} /></>} lede={<>{counts ? t.map.sum(parties) : t.waiting}{doubts.length > 0 && <> {t.map.doubt(doubts.length, doubts.join(", "))}</>}</>}>
      <div class="map-fields no-print">
        <DateField label={t.map.day} value={iso} max={iso_of(last)} onChange={(d) => d && set_day(number_of(d))} />
        <DateField label={t.map.since} value={more["since"] ?? null} max={iso} onChange={(d) => with_more("since", d)} />
        <DateField label={t.day.asKnown} value={asKnown} onChange={(d) => go({ asKnown: d }, "replace")} />
        <PersonField person={person} />
      </div>
      <div class="map-sheet">
        <div>
          <figure class="map" data-region={region}>
            {all
              ? <World title={t.map.picture(in_words(iso), says)} statuses={all} day={day} shown={shown} region={region} markers={markers} picked={address.state}
                  onPoint={set_pointed} onPick={(state) => go({ state: state === address.state ? null : state }, "replace")} />
              : <div class="world" />}
            <figcaption class="readout">{all && <Readout all={all} day={day} state={pointed ?? address.state} iso={iso} person={person} />}</figcaption>
          </figure>
          <Slider day={day} first={first} last={last} changes={all?.changes ?? none} says={says} onChange={set_day} />
        </div>
        <aside class="map-side">
          <Legend counts={counts} shown={shown} onToggle={toggle} />
          {person && <MarkerLegend />}
          <fieldset class="regions no-print">
            <legend class="label">{t.map.region}</legend>
            {regions.map((r) => <button key={r} type="button" aria-pressed={r === region} onClick={() => with_more("region", r === "world" ? null : r)}>{t.map.regions[r]}</button>)}
          </fieldset>
        </aside>
      </div>
      <div aria-busy={rested !== day}>{below}</div>
      <section class="policy">
        <h2>{t.map.borders}</h2>
        <p>{t.map.policy}</p>
        <p>{t.map.policyStates}</p>
        <details><summary>{t.map.without(geometry.without.length)}</summary><p>{geometry.without.map((w) => w.name).join(", ")}.</p></details>
      </section>
    </Page>
  );
}

// The day of the view: changed at once, told to the address once the hand rests (browsers allow few changes of the address a second).
function useDay(on: string | null, last: number): [number, (day: number) => void] {
  const of_address = on ? Math.max(first, number_of(on)) : last;
  const [day, set] = useState(of_address);
  const told = useRef(of_address); // what the address says of our own: only what it says otherwise (back, a link) is followed
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    if (of_address === told.current) return;
    told.current = of_address;
    clearTimeout(timer.current);
    set(of_address);
  }, [of_address]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [day, (next) => {
    set(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      told.current = next;
      go({ on: iso_of(next) }, "replace");
    }, 250);
  }];
}

// A day that has not changed for a moment.
function useRested(day: number): number {
  const [rested, set] = useState(day);
  useEffect(() => {
    const timer = setTimeout(() => set(day), 200);
    return () => clearTimeout(timer);
  }, [day]);
  return rested;
}

type All = ReturnType<typeof statuses_of>;

// The state under the pointer, or the one that was chosen.
function Readout({ all, day, state, iso, person }: { all: All; day: number; state: string | null; iso: string; person: string | null }) {
  const line = all.lines.find((l) => l.id === state);
  if (!line) return <span class="soft">{t.map.point}</span>;
  const from = since(line, day);
  return (
    <>
      <a href={link({ path: `/state/${line.id}`, on: iso })}><strong>{line.name}</strong></a>: {t.map.status[status_on(line, day)]}
      {from !== null && <> {t.time.since(in_words(iso_of(from)))}</>}
      {person && <> · <a href={link({ path: "/ask", person, state: line.id, on: iso })}>{t.map.ask}</a></>}
    </>
  );
}

interface PersonRow { id: string; name: string; journeys?: number }

// The persons who have journeys on record.
function PersonField({ person }: { person: string | null }) {
  const { asKnown } = useAddress();
  const persons = useApi<{ persons: PersonRow[] }>(path("/api/persons", null, { as_known: asKnown })).data?.persons ?? [];
  return (
    <div class="field">
      <label for="map-person">{t.map.person}</label>
      <select id="map-person" value={person ?? ""} onChange={(e) => go({ person: e.currentTarget.value || null })}>
        <option value="">{t.map.nobody}</option>
        {persons.filter((p) => p.journeys || p.id === person).map((p) => <option key={p.id} value={p.id} selected={p.id === person}>{p.name}{p.journeys ? ` (${p.journeys})` : ""}</option>)}
      </select>
    </div>
  );
}

function Changes({ changes, since, iso }: { changes: readonly Change[]; since: string | null; iso: string }) {
  const joined = changes.filter((c) => !is_party(c.from) && is_party(c.to));
  const left = changes.filter((c) => is_party(c.from) && !is_party(c.to));
  const others = changes.filter((c) => is_party(c.from) === is_party(c.to));
  const list = (name: string, of: readonly Change[]) => of.length > 0 && (
    <div>
      <h3>{name} <span class="soft nums">{of.length}</span></h3>
      <ul class="plain">
        {of.map((c) => (
          <li key={c.state + c.day}>
            <a href={link({ path: `/state/${c.state}`, on: iso_of(c.day) })}>{c.name}</a>{since && <>, <Day iso={iso_of(c.day)} /></>}
            {is_party(c.from) === is_party(c.to) && <span class="soft small"> {t.map.became(t.map.status[c.from], t.map.status[c.to])}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <section class="changes">
      <h2>{since ? t.map.changedSince(in_words(since), in_words(iso)) : t.map.changedOn(in_words(iso))}</h2>
      {changes.length === 0 ? <p class="soft">{t.map.nothing}</p> : <div class="columns">{list(t.map.joined, joined)}{list(t.map.left, left)}{list(t.map.others, others)}</div>}
    </section>
  );
}

// The map in words, with the same statuses left out, and searched by the same field.
function StatesTable({ all, day, shown }: { all: All; day: number; shown: ReadonlySet<Status> }) {
  const rows = all.lines.map((line) => ({ line, status: status_on(line, day), from: since(line, day) })).filter((r) => shown.has(r.status));
  const iso = iso_of(day);
  return (
    <section class="states-table">
      <h2>{t.map.table}</h2>
      <Table name="states" caption={t.map.caption(in_words(iso))} rows={rows} id={(r) => r.line.id} columns={[
        { key: "state", title: t.map.state, text: (r) => r.line.name, cell: (r) => <a href={link({ path: `/state/${r.line.id}`, on: iso })}>{r.line.name}</a> },
        { key: "status", title: t.map.is, text: (r) => t.map.status[r.status], cell: (r) => <span class={`status ${r.status}`}>{t.map.status[r.status]}</span> },
        { key: "since", title: t.map.sinceWhen, text: (r) => (r.from === null ? "" : iso_of(r.from)), cell: (r) => (r.from === null ? "" : <Day iso={iso_of(r.from)} />) },
      ]} />
    </section>
  );
}
