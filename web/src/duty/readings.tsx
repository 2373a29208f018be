// Questions of law as switches: each answer with what would come of it and who holds it; taking one asks anew at once.
import { FactWithSource } from "../components/source";
import { Verdict } from "../components/verdict";
import { day } from "../format";
import { go, useAddress } from "../router";
import { t } from "../strings";
import type { Dispute } from "../types";
import { capital } from "./steps";

// The answers of one question together, in the order in which questions first come.
function byQuestion(disputes: readonly Dispute[]): Dispute[][] {
  const all = new Map<string, Dispute[]>();
  for (const d of disputes) all.set(d.question, [...(all.get(d.question) ?? []), d]);
  return [...all.values()].sort((a, b) => Number(b[0]!.open) - Number(a[0]!.open));
}

// `fixed`: shown, but no switches, where the answer is not the address's.
export function Readings({ disputes, fixed = false }: { disputes: readonly Dispute[]; fixed?: boolean }) {
  const { readings } = useAddress();
  const questions = byQuestion(disputes);
  if (fixed) return <>{questions.map((answers) => <div class="question" key={answers[0]!.question}><p><strong>{answers[0]!.text}</strong></p><ul>{answers.map((a) => <li key={a.answer}>{capital(a.answer_text)} <Verdict is={a.verdict} /><Held by={a} /></li>)}</ul></div>)}</>;
  const elsewhere = Object.entries(readings).filter(([q]) => !disputes.some((d) => d.question === q));
  const without = (question: string) => Object.fromEntries(Object.entries(readings).filter(([q]) => q !== question));
  return (
    <>
      {questions.map((answers) => <Question key={answers[0]!.question} answers={answers} taken={readings[answers[0]!.question] ?? null} drop={() => go({ readings: without(answers[0]!.question) })} />)}
      {elsewhere.map(([q, a]) => <p key={q} class="small">{t.readings.noMatter(q.replace(/_/g, " "), a.replace(/_/g, " "))} <button type="button" class="link" onClick={() => go({ readings: without(q) })}>{t.readings.drop}</button></p>)}
    </>
  );
}

function Question({ answers, taken, drop }: { answers: readonly Dispute[]; taken: string | null; drop: () => void }) {
  const { readings } = useAddress();
  const { question, text, open } = answers[0]!;
  return (
    <fieldset class="question">
      <legend>{text}</legend>
      {open && !taken && <p class="small soft">{t.readings.undecided}</p>}
      {answers.map((a) => (
        <div key={a.answer} class="reading">
          <label>
            <input type="radio" name={"reading-" + question} checked={taken ? taken === a.answer : a.taken && !a.open} onChange={() => go({ readings: { ...readings, [question]: a.answer } })} />
            <span class="words">{capital(a.answer_text)} <Verdict is={a.verdict} /></span>
          </label>
          <Held by={a} />
        </div>
      ))}
      {taken && <button type="button" class="link small no-print" onClick={drop}>{open ? t.readings.leaveOpen : t.readings.back}</button>}
    </fieldset>
  );
}

function Held({ by: a }: { by: Dispute }) {
  return (
    <div class="held small soft">
      {a.settled && <div>{t.readings.settled(day(a.settled))}</div>}
      {a.held_by.length > 0 && <div>{t.readings.heldBy} {a.held_by.join("; ")}</div>}
      {a.positions.length > 0 && <Positions of={a} />}
    </div>
  );
}

function Positions({ of }: { of: Dispute }) {
  return (
    <details class="no-print">
      <summary>{t.readings.positions(of.positions.length)}</summary>
      <ul>{of.positions.map((p) => <li key={p.source.row}><strong>{capital(p.holder)}</strong>, {day(p.day)}: <FactWithSource evidence={p.source}>{p.what}</FactWithSource></li>)}</ul>
    </details>
  );
}
