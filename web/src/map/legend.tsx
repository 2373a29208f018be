// What the colours and patterns mean, how many states have each, and a switch for each.
import { t } from "../strings";
import { type Status, statuses } from "./statuses";
import { Patterns, fill_of } from "./world";

interface LegendProps { counts: Record<Status, number> | null; shown: ReadonlySet<Status>; onToggle: (status: Status) => void }

export function Legend({ counts, shown, onToggle }: LegendProps) {
  return (
    <fieldset class="legend">
      <legend class="label">{t.map.legend}</legend>
      <svg class="legend-patterns" aria-hidden="true"><defs><Patterns of="legend" /></defs></svg>
      {statuses.map((s) => (
        <label key={s}>
          <input type="checkbox" checked={shown.has(s)} onChange={() => onToggle(s)} />
          <svg class="swatch" viewBox="0 0 28 18" aria-hidden="true"><rect class={s} fill={fill_of(s, "legend")} x="1" y="1" width="26" height="16" rx="2" /></svg>
          <span>{t.map.status[s]}</span>
          <span class="count nums">{counts ? counts[s] : ""}</span>
        </label>
      ))}
      <p class="hint">{t.map.order}</p>
      <p class="without"><svg class="swatch" viewBox="0 0 28 18" aria-hidden="true"><rect class="without" fill="url(#legend-without)" x="1" y="1" width="26" height="16" rx="2" /></svg> <span>{t.map.noStatus}</span></p>
    </fieldset>
  );
}
