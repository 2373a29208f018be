// What became of a receipt that was handed in.
import { t } from "../../strings";
import type { Verification } from "./types";

export function Verified({ name, result }: { name: string | null; result: Verification }) {
  return (
    <div class={`verified ${result.verified ? "good" : "bad"}`} role="status">
      <p><strong>{result.verified ? t.verified.yes : t.verified.no}</strong>{name && <> · <code>{name}</code></>}</p>
      <p>{result.verified ? t.verified.yesText : t.verified.noText}</p>
      {result.reason && <p class="soft">{result.reason}</p>}
    </div>
  );
}
