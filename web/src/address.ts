// What a view shows stands in its address, whole: who, where, both times, the readings, the suppositions. Nothing else is kept anywhere.
//
//     parse(new URL("http://h/ask?person=putin&state=mn&on=2024-09-03&reading=immunity=bar"))
//     format({ ...blank, path: "/ask", person: "putin" })          // "/ask?person=putin"
//
// `on`, or `from` and `to`, is when a thing was so; `asKnown` is when it was public. Days are ISO 8601. What belongs to one page alone (a filter, a tab)
// stands in `more` under its own name.

export interface Address {
  path: string; // "/state/mn", decoded, never ending in "/" but for the first page
  hash: string; // without "#", decoded
  person: string | null;
  state: string | null;
  on: string | null;
  from: string | null;
  to: string | null;
  asKnown: string | null;
  readings: Readonly<Record<string, string>>; // question of law -> answer
  suppose: readonly string[]; // facts, as the law files write them
  embed: boolean; // without the frame, to stand in another page
  more: Readonly<Record<string, string>>;
}

export const blank: Address = {
  path: "/", hash: "", person: null, state: null, on: null, from: null, to: null, asKnown: null, readings: {}, suppose: [], embed: false, more: {},
};

// What goes along from view to view: both times, the readings, the suppositions, the frame.
export const carried = (a: Address): Address => ({ ...blank, on: a.on, from: a.from, to: a.to, asKnown: a.asKnown, readings: a.readings, suppose: a.suppose, embed: a.embed });

const own = new Set(["person", "state", "on", "from", "to", "as_known", "reading", "suppose", "embed"]);

export function parse(url: URL): Address {
  const p = url.searchParams;
  const text = (name: string): string | null => p.get(name)?.trim() || null;
  const day = (name: string): string | null => { const t = text(name); return t && isDay(t) ? t : null; };
  const readings: Record<string, string> = {};
  for (const r of p.getAll("reading")) {
    const at = r.indexOf("=");
    if (at > 0 && at < r.length - 1) readings[r.slice(0, at)] = r.slice(at + 1);
  }
  const more: Record<string, string> = {};
  for (const [name, value] of p) if (!own.has(name)) more[name] = value;
  return {
    path: decode(url.pathname).replace(/(.)\/+$/, "$1"),
    hash: decode(url.hash.slice(1)),
    person: text("person"), state: text("state"),
    on: day("on"), from: day("from"), to: day("to"), asKnown: day("as_known"),
    readings, suppose: p.getAll("suppose").filter(Boolean),
    embed: p.get("embed") === "1", more,
  };
}

export function format(a: Address): string {
  const p = query(a);
  if (a.person) p.set("person", a.person);
  if (a.state) p.set("state", a.state);
  if (a.embed) p.set("embed", "1");
  for (const [name, value] of Object.entries(a.more)) if (value) p.set(name, value);
  const q = p.toString().replace(/%3A/g, ":").replace(/%2C/g, ",");
  return a.path.split("/").map(encodeURIComponent).join("/") + (q && "?" + q) + (a.hash && "#" + encodeURIComponent(a.hash));
}

// The parameters that the server takes everywhere: the days, the readings, the suppositions.
export function query(a: Address): URLSearchParams {
  const p = new URLSearchParams();
  if (a.on) p.set("on", a.on);
  if (a.from) p.set("from", a.from);
  if (a.to) p.set("to", a.to);
  if (a.asKnown) p.set("as_known", a.asKnown);
  for (const [question, answer] of Object.entries(a.readings)) p.append("reading", `${question}=${answer}`);
  for (const fact of a.suppose) p.append("suppose", fact);
  return p;
}

// A day of the calendar: 2024-02-30 is none.
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(text + "T00:00:00Z");
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

function decode(text: string): string {
  try { return decodeURIComponent(text); } catch { return text; }
}
