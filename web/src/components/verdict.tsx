// A verdict: a word and a shape (filled, empty, halved, dotted), so that colour is not needed to tell them apart.
import { t } from "../strings";
import type { Verdict as Is } from "../types";

const shapes: Record<Is, preact.JSX.Element> = {
  bound: <circle cx="8" cy="8" r="7" fill="currentColor" />,
  not_bound: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" />,
  contested: <><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" /><path d="M8 1.800a6.200 6.200 0 0 1 0 12.400z" fill="currentColor" /></>,
  cannot_say: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.4 2.5" />,
};

export function Verdict({ is, large = false }: { is: Is; large?: boolean }) {
  return (
    <span class={`verdict ${is}${large ? " large" : ""}`} title={t.verdictMeaning[is]}>
      <svg viewBox="0 0 16 16" aria-hidden="true">{shapes[is]}</svg>
      {t.verdict[is]}
    </span>
  );
}
