// Every person on record, by name; who is wanted, and who no longer.
import { path, useApi } from "../api";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { Table } from "../components/table";
import { useNames } from "../record/names";
import { link, useAddress } from "../router";
import { t } from "../strings";

interface PersonRow { id: string; name: string; described_as: string | null; nationality: string | null; wanted: boolean; warrants: number; journeys: number }

export default function PersonsPage() {
  const { asKnown } = useAddress();
  const answer = useApi<{ persons: PersonRow[] }>(path("/api/persons", null, { as_known: asKnown }));
  const names = useNames();
  return (
    <Page title={t.person.list} lede={t.person.listLede}>
      {answer.problem ? <Problem problem={answer.problem} /> : !answer.data ? <Waiting /> : (
        <Table name="persons" caption={t.person.list} rows={answer.data.persons} id={(p) => p.id} columns={[
          { key: "name", title: t.journey.who, text: (p) => p.name, cell: (p) => <><a href={link({ path: `/person/${p.id}` })}>{p.name}</a>{p.described_as && <div class="soft small">{p.described_as}</div>}</> },
          { key: "of", title: t.person.nationality, text: (p) => (p.nationality ? names.state(p.nationality) : ""), cell: (p) => p.nationality && <a href={link({ path: `/state/${p.nationality}` })}>{names.state(p.nationality)}</a> },
          { key: "wanted", title: t.person.warrants, text: (p) => (p.wanted ? t.person.isWanted : p.warrants ? t.person.notWanted : "") },
          { key: "journeys", title: t.person.journeys, text: (p) => String(p.journeys || "") },
        ]} />
      )}
    </Page>
  );
}
