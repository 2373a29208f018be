// Periods and days on one line of years, a row a subject. A picture of what stands in a table beside it: each mark has its text.
import { day as in_words, today } from "../format";
import { t } from "../strings";

/** The last day included; null: open. A mark whose ends are the same is a day. */
export interface Mark { from: string | null; to: string | null; text: string; kind?: string; href?: string }
export interface Line { name: string; marks: readonly Mark[] }

const year = (iso: string): number => {
  const [y, m, d] = (iso + "-01-01").split("-").map(Number) as [number, number, number];
  return y + (m - 1) / 12 + (d - 1) / 372;
};

interface TimelineProps { title: string; lines: readonly Line[]; from: string; to?: string; on?: string | null }

export function Timeline({ title, lines, from, to = today(), on }: TimelineProps) {
  const begin = Math.floor(year(from)), end = Math.max(year(to), begin + 1) + 0.15;
  const at = (y: number) => `${(((Math.min(Math.max(y, begin), end) - begin) / (end - begin)) * 100).toFixed(2)}%`;
  const every = [1, 2, 5, 10, 20].find((n) => (end - begin) / n <= 7) ?? 25;
  const years = Array.from({ length: Math.floor(end) - begin + 1 }, (_, i) => begin + i).filter((y) => y % every === 0);
  const said = (m: Mark) => `${m.text}: ${m.from === m.to ? in_words(m.from ?? "") : t.time.fromTo(m.from ? in_words(m.from) : "…", m.to ? in_words(m.to) : "…")}`;
  return (
    <figure class="times" role="img" aria-label={title}>
      {lines.filter((l) => l.marks.length > 0).map((l) => (
        <div class="times-line" key={l.name}>
          <span class="times-name">{l.name}</span>
          <div class="times-track">
            {years.map((y) => <i key={y} style={{ left: at(y) }} />)}
            {l.marks.map((m, n) => {
              const a = m.from ? year(m.from) : begin, b = m.to ? year(m.to) : end;
              const is_day = m.from !== null && m.from === m.to;
              const left = at(a);
              return <span key={n} title={said(m)} class={`${is_day ? "point" : "bar"} ${m.kind ?? ""}`} style={is_day ? { left } : { left, width: `calc(${at(Math.max(a, b))} - ${left})` }} />;
            })}
            {on && <b style={{ left: at(year(on)) }} />}
          </div>
        </div>
      ))}
      <div class="times-line axis"><span class="times-name" /><div class="times-track">{years.map((y) => <span key={y} style={{ left: at(y) }}>{y}</span>)}</div></div>
    </figure>
  );
}
