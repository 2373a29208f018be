// The day of the map, on a line from the Conference of Rome to today, with a tick wherever a status changes. Keys: a day by the arrows, a month by
// Page Up and Down, a year with Shift, the ends by Home and End; the changes before and after by [ and ].
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { day as in_words } from "../format";
import { t } from "../strings";
import { iso_of, month_later, number_of } from "./days";
import { type Change, is_party } from "./statuses";

interface SliderProps {
  day: number;
  first: number;
  last: number;
  changes: readonly Change[];
  /** What is said of the day besides the day itself. */
  says: string;
  onChange: (day: number) => void;
}

export function Slider({ day, first, last, changes, says, onChange }: SliderProps) {
  const clamp = (d: number) => Math.min(last, Math.max(first, d));
  const before = (d: number) => changes.filter((c) => c.day < d && c.day >= first).at(-1)?.day;
  const after = (d: number) => changes.find((c) => c.day > d && c.day <= last)?.day;
  const play = usePlay(day, last, (d) => after(d) ?? last, onChange);

  const key = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const months = e.shiftKey ? 12 : 1;
    const to =
      e.key === "ArrowRight" || e.key === "ArrowUp" ? day + 1
      : e.key === "ArrowLeft" || e.key === "ArrowDown" ? day - 1
      : e.key === "PageUp" ? month_later(day, months)
      : e.key === "PageDown" ? month_later(day, -months)
      : e.key === "]" ? (after(day) ?? day)
      : e.key === "[" ? (before(day) ?? day)
      : null;
    if (to === null) return;
    e.preventDefault();
    play.stop();
    onChange(clamp(to));
  };
  const step = (name: string, sign: string, to: number | undefined) => (
    <button type="button" aria-label={/\w/.test(sign) ? `${sign}: ${name}` : name} title={name} disabled={to === undefined || to === day} onClick={() => { play.stop(); onChange(clamp(to!)); }}>{sign}</button>
  );
  return (
    <div class="slider" role="group" aria-label={t.map.slider}>
      <div class="line">
        <Ticks changes={changes} first={first} last={last} />
        <input type="range" min={first} max={last} step={1} value={day} aria-label={t.map.day} aria-valuetext={`${in_words(iso_of(day))}: ${says}`} aria-describedby="map-keys"
          onInput={(e) => { play.stop(); onChange(Number(e.currentTarget.value)); }} onKeyDown={key} />
        <Years first={first} last={last} />
      </div>
      <div class="steps no-print">
        <button type="button" class="play" aria-pressed={play.on} onClick={play.toggle}>{play.on ? t.map.pause : t.map.play}</button>
        {step(t.map.changeBefore, "⇤", before(day))}
        {step(t.map.yearBefore, "−1 y", clamp(month_later(day, -12)))}
        {step(t.map.monthBefore, "−1 m", clamp(month_later(day, -1)))}
        {step(t.map.dayBefore, "−1 d", clamp(day - 1))}
        {step(t.map.dayAfter, "+1 d", clamp(day + 1))}
        {step(t.map.monthAfter, "+1 m", clamp(month_later(day, 1)))}
        {step(t.map.yearAfter, "+1 y", clamp(month_later(day, 12)))}
        {step(t.map.changeAfter, "⇥", after(day))}
      </div>
      <p class="hint" id="map-keys">{t.map.keys}</p>
    </div>
  );
}

// Playing goes on month by month; where motion is not wanted, from change to change, with time to read between.
function usePlay(day: number, last: number, next_change: (d: number) => number, onChange: (d: number) => void) {
  const [on, set] = useState(false);
  const now = useRef({ day, next_change, onChange });
  now.current = { day, next_change, onChange };
  useEffect(() => {
    if (!on) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(() => {
      const { day, next_change, onChange } = now.current;
      if (day >= last) return set(false);
      onChange(Math.min(last, still ? next_change(day) : month_later(day, 1)));
    }, still ? 2500 : 60);
    return () => clearInterval(timer);
  }, [on, last]);
  return {
    on,
    stop: () => set(false),
    toggle: () => {
      if (!on && day >= last) onChange(number_of("1998-07-17"));
      set(!on);
    },
  };
}

const wide = 1000, tall = 30; // of the ticks' own coordinates; the line is stretched to its place

// A tick a day of changes: up for those that became parties, down for those that ceased to be, a short one for anything else.
function Ticks({ changes, first, last }: { changes: readonly Change[]; first: number; last: number }) {
  const path = useMemo(() => {
    const days = new Map<number, { up: number; down: number }>();
    for (const c of changes) {
      if (c.day < first || c.day > last) continue;
      const of = days.get(c.day) ?? { up: 0, down: 0 };
      if (!is_party(c.from) && is_party(c.to)) ++of.up;
      if (is_party(c.from) && !is_party(c.to)) ++of.down;
      days.set(c.day, of);
    }
    const middle = tall * 0.62;
    let [others, joined, left] = ["", "", ""];
    for (const [day, { up, down }] of days) {
      const x = (((day - first) / (last - first)) * wide).toFixed(1);
      if (up) joined += `M${x} ${middle}V${(middle - Math.min(17, 5 + 2 * up)).toFixed(1)}`;
      if (down) left += `M${x} ${middle}V${tall}`;
      if (!up && !down) others += `M${x} ${middle}v-3`;
    }
    return { others, joined, left };
  }, [changes, first, last]);
  return (
    <svg class="ticks" viewBox={`0 0 ${wide} ${tall}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="others" d={path.others} /><path class="joined" d={path.joined} /><path class="left" d={path.left} />
    </svg>
  );
}

function Years({ first, last }: { first: number; last: number }) {
  const years = [2000, 2005, 2010, 2015, 2020, 2025, 2030, 2035].map((y) => ({ y, at: (number_of(`${y}-01-01`) - first) / (last - first) })).filter(({ at }) => at > 0 && at < 0.98);
  return <div class="years" aria-hidden="true">{years.map(({ y, at }) => <span key={y} style={{ insetInlineStart: `${at * 100}%` }}>{y}</span>)}</div>;
}
