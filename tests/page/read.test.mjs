// Read: an article pasted or dropped, its claims and the brief; hostile text; receipts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, article, mongolia, settled, visit, withBrowser } from "./browser.mjs";

withBrowser();

async function paste(page, text) {
  await page.getByLabel("The article", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator(".brief, .problem, .verified").first().waitFor();
  await settled(page);
}

// A file dropped on the field, as a hand would.
async function drop(page, name, type, text) {
  const data = await page.evaluateHandle(([n, k, body]) => { const d = new DataTransfer(); d.items.add(new File([body], n, { type: k })); return d; }, [name, type, text]);
  await page.locator(".drop").dispatchEvent("drop", { dataTransfer: data });
  await page.locator(".brief, .problem, .verified").first().waitFor();
  await settled(page);
}

test("an article is pasted: its claims are marked, each leads to its check, the brief stands beside it", () =>
  visit("/read?published=2024-08-31", async (page) => {
    await paste(page, article);
    const brief = page.locator(".brief");
    await brief.getByText("Mongolia is bound to arrest Vladimir Putin").first().waitFor();
    const journey = page.locator("mark").filter({ hasText: "Putin will land in Mongolia on Monday evening" });
    assert.equal(await journey.count(), 1);
    const number = await journey.locator("a.number").first().innerText();
    await journey.locator("a.number").first().click();
    assert.equal(new URL(page.url()).hash, `#claim-${number}`);
    assert.match(await page.locator(`#claim-${number}`).innerText(), /Mongolia/);
    // Every mark has its entry, and every entry leads back.
    for (const n of await page.locator("mark a.number").allInnerTexts()) assert.equal(await page.locator(`#claim-${n}`).count(), 1, n);
    assert.match(await brief.innerText(), /124|Supported/);
    const [left, right] = [await page.locator(".left").boundingBox(), await page.locator(".right").boundingBox()];
    assert.ok(right.x >= left.x + left.width, "beside it");
    // The text is the article's, character for character.
    const shown = await page.locator(".article").evaluate((e) => { const c = e.cloneNode(true); c.querySelectorAll("a.number").forEach((a) => a.remove()); return c.textContent; });
    assert.equal(shown.trim(), article.trim());
  }));

test("a journey leads to its duty, as known on the day of publication, and back leads to the brief", () =>
  visit("/read?published=2024-08-31", async (page) => {
    await paste(page, article);
    await page.getByRole("link", { name: "Ask this" }).first().click();
    await page.locator(".conclusion").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("as_known"), "2024-08-31");
    await page.goBack();
    await page.locator(".brief").waitFor();
    assert.ok((await page.locator("mark").count()) > 5);
  }));

test("quotes stand where they should behind letters of several bytes", () =>
  visit("/read?published=2024-08-31", async (page) => {
    await paste(page, "Ümit Ölçer, 北京 😀 — Agence.\n\n" + article);
    const first = await page.locator("mark").filter({ hasText: "Putin will land in Mongolia" }).innerText();
    assert.match(first.replace(/^[\d\s]+/, ""), /^Putin will land in Mongolia on Monday evening and meet his host, President Ukhnaa, on Tuesday\.$/);
  }));

test("script in an article is shown as text and does nothing", () =>
  visit("/read?published=2024-08-31", async (page) => {
    const hostile = `<script>window.taken = 1</script><img src=x onerror="window.taken = 2"> Vladimir Putin will visit Mongolia on 2 September 2024, said <b onclick="window.taken=3">the ministry</b>. <svg onload="window.taken=4">`;
    await paste(page, "A note.\n\n" + hostile);
    assert.ok((await page.locator(".article").textContent()).includes("<script>window.taken = 1</script>"));
    assert.equal(await page.locator(".article img, .article script, .article svg, .article b").count(), 0);
    assert.equal(await page.evaluate(() => window.taken), undefined);
  }));

test("a web page is dropped: its story is read, nothing of it is run", () =>
  visit("/read?published=2024-08-31", async (page) => {
    const story = article.split("\n\n").map((p) => `<p>${p.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</p>`).join("\n");
    await drop(page, "story.html", "text/html", `<!doctype html><title>A story</title><script>window.taken = 1</script><article>${story}<img src="http://192.0.2.1/x.png" onerror="window.taken=2"></article>`);
    await page.getByText("Mongolia is bound to arrest Vladimir Putin").first().waitFor();
    assert.equal(await page.evaluate(() => window.taken), undefined);
  }));

test("a receipt that is dropped is verified; an altered one is not", () =>
  visit("/read", async (page) => {
    const receipt = await (await fetch(`${address}/api/receipt${mongolia.slice("/ask".length)}`)).text();
    await drop(page, "receipt.json", "application/json", receipt);
    await page.getByText("The receipt is true").waitFor();
    await drop(page, "receipt.json", "application/json", receipt.replace('"verdict": "bound"', '"verdict": "not_bound"').replace('"verdict":"bound"', '"verdict":"not_bound"'));
    await page.getByText("The receipt is not verified").waitFor();
  }));

test("a saved brief carries its receipts", () =>
  visit("/read?published=2024-08-31", async (page) => {
    await paste(page, article);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the page" }).click();
    const file = await (await saving).createReadStream();
    const chunks = [];
    for await (const c of file) chunks.push(c);
    const html = Buffer.concat(chunks).toString("utf8");
    assert.match(html, /<script type="application\/json" id="receipt">/);
    await page.getByRole("button", { name: "Another article" }).click();
    await drop(page, "brief.html", "text/html", html);
    await page.getByText("The receipt is true").waitFor();
  }));

test("a text that claims nothing is answered in words", () =>
  visit("/read?published=2024-08-31", async (page) => {
    await paste(page, "The weather in the valley was mild for the season, and the river stayed within its banks for the whole of the week.");
    assert.match(await page.locator("main").innerText(), /Nothing is claimed here/);
  }));
