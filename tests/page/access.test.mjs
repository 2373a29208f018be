// axe finds nothing, on any page, in either colour scheme; nothing jumps while a page comes in; what is needed first is small.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, article, findings, mongolia, visit, withBrowser, shifted } from "./browser.mjs";

withBrowser();

const views = [
  ["first", "/"],
  ["answer, all open", mongolia, async (page) => { await page.locator(".openall").click(); await page.locator(".opening .cite").click(); await page.locator(".facts .cite").first().click(); await page.locator(".not-raised summary").click(); }],
  ["not bound", "/ask?person=putin&state=kz&on=2024-11-27"],
  ["contested, as known", "/ask?person=putin&state=bi&on=2024-01-01&as_known=2024-06-01"],
  ["cannot say", "/ask?person=putin&state=ml&on=2026-12-10"],
  ["suggestions", "/", async (page) => { await page.getByRole("combobox", { name: "State" }).fill("bu"); await page.getByRole("option").first().waitFor(); }],
  ["a problem", "/ask?person=nobody-of-that-name&state=mn&on=2024-09-03"],
  ["read", "/read"],
  ["a brief", "/read?published=2024-08-31", async (page) => { await page.getByLabel("The article", { exact: true }).fill(article.split("\n\n").slice(0, 6).join("\n\n")); await page.getByRole("button", { name: "Read it" }).click(); await page.locator(".brief").waitFor(); await page.locator(".why > summary").first().click(); }],
  ["embedded", "/ask?person=putin&state=kz&on=2024-11-27&embed=1"],
  ["no such page", "/none"],
];

for (const [name, path, act] of views)
  test(`axe finds nothing: ${name}`, async () => {
    await visit(path, async (page) => {
      await act?.(page);
      assert.deepEqual(await findings(page), []);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await findings(page, ["color-contrast"]), [], "dark");
      await page.setViewportSize({ width: 390, height: 844 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than a phone");
    });
  });

test("the content security policy lets the page's own files in and nothing else", async () => {
  const policy = (await fetch(address + "/")).headers.get("content-security-policy") ?? "";
  const said = Object.fromEntries(policy.split(";").map((d) => d.trim().split(/\s+/)).map(([name, ...values]) => [name, values.join(" ")]));
  assert.equal(said["default-src"], "'none'");
  for (const kind of ["script-src", "style-src", "connect-src", "font-src"]) assert.equal(said[kind], "'self'", kind);
  assert.equal(said["base-uri"], "'none'");
});

test("nothing jumps while a page comes in", async () => {
  for (const path of ["/", mongolia, "/read"])
    await visit(path, async (page) => {
      const shift = await shifted(page);
      assert.ok(shift < 0.02, `${path}: ${shift}`);
    });
});

test("the first view is under 300 KB, compressed", () =>
  visit("/", async (page) => {
    const files = await page.evaluate(() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((e) => [new URL(e.name).pathname, e.encodedBodySize]));
    const sum = files.reduce((all, [, bytes]) => all + bytes, 0);
    console.log(`first view: ${files.length} answers, ${Math.round(sum / 1000)} KB compressed`);
    assert.ok(files.length > 4 && files.every(([, bytes]) => bytes > 0), JSON.stringify(files));
    assert.ok(sum < 300_000, JSON.stringify(files));
  }));
