// What became public after a day that the reader sets; without one, what became public last.
import { Day } from "../components/day";
import { go, useAddress } from "../router";
import { DateField } from "../components/datefield";
import { day as in_words } from "../format";
import { t } from "../strings";
import type { Source } from "../types";
import { Facts } from "./facts";
import type { Names } from "./names";
import { type Row, by_known } from "./rows";

const latest = 5;

export function Since({ rows, sources, names, of }: { rows: readonly Row[]; sources: readonly Source[]; names: Names; of: { person?: string; state?: string } }) {
  const { more } = useAddress();
  const since = more["since"] ?? null;
  const sorted = by_known(rows.filter((r) => r.source.known));
  const shown = since ? sorted.filter((r) => r.source.known! > since) : sorted.slice(0, latest);
  return (
    <section id="since">
      <h2>{since ? t.record.changed(in_words(since)) : t.record.latest}</h2>
      <div class="facts-head no-print">
        <DateField label={t.record.since} hint={t.record.sinceHint} value={since} onChange={(d) => go({ more: { ...more, since: d ?? "" } }, "replace")} />
      </div>
      {shown.length > 0 ? <Facts name="since" caption={t.record.latest} rows={shown} sources={sources} names={names} of={of} filter={false} /> : <p class="soft">{t.record.nothing}{sorted[0]?.source.known && <> (<Day iso={sorted[0].source.known} />)</>}</p>}
    </section>
  );
}
