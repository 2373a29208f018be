// The world's outlines as SVG paths, made once, when the page is built: the projection is fixed, so that a step of the map's
// slider changes classes and no geometry.
//
//     Natural Earth, 1:50m (npm's world-atlas) -> Equal Earth, an equal-area projection -> borders made simpler together, so that
//     neighbours still touch -> whole numbers, relative to the point before
//
// What is said beside the map of borders rests on what this file does: whatever is not a state of the record is drawn without a
// status, and so are the areas of `apart`.

import { geoEqualEarth, geoPath } from "d3-geo";
import type { GeoContext } from "d3-geo";
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import type { GeometryCollection, Topology } from "topojson-specification";

/** Where a state is on the map. `path` is "" for a state too small to be seen, which is drawn as a dot. */
export interface Outline {
  id: string;
  path: string;
  /** A point within it: where its dot stands, and where a journey to it ends. */
  x: number;
  y: number;
  dot: boolean;
}

export interface Geometry {
  width: number;
  height: number;
  outlines: Outline[];
  /** Parts of the world to look at closer, as boxes of the map: x, y, width, height. */
  regions: Record<Region, [number, number, number, number]>;
  /** What the data set draws apart and the record does not know as a state, and what is disputed: drawn, without a status. */
  without: { name: string; path: string }[];
}

export type Region = "world" | "africa" | "americas" | "asia" | "europe" | "oceania";

type Ring = [number, number][];
type Country = Feature<Polygon | MultiPolygon, { name: string }>;

const width = 4800;
/** Triangles of less than this many square units are no detail, and islands of less are not drawn (but a state's largest is). */
const detail = 1.2;
const island = 8;
/** A state that covers less than this is drawn as a dot too; dots keep this distance. */
const small = 220;
const distance = 22;
/** South of this is only Antarctica, where there is no state. */
const south = -57;
const air = 40; // above the northernmost land

/**
 * Areas that Natural Earth gives to whoever holds them, against what the United Nations have said of them. They are taken out of the
 * outline that they are drawn in: its part within a box of longitudes and latitudes, whole polygons of it where `around` is given.
 */
const apart: { name: string; of: string; west: number; east: number; south: number; north: number }[] = [
  { name: "Crimea", of: "Russia", west: 32.3, east: 36.7, south: 44.2, north: 46.3 },
  { name: "Western Sahara", of: "Morocco", west: -18, east: -8.66, south: 20, north: 27.667 },
  { name: "Golan", of: "Israel", west: 35.62, east: 36.1, south: 32.68, north: 33.4 },
];
/** Longitudes and latitudes, west, south, east, north; none lies across the map's edge. */
const regions: Record<Exclude<Region, "world">, [number, number, number, number]> = {
  africa: [-26, -37, 60, 38],
  americas: [-128, -56, -34, 62],
  asia: [28, -11, 146, 54],
  europe: [-26, 34, 50, 66],
  oceania: [110, -48, 190, 22],
};
/** Names of the data set that are short for something else. */
const spelled: Record<string, string> = { "W. Sahara": "Western Sahara", "N. Cyprus": "Northern Cyprus" };

export interface Sources {
  /** Topology of 1:50m, and of 1:10m for what the first leaves out. */
  medium: Topology;
  fine: Topology;
  /** ISO 3166-1 numeric to the record's id of a state; what is not in it is no state of the record. */
  state_of: ReadonlyMap<string, string>;
}

export function geometry({ medium, fine, state_of }: Sources): Geometry {
  const state = (c: Country) => (c.properties.name === "Kosovo" ? "xk" : state_of.get(String(c.id)));
  const countries = all(medium).filter((c) => c.properties.name !== "Antarctica");
  const drawn = new Set(countries.map(state));
  countries.push(...all(fine).filter((c) => state(c) !== undefined && !drawn.has(state(c))));

  const projection = geoEqualEarth().rotate([-11, 0]).precision(0);
  const fit = projection.fitWidth(width, { type: "Sphere" });
  const point = (p: [number, number]) => fit(p) as [number, number];
  const height = Math.round(point([11, south])[1]);

  const shapes: { id: string | undefined; name: string; rings: Ring[] }[] = [];
  for (const c of countries) {
    const id = state(c);
    const same = id && shapes.find((s) => s.id === id); // the data set may draw an island of a state apart, under the state's code
    if (same) same.rings.push(...projected(c, fit));
    else shapes.push({ id, name: c.properties.name, rings: projected(c, fit) });
  }
  for (const box of apart) {
    const country = countries.find((c) => c.properties.name === box.of);
    if (!country) throw new Error(`no ${box.of} in the data set`);
    shapes.push({ id: undefined, name: box.name, rings: projected(within(country, box), fit) });
  }

  const simple = simplified(shapes.map((s) => s.rings));
  const outlines: Outline[] = [];
  const without = new Map<string, string>();
  shapes.forEach((shape, n) => {
    const rings = simple[n] ?? [];
    if (shape.id === undefined) {
      const name = spelled[shape.name] ?? shape.name;
      without.set(name, (without.get(name) ?? "") + path(rings));
      return;
    }
    const largest = shape.rings.reduce((a, b) => (Math.abs(area(b)) > Math.abs(area(a)) ? b : a));
    const [x, y] = centre(largest);
    const covered = shape.rings.reduce((sum, ring) => sum + Math.abs(area(ring)), 0);
    outlines.push({ id: shape.id, path: path(rings), x, y, dot: covered < small });
  });
  spread(outlines.filter((o) => o.dot));
  for (const outline of outlines) {
    outline.x = Math.round(outline.x);
    outline.y = Math.round(outline.y);
  }
  outlines.sort((a, b) => a.id.localeCompare(b.id));
  return {
    width,
    height,
    regions: { world: [0, -air, width, height + air], ...mapped(regions, (box) => around(box, point)) },
    outlines,
    without: [...without]
      .map(([name, path]) => ({ name, path }))
      .filter((w) => w.path !== "")
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

function mapped<K extends string, A, B>(from: Record<K, A>, by: (a: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries(from).map(([k, a]) => [k, by(a as A)])) as Record<K, B>;
}

/** The smallest box of the map that holds the edges of a box of longitudes and latitudes. */
function around([west, south, east, north]: [number, number, number, number], point: (p: [number, number]) => [number, number]): [number, number, number, number] {
  const edge: [number, number][] = [];
  for (let t = 0; t <= 1; t += 0.05) {
    const [x, y] = [west + t * (east - west), south + t * (north - south)];
    edge.push(point([x, south]), point([x, north]), point([west, y]), point([east, y]));
  }
  const [xs, ys] = [edge.map((p) => p[0]), edge.map((p) => p[1])];
  const [left, top] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))];
  return [left, top, Math.ceil(Math.max(...xs)) - left, Math.ceil(Math.max(...ys)) - top];
}

function all(topology: Topology): Country[] {
  const countries = topology.objects["countries"] as GeometryCollection<{ name: string }>;
  return feature(topology, countries).features as Country[];
}

/** The rings as projected and cut at the map's edge; the inner ones among the outer ones, as the rule even-odd wants them. */
function projected(country: Country, projection: ReturnType<typeof geoEqualEarth>): Ring[] {
  const rings: Ring[] = [];
  let ring: Ring = [];
  const context: GeoContext = {
    beginPath() {},
    arc() {},
    moveTo(x, y) {
      rings.push((ring = [[x, y]]));
    },
    lineTo(x, y) {
      ring.push([x, y]);
    },
    closePath() {
      ring.push(ring[0]!);
    },
  };
  geoPath(projection, context)(country);
  return rings;
}

/** The part of a country within a box, each polygon cut by one side after the other (Sutherland and Hodgman). */
function within(country: Country, box: (typeof apart)[number]): Country {
  const polygons = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
  const sides: ((p: Position) => number)[] = [
    (p) => p[0]! - box.west,
    (p) => box.east - p[0]!,
    (p) => p[1]! - box.south,
    (p) => box.north - p[1]!,
  ];
  const coordinates = polygons
    .map(([outer]) => [sides.reduce(cut, outer!)])
    .filter(([outer]) => outer!.length > 3);
  return { ...country, geometry: { type: "MultiPolygon", coordinates } };
}

function cut(ring: Position[], inside: (p: Position) => number): Position[] {
  const kept: Position[] = [];
  for (let i = 0; i + 1 < ring.length; ++i) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    const [at_a, at_b] = [inside(a), inside(b)];
    if (at_a >= 0) kept.push(a);
    if (at_a >= 0 !== at_b >= 0) {
      const t = at_a / (at_a - at_b);
      kept.push([a[0]! + t * (b[0]! - a[0]!), a[1]! + t * (b[1]! - a[1]!)]);
    }
  }
  if (kept.length > 0) kept.push(kept[0]!);
  return kept;
}

/** All shapes made simpler at once, so that a border stays the same line for both sides. */
function simplified(shapes: Ring[][]): Ring[][] {
  const objects = Object.fromEntries(shapes.map((rings, n) => [n, { type: "MultiLineString" as const, coordinates: rings }]));
  const made = simplify(presimplify(topology(objects, 1e6) as never), detail) as unknown as Topology;
  return shapes.map((rings, n) => {
    const geometry = feature(made, made.objects[n]!) as unknown as Feature<{ type: "MultiLineString"; coordinates: Ring[] }>;
    const simple = geometry.geometry.coordinates.map((ring) => ring.map(([x, y]): [number, number] => [Math.round(x), Math.round(y)]));
    const largest = Math.max(...rings.map((r) => Math.abs(area(r))));
    return simple.filter((ring, i) => {
      const size = Math.abs(area(rings[i]!));
      return size >= island || (size === largest && ring.length > 3);
    });
  });
}

function path(rings: Ring[]): string {
  return rings
    .map((ring) => {
      let [x, y] = ring[0]!;
      let d = `M${x} ${y}l`;
      let steps = 0;
      for (const [to_x, to_y] of ring.slice(1, -1)) {
        if (to_x === x && to_y === y) continue;
        const dx = to_x - x;
        const dy = to_y - y;
        d += `${steps > 0 && dx >= 0 ? " " : ""}${dx}${dy >= 0 ? " " : ""}${dy}`;
        [x, y] = [to_x, to_y];
        ++steps;
      }
      return steps > 1 ? `${d}z` : "";
    })
    .join("");
}

/** Twice the sum of the shoelace, halved; the sign is the direction. */
function area(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; ++i) sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return sum / 2;
}

function centre(ring: Ring): [number, number] {
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < ring.length; ++i) {
    const [a, b] = [ring[i]!, ring[i + 1]!];
    const weight = a[0] * b[1] - b[0] * a[1];
    x += (a[0] + b[0]) * weight;
    y += (a[1] + b[1]) * weight;
  }
  const sum = 6 * area(ring);
  return sum === 0 ? ring[0]! : [x / sum, y / sum];
}

/** Dots that would cover each other are moved apart, each by half, until none does. */
function spread(dots: Outline[]): void {
  for (let round = 0; round < 200; ++round) {
    let moved = false;
    for (const [i, a] of dots.entries()) {
      for (const b of dots.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const far = Math.hypot(dx, dy) || 0.01;
        if (far >= distance - 0.01) continue;
        const push = (distance - far) / 2 / far;
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
        moved = true;
      }
    }
    if (!moved) return;
  }
}
