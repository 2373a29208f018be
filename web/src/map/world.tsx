// The map itself. Its outlines are made once; a step in time changes the classes of the states that changed, and nothing else.
// It is a picture (the table beneath it says the same in words), so nothing in it takes the focus.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { type Region, geometry } from "./outlines";
import { type Status, type Statuses, status_on } from "./statuses";

/** A mark on a state: a person's journeys there. */
export interface Marker { state: string; kind: string; count: number; later: boolean }

interface WorldProps {
  title: string;
  statuses: Statuses;
  day: number;
  /** Statuses that are shown; the others are drawn faint. */
  shown: ReadonlySet<Status>;
  region: Region;
  markers: readonly Marker[];
  picked: string | null;
  onPoint: (state: string | null) => void;
  onPick: (state: string) => void;
}

const patterned: ReadonlySet<Status> = new Set(["withdrawing", "council", "accepted", "deposited", "withdrawn", "signatory", "disavowed"]);
export const fill_of = (status: Status, of: string): string => (patterned.has(status) ? `url(#${of}-${status})` : "");
const outline_of = new Map(geometry.outlines.map((o) => [o.id, o]));
const marker = 7; // radius, in pixels of the screen
const dot = (across: number): number => Math.min(4, Math.max(2, across / 220)); // of a small state, on a map so many pixels wide

export function World({ title, statuses, day, shown, region, markers, picked, onPoint, onPick }: WorldProps) {
  const svg = useRef<SVGSVGElement>(null);
  const painted = useRef(new Map<string, string>()); // by state: the class it has
  const [x, y, width, height] = geometry.regions[region];

  const outlines = useMemo(() => (
    <>
      {geometry.outlines.map((o) => <path key={o.id} data-id={o.id} d={o.path} />)}
      {geometry.without.map((w) => <path key={w.name} data-name={w.name} class="without" fill="url(#map-without)" d={w.path} />)}
      {geometry.outlines.filter((o) => o.dot).map((o) => <circle key={o.id} data-id={o.id} cx={o.x} cy={o.y} r={1} />)}
    </>
  ), []);

  // By state, what is drawn of it: its outline and, if it is small, its dot.
  const drawn = useRef<Map<string, Element[]>>();
  useLayoutEffect(() => {
    if (!drawn.current) {
      drawn.current = new Map();
      for (const e of svg.current!.querySelectorAll(".states [data-id]")) {
        const id = e.getAttribute("data-id")!;
        drawn.current.set(id, [...(drawn.current.get(id) ?? []), e]);
      }
    }
    for (const line of statuses.lines) {
      const status = status_on(line, day);
      const is = shown.has(status) ? status : `${status} faint`;
      if (painted.current.get(line.id) === is) continue;
      painted.current.set(line.id, is);
      for (const e of drawn.current.get(line.id) ?? []) {
        e.setAttribute("class", is);
        e.setAttribute("fill", fill_of(status, "map"));
      }
    }
  }, [statuses, day, shown]);

  // Dots, markers and patterns keep their size on the screen, however much of the world is shown.
  useLayoutEffect(() => {
    const fit = () => {
      const box = svg.current!.getBoundingClientRect();
      if (!box.width || !box.height) return;
      const unit = Math.max(width / box.width, height / box.height);
      svg.current!.style.setProperty("--unit", String(unit));
      for (const c of svg.current!.querySelectorAll("circle[data-id]")) c.setAttribute("r", String(dot(box.width) * unit));
      for (const m of svg.current!.querySelectorAll(".marker")) m.setAttribute("transform", `translate(${m.getAttribute("data-at")}) scale(${unit})`);
      for (const p of svg.current!.querySelectorAll("pattern")) p.setAttribute("patternTransform", `scale(${unit}) ${p.getAttribute("data-turn") ?? ""}`);
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(svg.current!);
    return () => watch.disconnect();
  }, [width, height, markers, picked]);

  const state_at = (e: Event) => (e.target instanceof Element ? e.target.closest("[data-id]")?.getAttribute("data-id") ?? null : null);
  const chosen = picked ? outline_of.get(picked) : undefined;
  return (
    <svg ref={svg} class="world" viewBox={`${x} ${y} ${width} ${height}`} role="img" aria-label={title}
      onPointerOver={(e) => onPoint(state_at(e))} onPointerLeave={() => onPoint(null)}
      onClick={(e) => { const id = state_at(e); if (id) onPick(id); }}>
      <defs><Patterns of="map" /></defs>
      <g class="states">{outlines}</g>
      {chosen && <path class="picked" d={chosen.path} />}
      {chosen?.dot && <circle class="picked" data-id={chosen.id} cx={chosen.x} cy={chosen.y} r={1} />}
      {markers.map((m) => {
        const o = outline_of.get(m.state);
        return o && (
          <g key={m.state} class={`marker ${m.kind}${m.later ? " later" : ""}`} data-id={m.state} data-at={`${o.x} ${o.y}`}>
            <circle r={marker} />
            {m.kind === "contested" && <path d={`M0 ${-marker}a${marker} ${marker} 0 0 1 0 ${2 * marker}z`} />}
            {m.kind === "not_made" && <path d="M-3 -3L3 3M-3 3L3 -3" />}
            {m.count > 1 && <text y="3.500" text-anchor="middle">{m.count}</text>}
          </g>
        );
      })}
    </svg>
  );
}

// What tells statuses apart without colour. `of` is whose they are: the map's, the legend's.
export function Patterns({ of }: { of: string }) {
  const turned = (status: Status, angle: number, size: number, lines: preact.JSX.Element) => (
    <pattern id={`${of}-${status}`} class={status} width={size} height={size} patternUnits="userSpaceOnUse" data-turn={`rotate(${angle})`} patternTransform={`rotate(${angle})`}>
      <rect class="ground" width={size} height={size} />{lines}
    </pattern>
  );
  return (
    <>
      {turned("withdrawing", 45, 6, <rect class="line" width="2.200" height="6" />)}
      {turned("withdrawn", -45, 5, <><rect class="line" width="1" height="5" /><rect class="line" width="5" height="1" /></>)}
      {turned("council", 90, 4, <rect class="line" width="1.400" height="4" />)}
      {turned("accepted", 0, 4, <rect class="line" width="1.400" height="4" />)}
      {turned("deposited", -45, 6, <rect class="line" width="3.600" height="6" />)}
      {turned("signatory", 45, 5, <circle class="line" cx="2.500" cy="2.500" r="1" />)}
      {turned("disavowed", 45, 6, <circle class="line" cx="3" cy="3" r="1" />)}
      <pattern id={`${of}-without`} class="without" width="4" height="4" patternUnits="userSpaceOnUse" data-turn="rotate(-45)" patternTransform="rotate(-45)">
        <rect class="ground" width="4" height="4" /><rect class="line" width="0.800" height="4" />
      </pattern>
    </>
  );
}
