// Ask: person, state, day; the answer, its argument, and the switches that change it. The question is the address.
import { useEffect, useState } from "preact/hooks";
import { useApi } from "../../api";
import { Page } from "../../components/page";
import { Problem } from "../../components/problem";
import { Answer } from "../../duty/answer";
import { day, today } from "../../format";
import { go, useAddress } from "../../router";
import { t } from "../../strings";
import type { Duty } from "../../types";
import { question } from "./ahead";
import { Journeys } from "./journeys";
import { Question } from "./question";
import { Receipt } from "./receipt";
import "./ask.css";

export default function Ask() {
  const a = useAddress();
  const isAsked = a.person !== null && a.state !== null;
  const isDated = a.on !== null || a.from !== null || a.to !== null;
  useEffect(() => { if (isAsked && !isDated) go({ on: today() }, "replace"); }, [isAsked, isDated]);
  const answer = useApi<Duty>(question(a));
  const duty = answer.data;
  // Names of what was chosen, before the answer brings them.
  const [names, setNames] = useState<Record<string, string>>({});
  const isCurrent = duty !== null && answer.of !== null && !answer.waiting;
  const name = (id: string | null, answered: string | undefined) => (id === null ? "" : isCurrent ? answered! : (names[id] ?? answered ?? ""));
  const person = name(a.person, duty?.person_name);
  const state = name(a.state, duty?.state_name);

  return (
    <Page title={duty && isAsked ? t.ask.title(duty.state_name, duty.person_name) : t.ask.heading} heading={t.ask.heading} lede={isAsked || a.embed ? undefined : t.ask.lede}>
      {!(a.embed && isAsked) && <Question address={a} person={person} state={state} named={(id, n) => setNames((all) => ({ ...all, [id]: n }))} />}
      {a.asKnown && <p class="asknown">{t.ask.asKnown(day(a.asKnown))}</p>}
      <div class="asked" aria-busy={answer.waiting}>
        {answer.problem && <Problem problem={answer.problem} />}
        {duty && isAsked && <div class={answer.waiting ? "waiting" : ""}><Answer duty={duty} actions={<Receipt duty={duty} address={a} />} /></div>}
        {!duty && isAsked && !answer.problem && <p class="soft" role="status">{t.waiting}</p>}
        {!isAsked && <Journeys />}
      </div>
    </Page>
  );
}
