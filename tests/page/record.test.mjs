// Person, State, Decision, Source, Law, Casebook, and their lists: what they show, that all of it can be reached, and that axe finds nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findings, settled, visit, withBrowser, shifted } from "./browser.mjs";

withBrowser();

const views = [
  ["map", "/map?on=2017-10-27&person=putin&state=bi"],
  ["person", "/person/putin"],
  ["persons", "/person"],
  ["state", "/state/mn?on=2024-09-03"],
  ["decision", "/decision/mongolia-2024"],
  ["decisions", "/decision"],
  ["source", "/source/cn-805-2016"],
  ["sources", "/source?sources.filter=depositary"],
  ["law", "/law"],
  ["law, searched", "/law?search=immunity"],
  ["file of the law", "/law/rome-statute/part-9#RS%2089(1)"],
  ["casebook", "/casebook"],
];

for (const [name, path] of views)
  test(`axe finds nothing, and nothing is wider than a phone: ${name}`, () =>
    visit(path, async (page) => {
      assert.deepEqual(await findings(page), [], "light");
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await findings(page), [], "dark");
      await page.setViewportSize({ width: 390, height: 844 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }));

test("nothing jumps while a page comes in", async () => {
  for (const path of ["/map?on=2017-10-27&person=putin", "/state/mn?on=2024-09-03", "/casebook"])
    await visit(path, async (page) => {
      const shift = await shifted(page);
      assert.ok(shift < 0.02, `${path}: ${shift}`);
    }, { width: 390, height: 844 });
});

test("a name stands in its script's direction and language", () =>
  visit("/person/netanyahu", async (page) => {
    const arabic = page.locator(".names-list bdi[lang=ar]").first();
    assert.equal(await arabic.getAttribute("dir"), "rtl");
    assert.match(await arabic.innerText(), /\p{Script=Arabic}/u);
  }));

test("a person whose warrant has ended is shown as such, and charges are called alleged", () =>
  visit("/person/odhiambo", async (page) => {
    assert.match(await page.locator(".standing").innerText(), /No warrant is pending[\s\S]*10 September 2015[\s\S]*alleged/);
    assert.match(await page.locator(".warrant").first().innerText(), /Alleged/);
  }));

test("what was not yet public is not shown under an earlier day of knowledge", () =>
  visit("/person/putin?as_known=2023-06-01", async (page) => {
    assert.equal(await page.locator(".standing").innerText().then((s) => /Public since 17 March 2023/.test(s)), true);
    assert.ok(!/Mongolia/.test(await page.locator("main").innerText()), "a journey of 2024");
  }));

test("what became public since a day: the rows of that time and no others, in the address", () =>
  visit("/state/mn?on=2024-09-03&since=2024-11-01", async (page) => {
    const known = await page.locator("#since tbody tr td:nth-child(4) time").evaluateAll((all) => all.map((t) => t.dateTime));
    assert.ok(known.length > 0 && known.every((k) => k > "2024-11-01"), known.join());
  }));

test("a row that was corrected stays, struck through, and names the one that corrects it", () =>
  visit("/person/otti", async (page) => {
    const old = page.locator("tr", { has: page.locator(".superseded") }).filter({ hasText: "death reported" }).last();
    assert.match(await old.innerText(), /corrected by otti-2023/);
  }));

test("from a state to a decision, its document and back, by keyboard alone", () =>
  visit("/state/mn?on=2024-09-03", async (page) => {
    const enter = async (name) => {
      const link = page.getByRole("link", { name, exact: true }).first();
      for (let i = 0; i < 200 && !(await link.evaluate((a) => a === document.activeElement)); ++i) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement?.matches("h1"));
      await settled(page);
    };
    await enter("failed to comply");
    assert.match(await page.locator("h1").innerText(), /Mongolia and Vladimir Putin/);
    await enter("In the casebook");
    assert.match(await page.locator("h1").innerText(), /Mongolia, 2 and 3 September 2024/);
    await page.goBack();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Mongolia" }).waitFor();
  }));

test("a state on another day", () =>
  visit("/state/bi?on=2017-10-26", async (page) => {
    assert.match(await page.locator(".standing").innerText(), /26 October 2017: party, since 1 December 2004.*announced or notified/);
    await page.getByRole("button", { name: "The day after" }).click();
    await page.locator(".standing").getByText("27 October 2017").waitFor();
    await page.locator(".standing").getByText("withdrawn").waitFor();
  }));

test("a label of the law: its address shows the rule, beside its paragraph", () =>
  visit("/law/rome-statute/part-9#RS%2089(1)", async (page) => {
    const label = page.locator('[id="RS 89(1)"]');
    const box = await label.boundingBox();
    assert.ok(box.y > 0 && box.y < 900, `${box.y}`);
    const pair = page.locator(".law-pair", { has: label });
    const [prose, rules] = [await pair.locator("> div").first().boundingBox(), await pair.locator("> div").last().boundingBox()];
    assert.ok(rules.x > prose.x + prose.width, "side by side");
    await pair.locator(".used summary").first().click();
    assert.match(await pair.locator(".used").first().innerText(), /casebook\/decisions\//);
  }));

test("the law is searched in prose and rules", () =>
  visit("/law?search=must_arrest%20RS%2089(1)", async (page) => {
    await page.locator(".hits li").first().waitFor();
    assert.match(await page.locator(".hits").innerText(), /\[RS 89\(1\)\]/);
  }));

test("the casebook says how many expectations are met, and each case leads to its decision", () =>
  visit("/casebook", async (page) => {
    const [agree, all] = (await page.locator(".agreement strong").innerText()).match(/\d+/g).map(Number);
    assert.ok(all > 200 && agree === all, `${agree} of ${all}`);
    assert.ok((await page.locator('.case a[href^="/decision/"]').count()) >= 25);
  }));

test("embedded, a view stands alone", () =>
  visit("/state/mn?on=2024-09-03&embed=1", async (page) => {
    assert.equal(await page.locator(".masthead").count(), 0);
    assert.match(await page.getByRole("link", { name: "Vladimir Putin" }).first().getAttribute("href"), /embed=1/);
  }));
