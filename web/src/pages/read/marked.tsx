// The article with its claims marked, each with the number under which the brief has it. The text is data: shown as text, whatever it says.
import { t } from "../../strings";
import { type Mark, pieces } from "./marks";

export function Marked({ text, marks, chosen, onChoose }: { text: string; marks: readonly Mark[]; chosen: number | null; onChoose: (number: number) => void }) {
  return (
    <div class="article" dir="auto">
      {pieces(text, marks).map((p, i) =>
        p.numbers.length === 0 ? p.text : (
          <mark key={i} class={chosen !== null && p.numbers.includes(chosen) ? "chosen" : ""}>
            {p.begins.map((n) => <a key={n} class="number" id={`in-text-${n}`} href={`#claim-${n}`} aria-label={t.read.toClaim(n)} onClick={() => onChoose(n)}>{n}</a>)}
            {p.text}
          </mark>
        ),
      )}
    </div>
  );
}
