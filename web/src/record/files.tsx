// The same for other programs: a feed, tables, JSON.
import { t } from "../strings";

export function Files({ feed, json, tables }: { feed?: string; json: string; tables: readonly string[] }) {
  return (
    <section class="no-print">
      <h2>{t.record.files}</h2>
      <ul>
        {feed && <li><a href={feed} type="application/atom+xml">{t.record.feed}</a></li>}
        <li><a href={json} type="application/json">{t.record.json}</a></li>
        <li>{t.record.csv}: {tables.map((name, i) => <>{i > 0 && ", "}<a key={name} href={`/api/tables/${name}.csv`} download={`${name}.csv`}>{name}</a></>)}</li>
      </ul>
    </section>
  );
}
