// What one takes away: the receipt that another program can check, the answer as data, the address, paper.
import { useState } from "preact/hooks";
import { type Address, format } from "../../address";
import { path } from "../../api";
import { t } from "../../strings";
import type { Duty } from "../../types";

export function Receipt({ duty, address }: { duty: Duty; address: Address }) {
  const asked = { person: duty.question.person, state: duty.question.state };
  const name = [asked.person, asked.state, duty.question.from].filter(Boolean).join("-");
  return (
    <ul class="plain actions no-print" aria-label={t.receipt.heading}>
      <li><button type="button" onClick={() => print()}>{t.receipt.print}</button></li>
      <li><a class="button" href={path("/api/receipt", address, asked)} download={`receipt-${name}.json`} title={t.receipt.what}>{t.receipt.download}</a></li>
      <li><a class="button" href={path("/api/duty", address, asked)} download={`duty-${name}.json`}>{t.receipt.data}</a></li>
      <li><Copy text={() => location.origin + format({ ...address, ...asked })} label={t.receipt.copy} /></li>
      <li><Copy text={() => embedding(location.origin + format({ ...address, ...asked, embed: true }), duty.conclusion)} label={t.receipt.embed} /></li>
    </ul>
  );
}

const attribute = (text: string): string => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
const embedding = (address: string, title: string): string => `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="640" loading="lazy"></iframe>`;

function Copy({ text, label }: { text: () => string; label: string }) {
  const [done, set] = useState(false);
  const copy = () => navigator.clipboard?.writeText(text()).then(() => { set(true); setTimeout(() => set(false), 2000); }, () => {});
  return <button type="button" onClick={copy}>{done ? t.receipt.copied : label}<span class="visually-hidden" role="status">{done ? t.receipt.copied : ""}</span></button>;
}
