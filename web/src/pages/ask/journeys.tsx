// Before anything is asked: the latest journeys on record, each a question that can be asked with one click.
import { useApi } from "../../api";
import { Day } from "../../components/day";
import { Name } from "../../components/name";
import { Verdict } from "../../components/verdict";
import { link } from "../../router";
import { t } from "../../strings";
import type { Verdict as Is } from "../../types";

interface Journey { person: string; person_name?: string; state: string; state_name?: string; from: string | null; to?: string | null; verdict?: Is | null }
const most = 8;

export function Journeys() {
  const answer = useApi<{ journeys?: Journey[] } | Journey[]>("/api/journeys");
  const all = Array.isArray(answer.data) ? answer.data : (answer.data?.journeys ?? []);
  const latest = [...all].filter((j) => j.from && /^\d{4}-\d{2}-\d{2}$/.test(j.from)).sort((a, b) => (a.from! < b.from! ? 1 : -1)).slice(0, most);
  return (
    <section class="journeys">
      <h2>{t.ask.journeys}</h2>
      <ul class="plain">
        {latest.map((j) => (
          <li key={j.person + j.state + j.from}>
            <a href={link({ path: "/ask", person: j.person, state: j.state, on: j.from, from: null, to: null })}><Name text={j.person_name ?? j.person} />, {j.state_name ?? j.state}</a> <span class="soft"><Day iso={j.from!} /></span> {j.verdict && <Verdict is={j.verdict} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
