// Ask: the question by hand, the layers, the law beside the rule, the switches, paper, embedding.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, mongolia, settled, verdict, visit, withBrowser } from "./browser.mjs";

withBrowser();

test("a question is asked by keyboard alone", () =>
  visit("/", async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
    await page.getByRole("combobox", { name: "Person" }).focus();
    await page.keyboard.type("Putin");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Mongol");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.locator(".conclusion").waitFor();
    await page.getByLabel("Day", { exact: true }).fill("2024-09-03");
    await page.getByText("Mongolia is bound to arrest Vladimir Putin on 3 September 2024").waitFor();
    const at = new URL(page.url());
    assert.equal(at.pathname, "/ask");
    assert.deepEqual([at.searchParams.get("person"), at.searchParams.get("state"), at.searchParams.get("on")], ["putin", "mn", "2024-09-03"]);
  }));

// A key is meant for what is written by then, however long the list for it takes and whatever list still stands there.
test("a list that comes late takes no key that was meant for the next one", () =>
  visit("/", async (page) => {
    await page.route("**/api/search?**", async (route) => {
      await new Promise((done) => setTimeout(done, new URL(route.request().url()).searchParams.get("text").length > 1 ? 600 : 0));
      await route.continue();
    });
    const choose = async (field, first, rest, ...keys) => {
      await page.getByRole("combobox", { name: field }).focus();
      await page.keyboard.type(first);
      await page.getByRole("option").first().waitFor();
      await page.keyboard.type(rest);
      for (const key of keys) await page.keyboard.press(key);
    };
    await choose("Person", "P", "utin", "Enter");
    await page.waitForURL(/person=putin/);
    await choose("State", "M", "ongol", "ArrowDown", "ArrowUp", "Enter");
    await page.waitForURL(/state=mn/);
  }));

test("a name is found in another script, and set in its direction", () =>
  visit("/", async (page) => {
    const field = page.getByRole("combobox", { name: "Person" });
    for (const [written, dir, id] of [["Владимир Путин", "ltr", "putin"], ["بوتين", "rtl", "putin"]]) {
      await field.fill(written);
      assert.equal(await field.getAttribute("dir"), dir);
      const options = page.getByRole("option");
      await options.first().waitFor();
      await options.first().click();
      assert.equal(new URL(page.url()).searchParams.get("person"), id, written);
    }
  }));

test("the argument opens layer by layer, down to a fact and its source", () =>
  visit(mongolia, async (page) => {
    const folds = () => page.locator('.first .fold[aria-expanded="false"]:visible').count();
    const leaf = page.getByText("Mongolia deposited its instrument of ratification");
    assert.equal(await leaf.isVisible(), false);
    for (let layer = 0; layer < 6 && !(await leaf.isVisible()); layer++) {
      assert.ok((await folds()) > 0);
      await page.locator('.first .fold[aria-expanded="false"]:visible').first().click();
    }
    const item = page.locator("li.step").filter({ has: leaf }).last();
    await item.locator(".cite.source").click();
    await item.locator(".note").getByText("public since 11 April 2002").waitFor();
    assert.match(await item.locator(".note").innerText(), /Row mn of parties/);
  }));

test("a citation opens the paragraph and the rule beside it", () =>
  visit(mongolia, async (page) => {
    await page.locator(".opening .cite").click();
    const note = page.locator(".opening .note");
    await note.getByText("States Parties comply with it").waitFor();
    await note.locator("pre").waitFor();
    assert.match(await note.locator("pre").innerText(), /must_arrest\(/);
    const [a, b] = [await note.locator(".law-columns > *").nth(0).boundingBox(), await note.locator(".law-columns > *").nth(1).boundingBox()];
    assert.ok(b.x > a.x + a.width / 2, "side by side");
  }));

test("an objection shows what answers it, and which layer decides", () =>
  visit(mongolia, async (page) => {
    const rank = page.locator(".objections > .objection").filter({ hasText: "Rank and immunity" });
    assert.match(await rank.innerText(), /Official capacity is irrelevant[\s\S]*decides: the objection fails/);
    assert.match(await rank.innerText(), /Ruled on in:[\s\S]*Jordan/);
  }));

test("a reading is switched, the answer changes at once, and back goes back", () =>
  visit(mongolia, async (page) => {
    assert.equal(await verdict(page), "BOUND");
    await page.locator(".question").first().getByRole("radio").nth(2).check();
    await page.getByText("Mongolia is not bound to arrest").waitFor();
    assert.equal(await verdict(page), "NOT BOUND");
    assert.equal(new URL(page.url()).searchParams.get("reading"), "immunity=bars");
    await page.goBack();
    await page.getByText("Mongolia is bound to arrest").waitFor();
    assert.equal(await page.locator(".question").first().getByRole("radio").first().isChecked(), true);
    await page.goForward();
    await page.getByText("Mongolia is not bound to arrest").waitFor();
    await page.getByRole("button", { name: "Back to the Court’s answer" }).click();
    await page.getByText("Mongolia is bound to arrest").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("reading"), null);
  }));

test("both times, the reading and a supposition come back from the address", () =>
  visit(mongolia + "&as_known=2024-09-02&reading=immunity%3Dbars&suppose=" + encodeURIComponent("denied requested(putin-2023, mn)"), async (page) => {
    assert.equal(await verdict(page), "NOT BOUND");
    assert.equal(await page.getByLabel("As known on").inputValue(), "2024-09-02");
    assert.match(await page.locator(".asknown").innerText(), /2 September 2024/);
    assert.match(await page.locator(".made").innerText(), /2 September 2024/);
    assert.match(await page.locator("main").innerText(), /denied requested\(putin-2023, mn\)/);
  }));

test("what nobody knows can be supposed either way", () =>
  visit("/ask?person=putin&state=ml&on=2026-12-10", async (page) => {
    assert.equal(await verdict(page), "CANNOT SAY");
    await page.getByRole("button", { name: "Suppose it is so", exact: true }).click();
    await page.waitForFunction(() => document.querySelector(".conclusion .verdict")?.textContent !== "Cannot say");
    assert.equal(await verdict(page), "NOT BOUND");
  }));

test("a period shows its days, each with its verdict", () =>
  visit("/ask?person=putin&state=bi&from=2017-10-20&to=2017-11-02", async (page) => {
    assert.match(await page.locator(".first .facts").innerText(), /October 2017/);
    assert.equal(await page.getByLabel("Last day").inputValue(), "2017-11-02");
  }));

test("a question that cannot be used is answered in words", () =>
  visit("/ask?person=nobody-of-that-name&state=mn&on=2024-09-03", async (page) => {
    await page.locator(".problem").waitFor();
    assert.ok((await page.locator(".problem").innerText()).length > 20);
  }));

test("on paper an answer takes two sheets", () =>
  visit(mongolia, async (page) => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 2);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".question-form").isVisible(), false);
    assert.equal(await page.getByText("Mongolia is a State Party").isVisible(), true, "the second layer stands");
    assert.equal(await page.locator(".references li:visible").first().isVisible(), true);
  }));

test("embedded, the answer stands without the frame", () =>
  visit(mongolia + "&embed=1", async (page) => {
    assert.equal(await page.locator(".masthead").count(), 0);
    assert.equal(await page.locator(".question-form").count(), 0);
    assert.equal(await verdict(page), "BOUND");
    assert.equal(new URL(await page.getByRole("link", { name: "Open the whole page" }).getAttribute("href"), address).searchParams.get("embed"), null);
  }));

test("the receipt that the page hands out is an answer to its question", () =>
  visit(mongolia, async (page) => {
    const link = page.getByRole("link", { name: "Download the receipt" });
    const receipt = await (await fetch(address + (await link.getAttribute("href")))).json();
    assert.equal(receipt.schema, "dedere/receipt/2");
    assert.equal(receipt.question.person, "putin");
    assert.equal(receipt.verdict, "bound");
  }));

test("a page that there is not says so, and a view keeps its focus on its heading", () =>
  visit("/no-such-page", async (page) => {
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await page.getByRole("link", { name: "To the first page" }).click();
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  }));
