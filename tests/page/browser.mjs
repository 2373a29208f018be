// What the tests of the page share: one browser a file, a new context (nothing kept) a test, and the checks that hold on every page:
// no request leaves the server's host, nothing breaks the content security policy, no error stands in the console.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { after, before } from "node:test";

const need = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = need("playwright-core");

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const address = process.env.DEDERE_ADDRESS ?? "http://127.0.0.1:8080";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });

let browser;
// To be called once in a file of tests.
export function withBrowser() {
  before(async () => { browser = await launch(); });
  after(async () => { await browser?.close(); });
}

// Opens a view and hands over the page; afterwards nothing may have gone wrong in it.
//     await visit("/ask?person=…", async (page) => { … }, { width: 390, colorScheme: "dark" })
export async function visit(path, what, { width = 1280, height = 900, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", locale: "en-GB", ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (r) => { if (!r.url().startsWith(address) && !/^(blob|data|about):/.test(r.url())) wrong.push(`a request left for ${r.url()}`); });
  page.on("pageerror", (e) => wrong.push(`error: ${e.message}`));
  page.on("console", (m) => { if (m.type() === "error" && !expected.some((e) => e.test(m.text()))) wrong.push(`console: ${m.text()} ${m.location().url}`); });
  try {
    await page.goto(address + path);
    await settled(page);
    const said = await what(page);
    assert.deepEqual(wrong, []);
    return said;
  } finally {
    await context.close();
  }
}
// An answer 4xx is a line in the console; pages show it in words, which is what tests look at.
const expected = [/the server responded with a status of 4\d\d/];

// The page has drawn and waits for nothing.
export async function settled(page) {
  await page.waitForSelector("main h1");
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
}

const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");
// What axe finds against WCAG 2.1 AA and its best practices (or against some of its rules), a line each.
export async function findings(page, rules = null) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate((only) => window.axe.run(document, { runOnly: only ? { type: "rule", values: only } : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], resultTypes: ["violations"] }), rules);
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} (${n.failureSummary?.split("\n").slice(1, 2).join(" ").trim()})`));
}

// A question whose answer the record holds for good, and the article that stands in examples/.
export const mongolia = "/ask?person=putin&state=mn&on=2024-09-03";
export const article = readFileSync(root + "examples/ulaanbaatar.txt", "utf8");
export const verdict = (page) => page.locator(".conclusion .verdict").innerText();

// How far what stands on the page has jumped since it came in, as browsers count it: 0 is not at all.
export const shifted = (page) => page.evaluate(() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
}));
