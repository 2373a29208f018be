// The map: what it shows on a day is what the server says of that day, its table says the same, and a step of its slider is fast.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { address, root, settled, visit, withBrowser } from "./browser.mjs";

withBrowser();

const slider = (page) => page.getByRole("slider");
const count = async (page, ...statuses) => {
  let sum = 0;
  for (const s of statuses) sum += Number(await page.locator(`.legend label:has(.swatch .${s}) .count`).innerText());
  return sum;
};
const parties = (page) => count(page, "party", "withdrawing");
// By state: the status that the map draws, and the one that the table says.
const drawn = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll(".world path[data-id]")].map((e) => [e.getAttribute("data-id"), e.getAttribute("class") ?? ""])));
const said = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll(".states-table tbody tr")].map((r) => [r.querySelector("a").pathname.split("/").at(-1), r.querySelector(".status").className.replace("status ", "")])));
const states = readFileSync(root + "record/states.csv", "utf8").trim().split("\n").slice(1).map((l) => l.split(",")[0]);

test("on 27 October 2017 Burundi leaves, 124 become 123", () =>
  visit("/map?on=2017-10-26", async (page) => {
    assert.equal(await parties(page), 124);
    assert.equal((await drawn(page)).bi, "withdrawing");
    await slider(page).press("ArrowRight");
    await page.getByRole("heading", { level: 1 }).getByText("27 October 2017").waitFor();
    await settled(page);
    assert.equal(await parties(page), 123);
    assert.equal((await drawn(page)).bi, "withdrawn");
    assert.match(await page.locator(".changes").innerText(), /Ceased to be parties 1\s+Burundi/);
    await page.waitForURL(/on=2017-10-27/);
  }));

test("every state of the record is on the map and in the table, with the same status, and as many are parties as the server counts", async () => {
  for (const on of ["1998-07-17", "2002-07-01", "2016-11-01", "2026-06-01"])
    await visit(`/map?on=${on}`, async (page) => {
      const map = await drawn(page);
      assert.deepEqual(Object.keys(map).sort(), [...states].sort());
      assert.equal(await page.locator(".states path[data-id]").count(), states.length, "each once");
      assert.deepEqual(await said(page), map, on);
      // What the server says of each state on that day; a state that is bound as if it were a party is drawn as that.
      const { states: of_day } = await page.evaluate((a) => fetch(a).then((r) => r.json()), `${address}/api/states?on=${on}`);
      for (const { id, status, withdrawing } of of_day)
        assert.ok(map[id] === (withdrawing && status === "party" ? "withdrawing" : (status ?? "none")) || ["council", "accepted"].includes(map[id]), `${on}: ${id} is ${status}, drawn as ${map[id]}`);
      const counted = await page.evaluate((a) => fetch(a).then((r) => r.json()), `${address}/api/parties?on=${on}`);
      assert.equal(await parties(page), counted.count, on);
    });
});

test("a status that is switched off is faint on the map and not in the table", () =>
  visit("/map?on=2020-01-01&hide=none,signatory", async (page) => {
    assert.match((await drawn(page)).cn, / faint$/);
    const table = Object.values(await said(page));
    assert.ok(table.length > 100 && !table.includes("none") && !table.includes("signatory"));
    await page.getByRole("checkbox", { name: /no tie/ }).check();
    assert.ok(Object.values(await said(page)).includes("none"));
    assert.match(page.url(), /hide=signatory/);
  }));

test("the slider by keyboard: a day, a month, a year, a change, the ends", () =>
  visit("/map?on=2015-01-31", async (page) => {
    const day = () => page.getByRole("heading", { level: 1 }).locator("time").getAttribute("datetime");
    for (const [key, on] of [["ArrowRight", "2015-02-01"], ["ArrowLeft", "2015-01-31"], ["PageUp", "2015-02-28"], ["Shift+PageUp", "2016-02-28"], ["PageDown", "2016-01-28"], ["Home", "1998-07-17"]]) {
      await slider(page).press(key);
      assert.equal(await day(), on, key);
    }
    await slider(page).press("]");
    const change = await day();
    assert.ok(change > "1998-07-17");
    await settled(page);
    assert.doesNotMatch(await page.locator(".changes").innerText(), /Nothing changed/);
    await slider(page).press("]");
    await slider(page).press("[");
    assert.equal(await day(), change);
  }));

test("a person's journeys: a mark a state, a row a journey, each with the duty and what was decided", () =>
  visit("/map?on=2024-12-31&person=putin", async (page) => {
    const rows = page.locator(".journeys tbody tr");
    const there = await rows.evaluateAll((all) => [...new Set(all.map((r) => r.querySelector('a[href^="/state/"]').pathname.split("/").at(-1)))].sort());
    const marked = await page.locator(".marker").evaluateAll((all) => all.map((m) => m.getAttribute("data-id")).sort());
    assert.deepEqual(marked, there);
    const mongolia = rows.filter({ hasText: "Mongolia" });
    assert.match(await mongolia.innerText(), /not arrested[\s\S]*Bound[\s\S]*failed to comply/);
    await mongolia.getByRole("link", { name: "failed to comply", exact: true }).click();
    await page.waitForURL(/\/decision\/mongolia-2024/);
    await page.goBack();
    await page.locator(".marker").first().waitFor({ state: "attached" });
    assert.match(page.url(), /person=putin/);
  }));

test("playing respects reduced motion: it goes from change to change", () =>
  visit("/map?on=2017-10-01", async (page) => {
    await page.getByRole("button", { name: "Play" }).click();
    await page.getByRole("heading", { level: 1 }).getByText("27 October 2017").waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
  }));

// What a step costs is measured, never tested: processor time of the page's own thread, all of it (script, style, layout, paint), in the least disturbed
// of five runs. What is tested is why it is cheap: a step touches the states that changed, not all.
test("a step of the slider touches only the states that changed", () =>
  visit("/map?on=2002-01-01", async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const spent = async () => (await session.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
    const steps = 25, all = [];
    for (let batch = 0; batch < 5; ++batch) {
      const before = await spent();
      await page.evaluate(async (steps) => {
        const input = document.querySelector("input[type=range]");
        for (let i = 0; i < steps; ++i) {
          input.value = String(Number(input.value) + 31);
          input.dispatchEvent(new Event("input", { bubbles: true }));
          await new Promise(requestAnimationFrame);
        }
      }, steps);
      all.push((await spent() - before) / steps);
    }
    const [least, , median] = all.sort((a, b) => a - b);
    console.log(`a step of the slider: ${least.toFixed(1)} ms (median of five runs ${median.toFixed(1)})`);
    const touched = await page.evaluate(async () => {
      const changed = new Set();
      const watch = new MutationObserver((all) => { for (const { target } of all) if (target instanceof SVGElement) changed.add(target); });
      watch.observe(document.querySelector("main"), { subtree: true, attributeFilter: ["class"] });
      const input = document.querySelector("input[type=range]");
      input.value = String(Number(input.value) + 31);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      watch.disconnect();
      return { changed: changed.size, drawn: document.querySelectorAll("main svg path").length };
    });
    assert.ok(touched.drawn > 190 && touched.changed < 20, JSON.stringify(touched));
  }));
