// first_view.mjs [PATH…]: how long a first view takes on a slow 4G line (1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back), nothing kept from before.
// A line a path: the first and the largest paint, what jumped (cumulative layout shift), bytes that came over the line. Three runs, the median.
//     tests/page/run.sh build/release/dedere tests/page/first_view.mjs
import { address, launch, mongolia } from "./browser.mjs";

const paths = process.argv.slice(2).filter((a) => a.startsWith("/"));
const slow = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8), uploadThroughput: (750e3 / 8) };

async function measure(browser, path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", slow);
  let bytes = 0;
  line.on("Network.loadingFinished", (e) => { bytes += e.encodedDataLength; });
  await page.goto(address + path, { waitUntil: "networkidle" });
  const seen = await page.evaluate(() => new Promise((done) => {
    const out = { first: 0, largest: 0, shift: 0 };
    new PerformanceObserver((l) => { for (const e of l.getEntries()) if (e.name === "first-contentful-paint") out.first = e.startTime; }).observe({ type: "paint", buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) out.largest = e.startTime; }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) out.shift += e.value; }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(out), 500);
  }));
  await context.close();
  return { ...seen, bytes };
}

const browser = await launch();
console.log("path                                          first paint   largest    shift   over the line");
for (const path of paths.length ? paths : ["/", mongolia, "/map", "/read"]) {
  const runs = [];
  for (let i = 0; i < 3; i++) runs.push(await measure(browser, path));
  const median = (key) => runs.map((r) => r[key]).sort((a, b) => a - b)[1];
  console.log(`${path.padEnd(44)} ${String(Math.round(median("first"))).padStart(8)} ms ${String(Math.round(median("largest"))).padStart(6)} ms   ${median("shift").toFixed(3)}   ${Math.round(median("bytes") / 1000)} KB`);
}
await browser.close();
