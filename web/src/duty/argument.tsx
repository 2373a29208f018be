// The argument of a duty: why, the objections and what answers them, or why not; what nobody knows.
import { useState } from "preact/hooks";
import { Citation } from "../components/citation";
import { Heading } from "../components/level";
import { t } from "../strings";
import type { Duty, Refusal, Step } from "../types";
import { NotRaised, RaisedObjection } from "./objections";
import { Marks, StepItem, Steps, Wish } from "./step";
import { capital, citation, speaks } from "./steps";

export function Argument({ duty }: { duty: Duty }) {
  const [wish, set] = useState({ open: false, times: 0 });
  const proofs = duty.proof ? [duty.proof, ...duty.further_proofs] : [];
  return (
    <Wish.Provider value={wish}>
      {proofs.map((proof, i) => (
        <section key={i}>
          <Heading>{t.duty.why[duty.verdict]}{proofs.length > 1 && ` (${i + 1})`}</Heading>
          <p class="opening">
            <button type="button" class="link small no-print openall" onClick={() => set({ open: !wish.open, times: wish.times + 1 })}>{wish.open ? t.duty.closeAll : t.duty.openAll}</button>
            {t.duty.followsFrom} {proof.provision && <Citation provision={proof.provision} text={citation(proof.provision)} />}{duty.verdict === "bound" ? t.duty.sinceTogether : t.duty.ifTogether}
          </p>
          <Steps of={proof.premises ?? []} ordered />
          {i === 0 && duty.also_under.length > 0 && <p>{t.duty.alsoUnder(duty.also_under.map((id) => warrantName(duty, id)))}</p>}
          <Objections proof={proof} />
        </section>
      ))}
      {duty.why_not.length > 0 && (
        <section>
          <Heading>{duty.verdict === "contested" ? t.duty.whyMaybeNot : t.duty.whyNot}</Heading>
          {duty.standing && <ul class="steps"><StepItem step={duty.standing} depth={0} /></ul>}
          {duty.why_not.map((r) => <Refused key={r.label} refusal={r} depth={0} />)}
        </section>
      )}
      {duty.unknowns.length > 0 && (
        <section>
          <Heading>{t.duty.notKnown}</Heading>
          <ul>
            {duty.unknowns.map((u) => (
              <li key={u.atom}>
                {t.duty.whether} {u.sentence}.
                {u.not_recorded.map((s) => <div key={s} class="soft">{t.duty.notSettledBy}: {s}</div>)}
                {u.who_could_say && <div class="soft">{t.duty.whoCouldSay}: {u.who_could_say}</div>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Wish.Provider>
  );
}

function Objections({ proof }: { proof: Step }) {
  const raised = (proof.objections ?? []).filter((o) => o.raised);
  const others = (proof.objections ?? []).filter((o) => !o.raised);
  return (
    <>
      {raised.length > 0 && <><Heading>{t.duty.objections}</Heading><ul class="objections">{raised.map((o) => <RaisedObjection key={o.label} objection={o} />)}</ul></>}
      {others.length > 0 && (
        <details class="not-raised">
          <summary>{t.duty.notRaised(others.length)}</summary>
          <NotRaised objections={others} />
        </details>
      )}
      {others.length > 0 && <p class="print-only small">{t.duty.nothingRaises} {others.map((o) => o.title ?? citation(o.provision)).join("; ")}.</p>}
    </>
  );
}

const name = (r: Refusal): string => (r.title ? `${citation(r.label)}, ${r.title}` : citation(r.label));

// What a rule lacks to conclude it. Where something is certainly missing, what is merely unknown does not matter.
function Refused({ refusal, depth }: { refusal: Refusal; depth: number }) {
  const certain = (m: Refusal["missing"][number]) => m.what.kind !== "unknown" && (speaks(m.what) || m.because.length > 0);
  const isCertain = refusal.missing.some(certain);
  const missing = refusal.missing.filter((m) => (isCertain ? certain(m) : speaks(m.what) || m.because.length > 0));
  return (
    <div class="refusal">
      {depth === 0 && <p>{t.duty.under} <strong>{name(refusal)}</strong>:</p>}
      <ul class="steps">
        {missing.map((m, i) => (
          <li key={i} class="step">
            <strong>{t.duty.lacking}:</strong> {lacks(m.what)} <Marks step={m.what} />
            {m.because.length > 0 && depth < 4 && <Roads of={m.because} depth={depth} />}
          </li>
        ))}
        {refusal.standing.filter((o) => o.raised).map((o) => <RaisedObjection key={o.label} objection={o} />)}
        {depth === 0 && refusal.held.filter(speaks).map((h, i) => <li key={"h" + i} class="step soft">{t.duty.given}: {capital(h.sentence)} <Marks step={h} /></li>)}
      </ul>
    </div>
  );
}

// Each way in which it could have been so, and what it lacks.
function Roads({ of, depth }: { of: readonly Refusal[]; depth: number }) {
  const [open, set] = useState<number | null>(null);
  return (
    <ul class="steps">
      {of.map((r, i) => (
        <li key={i} class="step">
          <button type="button" class="fold" aria-expanded={open === i} onClick={() => set(open === i ? null : i)}>{name(r)}</button>
          <span class="soft">: {leaf(r)}</span>
          {open === i && <Refused refusal={r} depth={depth + 1} />}
        </li>
      ))}
    </ul>
  );
}

const isClock = (s: Step): boolean => s.kind === "test" && !s.sentence.includes(" is ");

function lacks(s: Step): string {
  if (s.kind === "unknown") return t.duty.unknownWhether(s.sentence);
  if (s.kind === "reading") return t.duty.wouldNeed(s.sentence);
  if (isClock(s)) return t.duty.only(s.sentence);
  if (s.kind === "test") return t.duty.notSo(s.sentence);
  return s.sentence;
}

// The first thing that is missing at the bottom of the road, which is what a reader needs to know of it.
function leaf(r: Refusal, depth = 0): string {
  for (const m of r.missing) {
    if (m.because.length === 0 || depth > 6) {
      if (speaks(m.what) || (m.what.kind === "test" && !m.what.sentence.includes("no value") && !m.what.sentence.includes(" is not "))) return lacks(m.what);
      continue;
    }
    for (const b of m.because) {
      const found = leaf(b, depth + 1);
      if (found) return found;
    }
    return lacks(m.what);
  }
  return "";
}

function warrantName(duty: Duty, id: string): string {
  const w = duty.warrants.find((v) => v.id === id);
  return w?.issued ? t.duty.warrantOf(w.issued) : id;
}
