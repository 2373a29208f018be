// What became of a receipt that was handed in: each of its answers, with the question asked anew.
import { Period } from "../../components/day";
import { link } from "../../router";
import { t } from "../../strings";
import type { Verification, Verified as One } from "./types";

export function Verified({ name, result }: { name: string | null; result: Verification }) {
  const receipts = result.receipts ?? [];
  return (
    <div class={`verified ${result.verified ? "good" : "bad"}`} role="status">
      <p><strong>{result.verified ? t.verified.yes : t.verified.no}</strong>{name && <> · <code>{name}</code></>}</p>
      <p>{result.verified ? t.verified.yesText : t.verified.noText}</p>
      {receipts.length < 2 && result.reason && <p class="soft">{result.reason}</p>}
      {receipts.length > 0 && <ul>{receipts.map((r, i) => <li key={i}><Receipt of={r} alone={receipts.length === 1} /></li>)}</ul>}
    </div>
  );
}

function Receipt({ of: r, alone }: { of: One; alone: boolean }) {
  const q = r.question;
  return (
    <>
      {!alone && <strong>{r.verified ? t.verified.one : t.verified.notOne}. </strong>}
      {q?.person && q.state && (
        <>
          {t.verified.asked(q.person, q.state)} <Period from={q.from ?? null} to={q.to ?? null} /> ·{" "}
          <a href={link({ path: "/ask", person: q.person, state: q.state, ...(q.from === q.to ? { on: q.from ?? null, from: null, to: null } : { on: null, from: q.from ?? null, to: q.to ?? null }), readings: q.readings ?? {}, more: {} })}>{t.verified.anew}</a>
        </>
      )}
      {q?.goal && <code>{q.goal}</code>}
      {r.steps !== undefined && <div class="small soft">{t.verified.tally(r.steps, r.rules ?? 0, r.rows ?? 0)}</div>}
      {!alone && r.reason && <div class="small soft">{r.reason}</div>}
    </>
  );
}
