// Who, which warrant, which days: the facts that stand above the argument.
import { Period } from "../components/day";
import { Name } from "../components/name";
import { FactWithSource } from "../components/source";
import { Verdict } from "../components/verdict";
import { day } from "../format";
import { link } from "../router";
import { t } from "../strings";
import type { Duty, Warrant } from "../types";

export function Facts({ duty }: { duty: Duty }) {
  return (
    <dl class="facts">
      <dt>{t.duty.days}</dt>
      <dd>{duty.spans.map((s, i) => <div key={i}><Period from={s.from} to={s.to} /> <Verdict is={s.verdict} /></div>)}</dd>
      <dt>{t.duty.person}</dt>
      <dd><a href={link({ path: `/person/${duty.question.person}` })}><Name text={duty.person_name} /></a>{duty.offices.map((o, i) => <span key={i}>; <FactWithSource evidence={o.source}>{o.title}{o.from && ` ${t.time.since(day(o.from))}`}</FactWithSource></span>)}</dd>
      <dt>{t.duty.state}</dt>
      <dd><a href={link({ path: `/state/${duty.question.state}` })}>{duty.state_name}</a></dd>
      {duty.warrants.map((w) => <WarrantLine key={w.id} of={w} />)}
    </dl>
  );
}

function WarrantLine({ of: w }: { of: Warrant }) {
  const words = [
    w.issued && day(w.issued), w.document, w.case_number && !w.document?.includes(w.case_number) && t.duty.caseNumber(w.case_number), w.chamber, w.situation && t.duty.situation(w.situation),
    w.public && (w.public === w.issued ? t.duty.publicSameDay : t.duty.publicSince(day(w.public))), !w.public && t.duty.notPublic,
    w.ended && t.duty.ended(day(w.ended), (w.ended_how ?? "").replace(/_/g, " ")),
  ].filter(Boolean).join(", ");
  return <><dt>{t.duty.warrant}</dt><dd><FactWithSource evidence={w.source}>{words}.{w.alleged && ` ${t.duty.alleged}: ${w.alleged}.`}</FactWithSource></dd></>;
}
