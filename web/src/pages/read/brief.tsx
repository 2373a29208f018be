// The brief of an article: its journeys with the duty of each, what it says checked against the record, who said what, what came before, what became known later.
import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { Citation } from "../../components/citation";
import { Day, Period } from "../../components/day";
import { Level } from "../../components/level";
import { Name } from "../../components/name";
import { inOrder, named, SourceList, WithSources } from "../../components/numbers";
import { FactWithSource } from "../../components/source";
import { Verdict } from "../../components/verdict";
import { Argument } from "../../duty/argument";
import { Follows } from "../../duty/follows";
import { Decisions } from "../../duty/objections";
import { Precedents } from "../../duty/precedents";
import { Readings } from "../../duty/readings";
import { capital, citation, ended, printed } from "../../duty/steps";
import { day } from "../../format";
import { usePrinting } from "../../printing";
import { link } from "../../router";
import { t } from "../../strings";
import type { Provision } from "../../types";
import type { Mark } from "./marks";
import type { Brief as Is, Check, Checked, Claim, Journey, Quote, Told } from "./types";
import "../../duty/duty.css";

// The numbers of journeys and claims, in the order in which the article comes to them; a quote with several has as many.
export interface Numbers { journeys: number[]; claims: number[]; marks: Mark[] }

export function numbers(brief: Is): Numbers {
  const journeys = brief.journeys.map((j) => (j.quotes.length ? j.quotes : [j.quote]));
  const claims = brief.claims.map((c) => [c.quote]);
  const first = (quotes: readonly Quote[]) => Math.min(...quotes.map((q) => q.start));
  const all = [...journeys, ...claims].map((quotes, i) => ({ quotes, i })).sort((a, b) => first(a.quotes) - first(b.quotes) || a.i - b.i);
  const number: number[] = [];
  all.forEach(({ i }, place) => { number[i] = place + 1; });
  return {
    journeys: journeys.map((_, i) => number[i]!),
    claims: claims.map((_, i) => number[journeys.length + i]!),
    marks: all.flatMap(({ quotes, i }) => quotes.map((q) => ({ start: q.start, end: q.end, number: number[i]! }))),
  };
}

const most = 5; // of what came before and after, on paper

const isVoice = (c: Checked): boolean => c.check === "opinion" || c.kind === "assurance" || c.kind === "meeting";

export function Brief({ brief, numbered, onShow }: { brief: Is; numbered: Numbers; onShow: (number: number) => void }) {
  const claims = useMemo(() => brief.claims.map((c, i) => ({ c, n: numbered.claims[i]! })), [brief, numbered]);
  const checked = claims.filter(({ c }) => !isVoice(c));
  const voices = claims.filter(({ c }) => isVoice(c));
  const sources = useMemo(() => inOrder(brief.sources, [brief.persons, brief.journeys, brief.claims, brief.history, brief.known_later]), [brief]);
  const provisions = useMemo(() => provisionsOf(brief), [brief]);
  const onPaper = useMemo(() => named([brief.persons, brief.journeys.map((j) => printed(j.duty?.proof ?? null)), brief.claims, brief.history.slice(0, most), brief.known_later.slice(0, most)]), [brief]);
  return (
    <WithSources sources={sources}>
      <Provisions.Provider value={provisions}>
      <Level.Provider value={3}>
        <article class="brief answer">
          {brief.remarks.map((r) => <p key={r}><strong>{r}</strong></p>)}
          <dl class="facts">
            <dt>{t.read.published}</dt><dd>{brief.published ? <Day iso={brief.published} /> : t.read.notKnown}</dd>
            <dt>{t.day.asKnown}</dt><dd>{brief.as_known ? <Day iso={brief.as_known} /> : t.receipt.all}</dd>
            {brief.persons.map((p) => <Person key={p.person} of={p} />)}
          </dl>
          {brief.journeys.length + brief.claims.length === 0 && <p>{t.read.nothing}</p>}
          {brief.journeys.map((j, i) => <JourneyPart key={i} of={j} n={numbered.journeys[i]!} asKnown={brief.as_known} onShow={onShow} />)}
          {checked.length > 0 && <section><h2>{t.read.checked}</h2><ul class="plain claims">{checked.map(({ c, n }) => <ClaimItem key={n} of={c} n={n} onShow={onShow} />)}</ul></section>}
          {voices.length > 0 && <section><h2>{t.read.voices}</h2><p class="soft small">{t.read.voicesNote}</p><ul class="plain claims">{voices.map(({ c, n }) => <ClaimItem key={n} of={c} n={n} onShow={onShow} />)}</ul></section>}
          <TellList heading={t.read.before} of={brief.history} />
          {brief.follows.length > 0 && <section><h2>{t.duty.follows}</h2><Follows of={brief.follows} /></section>}
          <TellList heading={brief.as_known ? t.read.laterThan(day(brief.as_known)) : t.read.later} of={brief.known_later} />
          {sources.length > 0 && <section class="sources"><h2>{t.duty.sources}</h2><SourceList sources={sources} onPaper={onPaper} /></section>}
        </article>
      </Level.Provider>
      </Provisions.Provider>
    </WithSources>
  );
}

function Person({ of: p }: { of: Is["persons"][number] }) {
  return (
    <>
      <dt>{t.duty.person}</dt>
      <dd>
        <a href={link({ path: `/person/${p.person}` })}><Name text={p.full_name ?? p.name} /></a>
        {p.offices.map((o) => <span key={o.title}>; <FactWithSource evidence={o.source}>{o.title}{o.from && ` ${t.time.since(day(o.from))}`}</FactWithSource></span>)}
        {p.warrants.map((w) => <div key={w.id} class="small soft"><FactWithSource evidence={w.source}>{t.read.warrant([w.issued && day(w.issued), w.case_number, w.chamber].filter(Boolean).join(", "))}</FactWithSource></div>)}
      </dd>
    </>
  );
}

const InText = ({ n, onShow }: { n: number; onShow: (n: number) => void }) => <a class="number" href={`#in-text-${n}`} aria-label={t.read.toText(n)} onClick={() => onShow(n)}>{n}</a>;

// Who says it: "the agency, through the ministry".
const speaker = (c: Claim): string => [c.attributed_to ?? c.via, c.attributed_to && c.via ? t.read.through(c.via) : ""].filter(Boolean).join(", ");

function JourneyPart({ of: j, n, asKnown, onShow }: { of: Journey; n: number; asKnown: string | null; onShow: (n: number) => void }) {
  const onPaper = usePrinting();
  const asked = j.from && j.from === j.to ? { on: j.from, from: null, to: null } : { on: null, from: j.from, to: j.to };
  return (
    <section class="journey" id={`claim-${n}`} tabIndex={-1}>
      <h2><InText n={n} onShow={onShow} /> {j.avoided ? t.read.avoided(j.state_name) : t.read.journey(j.state_name)}</h2>
      <p class="small soft">
        <Name text={j.person_name ?? ""} />{" · "}{j.from ? <Period from={j.from} to={j.to} /> : t.read.dayNotKnown}{j.days_of_record && ` (${t.read.daysOfRecord})`} · {t.read.status[j.status ?? "told"]}
        {speaker(j) && <> · {t.read.toldBy} {speaker(j)}</>}
      </p>
      {j.duty && (
        <>
          <p class="sentence"><Verdict is={j.duty.verdict} /> {j.avoided ? t.read.avoidedDuty[j.duty.verdict](capital(j.state_name), j.person_name ?? "") : j.duty.conclusion} <a class="no-print small" href={link({ path: "/ask", person: j.person, state: j.state, ...asked, asKnown, more: {} })}>{t.read.toDuty}</a></p>
          <Decisions.Provider value={j.duty.precedents}>
            <details class="why" open={onPaper && !j.avoided}>
              <summary>{t.read.argument}</summary>
              <Argument duty={j.duty} />
              <div class="no-print">
                {j.duty.disputes.length > 0 && <><h3>{j.duty.disputes.some((d) => d.open) ? t.duty.undecided : t.duty.disputes}</h3><Readings disputes={j.duty.disputes} fixed /></>}
                {j.duty.precedents.length > 0 && <><h3>{t.duty.precedents}</h3><Precedents of={j.duty.precedents} /></>}
              </div>
            </details>
          </Decisions.Provider>
        </>
      )}
    </section>
  );
}

const shapes: Record<Check, string> = { supported: "✓", contradicted: "✗", not_in_record: "?", opinion: "“" };

function ClaimItem({ of: c, n, onShow }: { of: Checked; n: number; onShow: (n: number) => void }) {
  // What only repeats the finding is its source.
  const repeats = (e: Checked["evidence"][number]) => c.says !== null && e.source !== null && ended(capital(e.sentence)) === ended(capital(c.says));
  const own = c.evidence.find(repeats)?.source;
  const grounds = c.evidence.filter((e) => !repeats(e));
  const what = c.says ? ended(capital(c.says)) : c.kind === "statement" && c.check === "opinion" ? "" : capital(c.kind.replace(/_/g, " ")) + (c.value ? `: ${c.value.replace(/_/g, " ")}` : "");
  return (
    <li class={`claim ${c.check}`} id={`claim-${n}`} tabIndex={-1}>
      <InText n={n} onShow={onShow} /> <span class={`check ${c.check}`}><span aria-hidden="true">{shapes[c.check]}</span> {t.read.check[c.check]}</span>{" "}
      <FactWithSource evidence={own}>{what}</FactWithSource>
      <blockquote dir="auto">{c.quote.text}{speaker(c) && <footer class="small soft">{t.read.toldBy} {speaker(c)}</footer>}</blockquote>
      {grounds.length > 0 && (
        <ul class="evidence small">
          {grounds.map((e, i) => <li key={i}>{e.source ? <FactWithSource evidence={e.source}>{ended(capital(e.sentence))}</FactWithSource> : ended(capital(e.sentence))}{e.label && <> <Provided label={e.label} place={e.place} /></>}</li>)}
        </ul>
      )}
    </li>
  );
}

// The provisions that the brief shows in full, by label: a check names its own by label alone.
const Provisions = createContext<ReadonlyMap<string, Provision>>(new Map());

function provisionsOf(brief: Is): Map<string, Provision> {
  const found = new Map<string, Provision>();
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) x.forEach(walk);
    else if (x !== null && typeof x === "object") {
      const p = (x as { provision?: Provision }).provision;
      if (p?.label) found.set(p.label, p);
      Object.values(x).forEach(walk);
    }
  };
  walk([brief.journeys, brief.follows]);
  return found;
}

function Provided({ label, place }: { label: string; place: string | null }) {
  const provision = useContext(Provisions).get(label);
  return provision ? <Citation provision={provision} text={citation(label)} /> : <span class="chip" title={place ?? undefined}>{citation(label)}</span>;
}

function TellList({ heading, of }: { heading: string; of: readonly Told[] }) {
  if (of.length === 0) return null;
  return (
    <section>
      <h2>{heading}</h2>
      <ul class="plain">{of.map((x, i) => <li key={i} class={i < most ? "" : "no-print"}>{x.day && <strong>{day(x.day)}: </strong>}<FactWithSource evidence={x.source}>{ended(capital(x.sentence))}</FactWithSource></li>)}</ul>
    </section>
  );
}
