// A step of the argument: its sentence, its provision or source, and beneath it, when opened, what it rests on. Opened layer by layer; on paper the first two layers stand.
import { useContext, useId, useState } from "preact/hooks";
import { createContext } from "preact";
import { Citation } from "../components/citation";
import { FactWithSource } from "../components/source";
import { day } from "../format";
import { t } from "../strings";
import type { Step } from "../types";
import { RaisedObjection } from "./objections";
import { absences, capital, citation, reckoned, shown } from "./steps";

// "Open all" and "close all": the wish, counted so that the same wish can be made twice.
export const Wish = createContext<{ open: boolean; times: number }>({ open: false, times: 0 });

export function Steps({ of, depth = 0, ordered = false }: { of: readonly Step[]; depth?: number; ordered?: boolean }) {
  const List = ordered ? "ol" : "ul";
  return <List class={`steps depth-${depth}`}>{shown(of).map((step, i) => <StepItem key={i} step={step} depth={depth} />)}</List>;
}

export function StepItem({ step, depth }: { step: Step; depth: number }) {
  const id = useId();
  const wish = useContext(Wish);
  const [own, set] = useState<{ open: boolean; after: number } | null>(null);
  const below = shown(step.premises ?? []);
  const raised = (step.objections ?? []).filter((o) => o.raised);
  const absent = absences(step);
  const hasMore = below.length + raised.length + absent.length > 0;
  const open = own && own.after === wish.times ? own.open : wish.open;
  return (
    <li class={`step ${step.kind}${open ? " open" : ""}`}>
      {hasMore
        ? <button type="button" class="fold" aria-expanded={open} aria-controls={id} onClick={() => set({ open: !open, after: wish.times })}><Sentence step={step} /></button>
        : <span class="leaf"><Sentence step={step} /></span>}
      <Marks step={step} />
      {hasMore && (open || depth === 0) && (
        <ul id={id} class="steps below" hidden={!open}>
          {below.map((s, i) => <StepItem key={i} step={s} depth={depth + 1} />)}
          {absent.map((a) => <li key={a.objection.label} class="step absence"><span class="leaf">{capital(a.sentences.join(t.duty.and))}</span> <Citation provision={a.objection.provision} text={citation(a.objection.provision)} /></li>)}
          {raised.map((o) => <RaisedObjection key={o.label} objection={o} />)}
        </ul>
      )}
    </li>
  );
}

function Sentence({ step }: { step: Step }) {
  return <>{step.kind === "unknown" && <strong>{t.duty.unknown}: </strong>}{capital(step.kind === "test" ? reckoned(step.sentence) : step.sentence)}</>;
}

// What stands behind the sentence: its provision, its source, how it came in, since when the Court so holds.
export function Marks({ step }: { step: Step }) {
  return (
    <>
      {step.provision && <> <Citation provision={step.provision} text={citation(step.provision)} /></>}
      {step.kind === "reading" && <> <span class="chip">{step.settled ? t.duty.courtsAnswer(day(step.settled)) : t.duty.openQuestion}</span></>}
      {step.presumed && <> <span class="chip presumed">{t.duty.presumed}</span></>}
      {step.kind === "supposed" && <> <span class="chip presumed">{t.duty.supposed}</span></>}
      {step.source && <FactWithSource evidence={step.source}>{null}</FactWithSource>}
    </>
  );
}
