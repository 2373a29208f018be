// Objections: each with what it rests on, what answers it, what answers the answer, and which layer decides. Rule, exception, exception to the exception.
import { Citation } from "../components/citation";
import { Day } from "../components/day";
import { link } from "../router";
import { t } from "../strings";
import { useContext } from "preact/hooks";
import { createContext } from "preact";
import type { Objection, Precedent } from "../types";
import { Marks } from "./step";
import { capital, citation, speaks, wouldAnswer } from "./steps";

// The decisions of the answer, so that an objection can name those that ruled on it.
export const Decisions = createContext<readonly Precedent[]>([]);
const most = 6;

// `layer` is how deep it lies: an objection to the rule, an answer to the objection, and so on.
export function RaisedObjection({ objection: o, layer = 0 }: { objection: Objection; layer?: number }) {
  const answers = o.answers.filter((a) => a.raised);
  const decides = o.stands && answers.every((a) => !a.stands);
  return (
    <li class={`objection layer-${Math.min(layer, 3)}`}>
      <div>
        <span class="label">{layer === 0 ? t.duty.objection : layer % 2 ? t.duty.answer : t.duty.reply}</span>{" "}
        <strong>{o.title ?? citation(o.provision)}</strong> <Citation provision={o.provision} text={citation(o.provision)} />
        {decides && <> <span class="chip decides">{layer % 2 ? t.duty.decidesAgainst : t.duty.decidesFor}</span></>}
      </div>
      {o.ground.filter((g) => speaks(g) && !g.law).map((g, i) => <div class="ground" key={i}>{capital(g.sentence)} <Marks step={g} /></div>)}
      {answers.length > 0 && <ul class="steps">{answers.map((a) => <RaisedObjection key={a.label} objection={a} layer={layer + 1} />)}</ul>}
      {layer === 0 && o.stands && <p><strong>{t.duty.nothingAnswers}</strong></p>}
      {layer === 0 && <RuledOn title={o.title} />}
    </li>
  );
}

// The decisions that rule on the point that the objection raises: the law names points by the titles of objections.
function RuledOn({ title }: { title: string | null }) {
  const point = (title ?? "").toLowerCase();
  const cases = useContext(Decisions).filter((p) => p.points.some((q) => q.toLowerCase() === point));
  if (!cases.length) return null;
  return (
    <p class="small soft ruled">
      {t.duty.ruledOn}{" "}
      {cases.slice(0, most).map((p, i) => <span key={p.finding}>{i > 0 && ", "}<a href={link({ path: `/decision/${p.finding}` })}>{capital(p.state_name)}</a> (<Day iso={p.decided} />{p.later && `, ${t.duty.later}`})</span>)}
      {cases.length > most && t.duty.more(cases.length - most)}
    </p>
  );
}

// Those that nothing on record raises: what is missing to each, and what would answer it.
export function NotRaised({ objections }: { objections: readonly Objection[] }) {
  return (
    <ul class="steps">
      {objections.map((o) => {
        const lacking = o.ground.filter(speaks).map((g) => g.sentence);
        const answers = o.answers.filter(wouldAnswer);
        return (
          <li key={o.label} class="step absence">
            <strong>{o.title ?? citation(o.provision)}</strong> <Citation provision={o.provision} text={citation(o.provision)} />
            {lacking.length > 0 && <>: {lacking.join(t.duty.and)}</>}
            {answers.length > 0 && <>; {t.duty.wouldBeAnswered} {answers.map((a, i) => <span key={a.label}>{i > 0 && ", "}<Citation provision={a.provision} text={citation(a.provision)} /></span>)}</>}.
          </li>
        );
      })}
    </ul>
  );
}
