// A document of the record, and every row that rests on it.
import { path, useApi } from "../api";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { day as in_words } from "../format";
import { Facts } from "../record/facts";
import { Files } from "../record/files";
import { useNames } from "../record/names";
import { type Row, in_time, is_fact } from "../record/rows";
import { words_of } from "../record/words";
import { link, useAddress } from "../router";
import { t } from "../strings";
import type { Source } from "../types";
import "../record/record.css";

interface Document extends Source { note?: string | null; rows: Row[]; sources?: Source[] }

export default function SourcePage({ params }: { params: Record<string, string> }) {
  const address = useAddress();
  const id = params["id"]!;
  const answer = useApi<Document>(path(`/api/sources/${encodeURIComponent(id)}`, null, { as_known: address.asKnown }));
  const names = useNames();
  const s = answer.data;
  if (answer.problem) return <Page title={id}><Problem problem={answer.problem} /></Page>;
  if (!s) return <Page title={id}><Waiting /></Page>;
  const pair = (name: string, value: preact.ComponentChildren) => value && <><dt>{name}</dt><dd>{value}</dd></>;
  return (
    <Page title={s.title ?? s.id} lede={s.publisher}>
      <dl class="pairs">
        {pair(t.document.kind, s.kind && words_of(t.document.kinds, s.kind))}
        {pair(t.document.date, s.date && in_words(s.date))}
        {pair(t.document.number, s.document)}
        {pair(t.document.address, s.address && <a href={s.address} rel="noreferrer external">{s.address}</a>)}
        {pair(t.document.note, s.note)}
      </dl>
      <section>
        <h2>{t.document.cited}</h2>
        <Facts name="rows" caption={t.document.caption} rows={in_time(s.rows.filter(is_fact))} sources={s.sources ?? [s]} names={names} />
      </section>
      <p><a href={link({ path: "/source" })}>{t.document.list}</a></p>
      <Files json={`/api/sources/${id}`} tables={["sources"]} />
    </Page>
  );
}
