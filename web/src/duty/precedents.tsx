// Decisions that bear on the answer: those about this state and person first, the order that the server gives.
import { useState } from "preact/hooks";
import { Day } from "../components/day";
import { FactWithSource } from "../components/source";
import { link } from "../router";
import { words_of } from "../record/words";
import { t } from "../strings";
import type { Precedent } from "../types";
import { capital } from "./steps";

export const told = 5; // the others when asked for

export function Precedents({ of }: { of: readonly Precedent[] }) {
  const [all, set] = useState(false);
  return (
    <>
      <ol class="plain precedents">{of.map((p, i) => <Decision key={p.finding} of={p} extra={i >= told && !all} />)}</ol>
      {of.length > told && !all && <button type="button" class="link no-print" onClick={() => set(true)}>{t.precedents.all(of.length)}</button>}
      {of.length > told && <p class="print-only small soft">{t.precedents.some(told, of.length)}</p>}
    </>
  );
}

function Decision({ of: p, extra }: { of: Precedent; extra: boolean }) {
  if (extra) return null;
  const to = p.referred_to && words_of(t.referred, p.referred_to);
  return (
    <li class="precedent">
      <a href={link({ path: `/decision/${p.finding}` })}><strong>{capital(p.state_name)}</strong>, <Day iso={p.decided} /></a>
      {", "}{p.body}{p.person_name && <>, {t.precedents.about(p.person_name)}</>}: <FactWithSource evidence={p.source}>{outcome(p.outcome)}{to && `; ${to}`}{p.document && `. ${p.document}`}</FactWithSource>
      {p.later && <> <span class="chip">{t.precedents.later}</span></>}
      {(p.grounds || p.points.length > 0 || p.patterns.length > 0 || p.afterwards.length > 0) && (
        <details class="no-print">
          <summary class="small">{t.precedents.grounds}</summary>
          {p.grounds && <p class="small">{p.grounds}</p>}
          {p.points.length > 0 && <p class="small soft">{t.precedents.bearsOn} {p.points.join("; ")}</p>}
          {p.patterns.length > 0 && <p class="small soft">{t.precedents.patterns} {p.patterns.join("; ")}</p>}
          {p.afterwards.map((a) => <p key={a} class="small soft">{t.precedents.afterwards} {a}</p>)}
        </details>
      )}
    </li>
  );
}

export const outcome = (id: string): string => words_of(t.outcome, id);
