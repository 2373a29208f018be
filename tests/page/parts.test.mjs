// The parts of the page that need no browser: the address, the marks in a text, the words of a step.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const need = createRequire(new URL("../../web/package.json", import.meta.url));

// A file of web/src with what it imports, as a module.
async function load(file) {
  const { outputFiles } = await need("esbuild").build({ entryPoints: [fileURLToPath(new URL(`../../web/src/${file}`, import.meta.url))], bundle: true, format: "esm", write: false });
  return import("data:text/javascript;base64," + Buffer.from(outputFiles[0].text).toString("base64"));
}
const { blank, format, isDay, parse } = await load("address.ts");
const { pieces } = await load("pages/read/marks.ts");
const { reckoned } = await load("duty/steps.ts");

// Numbers that a seed gives again (mulberry32).
function numbers(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

test("every view comes back from its address", () => {
  const words = ["putin", "mn", "Омар аль-Башир", "عمر البشير", "a b", "x=y&z", "100%", "é/ö", "#1", "denied requested(putin-2023, mn)"];
  const days = [null, "2024-09-03", "1998-07-17", "2000-02-29"];
  for (let seed = 0; seed < 2000; seed++) {
    const pick = numbers(seed);
    const one = (from) => from[pick(from.length)];
    const some = (make) => Array.from({ length: pick(3) }, make);
    const view = {
      ...blank, path: one(["/", "/ask", "/state/mn", "/law/rome-statute/part-9", "/person/é"]), hash: one(["", "RS 89(1)", "claim-3"]),
      person: one([null, ...words]), state: one([null, ...words]), on: one(days), from: one(days), to: one(days), asKnown: one(days),
      readings: Object.fromEntries(some(() => [one(["immunity", "consultation"]), one(["bars", "no_bar"])])), suppose: some(() => one(words)), embed: pick(2) === 1,
      more: Object.fromEntries(some(() => [one(["list.filter", "published"]), one(words)])),
    };
    assert.deepEqual(parse(new URL(format(view), "http://h")), view, `seed ${seed}: ${format(view)}`);
  }
});

test("an address that nobody should write gives a view all the same", () => {
  for (const [written, expected] of [
    ["/ask?on=2024-02-30", { on: null }], ["/ask?on=soon", { on: null }], ["/ask/?person=+", { path: "/ask", person: null }], ["/ask?reading=immunity", { readings: {} }],
    ["/ask?reading==bars", { readings: {} }], ["/ask?embed=2", { embed: false }], ["/%E0%A4%A?person=%E0%A4%A", {}],
  ])
    for (const [key, value] of Object.entries({ ...expected })) assert.deepEqual(parse(new URL(written, "http://h"))[key], value, written);
  for (const [text, is] of [["2024-02-29", true], ["2023-02-29", false], ["2024-13-01", false], ["2024-1-1", false], ["", false]]) assert.equal(isDay(text), is, text);
});

test("pieces hold the text whole, and each the marks that cover its bytes", () => {
  const letters = ["a", " ", "é", "北", "😀", "ع", "\n", "<"];
  for (let seed = 0; seed < 2000; seed++) {
    const pick = numbers(seed);
    const characters = Array.from({ length: pick(20) }, () => letters[pick(letters.length)]);
    const text = characters.join("");
    const borders = [0];
    for (const c of characters) borders.push(borders.at(-1) + Buffer.byteLength(c));
    const marks = Array.from({ length: pick(5) }, (_, i) => { const [a, b] = [borders[pick(borders.length)], borders[pick(borders.length)]].sort((x, y) => x - y); return { start: a, end: b, number: i + 1 }; });
    const out = pieces(text, marks);
    assert.equal(out.map((p) => p.text).join(""), text, `seed ${seed}`);
    let byte = 0;
    for (const p of out) {
      for (const c of p.text) {
        assert.deepEqual(p.numbers, marks.filter((m) => m.start <= byte && byte < m.end).map((m) => m.number), `seed ${seed} at byte ${byte}`);
        byte += Buffer.byteLength(c);
      }
    }
    for (const m of marks.filter((x) => x.start < x.end)) assert.equal(out.filter((p) => p.begins.includes(m.number)).length, 1, `seed ${seed}: mark ${m.number} begins once`);
  }
  assert.equal(pieces("short", [{ start: 2, end: 900, number: 1 }]).map((p) => p.text).join(""), "short");
});

test("what was reckoned is told once", () => {
  for (const [from, to] of [
    ["1 July 2002 is 1 July 2002 (the first day of the month after)", "1 July 2002 is the first day of the month after"],
    ["sixty instruments are deposited: begins on 11 April 2002", "sixty instruments are deposited, since 11 April 2002"],
    ["2 March 2022 is before 27 October 2017", "2 March 2022 is before 27 October 2017"],
  ])
    assert.equal(reckoned(from), to);
});
