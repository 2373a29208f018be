// Every decision on record about a state's duty.
import { path, useApi } from "../api";
import { Day } from "../components/day";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { Table } from "../components/table";
import { words_of } from "../record/words";
import { link, useAddress } from "../router";
import { t } from "../strings";
import type { Precedent } from "../types";

export default function DecisionsPage() {
  const { asKnown } = useAddress();
  const answer = useApi<{ precedents: Precedent[] }>(path("/api/precedents", null, { as_known: asKnown }));
  return (
    <Page title={t.decision.list} lede={t.decision.listLede}>
      {answer.problem ? <Problem problem={answer.problem} /> : !answer.data ? <Waiting /> : (
        <Table name="decisions" caption={t.decision.list} rows={answer.data.precedents} id={(d) => d.finding} columns={[
          { key: "decided", title: t.decision.decided, text: (d) => d.decided, cell: (d) => <Day iso={d.decided} /> },
          { key: "of", title: t.record.whom, text: (d) => `${d.state_name} ${d.person_name ?? ""}`, cell: (d) => <a href={link({ path: `/decision/${d.finding}` })}>{t.decision.title(d.state_name, d.person_name ?? "")}</a> },
          { key: "outcome", title: t.decision.outcome, text: (d) => words_of(t.outcome, d.outcome) },
          { key: "referred", title: t.decision.referred, text: (d) => (d.referred_to ? words_of(t.referred, d.referred_to) : "") },
          { key: "body", title: t.decision.body, text: (d) => d.body },
        ]} />
      )}
    </Page>
  );
}
