// Periods and days on one axis of years, a row a subject. It is a picture of what stands in words beside it: `title` says what it shows, each mark has its text.
import { day } from "../format";

export interface Bar { from: string | null; to: string | null; text: string; kind?: string } // the last day included; null: open
export interface Row { name: string; bars: Bar[] }

const width = 900, left = 150, step = 30, top = 8;
const at = (iso: string): number => Date.parse((iso + "-01-01").slice(0, 10));

export function Timeline({ title, rows, from, to }: { title: string; rows: readonly Row[]; from: string; to: string }) {
  const begin = at(from), end = at(to), bottom = top + rows.length * step;
  const x = (iso: string) => left + ((Math.min(Math.max(at(iso), begin), end) - begin) / (end - begin)) * (width - left);
  const first = new Date(begin).getUTCFullYear() + 1, last = new Date(end).getUTCFullYear();
  const every = Math.max(1, Math.ceil((last - first) / 9));
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).filter((y) => y % every === 0);
  return (
    <figure class="timeline">
      <svg viewBox={`0 0 ${width} ${bottom + 22}`} role="img" aria-label={title}>
        {years.map((y) => <g key={y}><line class="tick" x1={x(`${y}-01-01`)} x2={x(`${y}-01-01`)} y1={top} y2={bottom} /><text x={x(`${y}-01-01`)} y={bottom + 16} text-anchor="middle">{y}</text></g>)}
        {rows.map((row, i) => (
          <g key={row.name}>
            <text class="row" x={0} y={top + i * step + 17}>{row.name}</text>
            {row.bars.map((bar, j) => {
              const a = x(bar.from ?? from), b = x(bar.to ?? to);
              return <rect key={j} class={`bar ${bar.kind ?? ""}`} x={a} y={top + i * step + 6} width={Math.max(4, b - a)} height={14} rx={2}><title>{`${bar.text}: ${bar.from ? day(bar.from) : "…"} – ${bar.to ? day(bar.to) : "…"}`}</title></rect>;
            })}
          </g>
        ))}
      </svg>
    </figure>
  );
}
