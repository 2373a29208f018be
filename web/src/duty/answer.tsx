// A duty, whole: the verdict in a sentence, then all that it rests on. Ask shows one; a brief shows one for each journey.
import { type ComponentChildren, Fragment } from "preact";
import { useMemo } from "preact/hooks";
import { inOrder, named, SourceList, WithSources } from "../components/numbers";
import { Day } from "../components/day";
import { Verdict } from "../components/verdict";
import { useAddress } from "../router";
import { t } from "../strings";
import type { Duty } from "../types";
import { Argument } from "./argument";
import { Facts } from "./facts";
import { Follows } from "./follows";
import { Decisions } from "./objections";
import { Precedents, told } from "./precedents";
import { Readings } from "./readings";
import { printed } from "./steps";
import { Turns } from "./turns";
import "./duty.css";

export function Answer({ duty, actions }: { duty: Duty; actions?: ComponentChildren }) {
  const { readings, suppose } = useAddress();
  const hasReadings = duty.disputes.length > 0 || Object.keys(readings).length > 0; // one that was taken and changes nothing can be dropped there
  const hasTurns = duty.turns_on.length > 0 || suppose.length > 0;
  const sources = useMemo(() => inOrder(duty.sources, [duty.offices, duty.warrants, duty.proof?.premises, duty.proof?.objections, duty.further_proofs, duty.standing, duty.why_not, duty.precedents, duty.disputes]), [duty]);
  const onPaper = useMemo(() => named([duty.offices, duty.warrants, printed(duty.proof), duty.precedents.slice(0, told).map((p) => p.source)]), [duty]);
  return (
    <WithSources sources={sources}>
      <Decisions.Provider value={duty.precedents}>
        <article class="answer">
          <header class="conclusion" aria-live="polite">
            <Verdict is={duty.verdict} large />
            <p class="sentence">{duty.conclusion}</p>
          </header>
          {actions}
          <div class="columns">
            <div class="first">
              <Facts duty={duty} />
              <Argument duty={duty} />
            </div>
            {(hasReadings || hasTurns) && (
              <aside class="side" aria-label={t.duty.side}>
                {hasReadings && <section><h2>{duty.disputes.some((d) => d.open) ? t.duty.undecided : t.duty.disputes}</h2><Readings disputes={duty.disputes} /></section>}
                {hasTurns && <section><h2>{t.duty.turnsOn}</h2><Turns on={duty.turns_on} /></section>}
              </aside>
            )}
            <div class="second">
              {duty.precedents.length > 0 && <section><h2>{t.duty.precedents}</h2><Precedents of={duty.precedents} /></section>}
              {duty.follows.length > 0 && <section><h2>{duty.verdict === "bound" ? t.duty.follows : t.duty.wouldFollow}</h2><Follows of={duty.follows} /></section>}
              {duty.execution.length > 0 && <section class="no-print"><h2>{duty.verdict === "bound" ? t.duty.execution : t.duty.wouldExecute}</h2><Follows of={duty.execution} /></section>}
              {duty.national_law.length > 0 && <section><h2>{t.duty.national}</h2><Follows of={duty.national_law} /></section>}
            </div>
          </div>
          {sources.length > 0 && <section class="sources"><h2>{t.duty.sources}</h2><SourceList sources={sources} onPaper={onPaper} /></section>}
          <MadeFrom duty={duty} />
        </article>
      </Decisions.Provider>
    </WithSources>
  );
}

function MadeFrom({ duty }: { duty: Duty }) {
  return (
    <section class="made">
      <h2>{t.receipt.made}</h2>
      <dl class="facts small">
        <dt>{t.day.asKnown}</dt><dd>{duty.question.as_known ? <Day iso={duty.question.as_known} /> : t.receipt.all}</dd>
        {(["law", "record", "program"] as const).map((k) => duty.receipt[k] && <Fragment key={k}><dt>{t.receipt[k]}</dt><dd><code>{duty.receipt[k]}</code></dd></Fragment>)}
      </dl>
    </section>
  );
}
