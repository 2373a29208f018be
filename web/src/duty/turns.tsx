// What the answer turns on; what nobody knows can be supposed either way, to see what would come of it.
import { go, useAddress } from "../router";
import { t } from "../strings";
import type { TurnsOn } from "../types";
import { capital } from "./steps";

const order: readonly TurnsOn["kind"][] = ["supposition", "presumption", "unknown", "open_question", "settled_question", "reported"];

export function Turns({ on }: { on: readonly TurnsOn[] }) {
  const { suppose } = useAddress();
  const sorted = [...on].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (
    <>
      <ul class="turns">
        {sorted.map((x) => (
          <li key={x.kind + x.atom}>
            <span class="label">{t.turns.kind[x.kind]}</span> {capital(x.sentence)}
            {x.kind === "unknown" && !suppose.includes(x.atom) && (
              <span class="small no-print">
                {" "}<button type="button" class="link" onClick={() => go({ suppose: [...suppose, x.atom] })}>{t.turns.soIs}</button>
                {" · "}<button type="button" class="link" onClick={() => go({ suppose: [...suppose, "denied " + x.atom] })}>{t.turns.soIsNot}</button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {suppose.length > 0 && (
        <ul class="turns">
          {suppose.map((s) => <li key={s}><span class="label">{t.turns.yours}</span> <code>{s}</code> <button type="button" class="link small no-print" onClick={() => go({ suppose: suppose.filter((o) => o !== s) })}>{t.turns.drop}</button></li>)}
        </ul>
      )}
    </>
  );
}
