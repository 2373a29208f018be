// Read: an article in, its claims marked and checked, the brief beside it. Nothing of it leaves this machine, and nothing is kept.
import { useEffect, useMemo, useState } from "preact/hooks";
import { path, post, Problem as Why } from "../../api";
import { Page } from "../../components/page";
import { Problem } from "../../components/problem";
import { go, useAddress } from "../../router";
import { t } from "../../strings";
import { Brief, numbers } from "./brief";
import { fromFile, Intake, isReceipt } from "./intake";
import { Marked } from "./marked";
import type { Articles, Brief as BriefOf, Intake as In, Verification } from "./types";
import { Verified } from "./verified";
import "./read.css";

interface Done { of: In; published: string | null; text: string; brief: BriefOf }
interface Checkup { name: string | null; result: Verification }

// What was read last, so that one can go to a duty and come back.
let last: { intake: In; done: Done | null } = { intake: { body: "", type: "text/plain", name: null }, done: null };

export default function Read() {
  const address = useAddress();
  const published = address.more.published ?? null;
  const [intake, setIntake] = useState(last.intake);
  const [done, setDone] = useState(last.done);
  const [verified, setVerified] = useState<Checkup | null>(null);
  const [waiting, wait] = useState(false);
  const [problem, setProblem] = useState<Why | null>(null);
  const [folded, fold] = useState(last.done !== null);
  const [chosen, choose] = useState<number | null>(null);
  useEffect(() => { last = { intake, done }; }, [intake, done]);

  const attempt = async (what: () => Promise<void>) => {
    wait(true);
    setProblem(null);
    try { await what(); } catch (e) { setProblem(e instanceof Why ? e : new Why(0, t.problem.failed, String(e))); }
    wait(false);
  };
  const read = (of: In, on: string | null) => attempt(async () => {
    setVerified(null);
    if (isReceipt(of.body)) return void setVerified({ name: of.name, result: await post<Verification>("/api/verify", of.body, of.type === "text/html" ? "text/html" : "application/json") });
    const asked = { published: on };
    const [articles, brief] = await Promise.all([post<Articles>(path("/api/read", null, asked), of.body, of.type), post<BriefOf>(path("/api/brief", null, { ...asked, format: "json" }), of.body, of.type)]);
    setDone({ of, published: on, text: articles.articles[0]?.text ?? of.body, brief });
    choose(null);
    fold(true);
  });
  const file = (f: File) => void fromFile(f).then((of) => { setIntake(of); return read(of, published); }, () => setProblem(new Why(0, t.read.cannotOpen, "")));
  const setPublished = (d: string | null) => go({ more: { ...address.more, published: d ?? "" } }, "replace");

  const numbered = useMemo(() => (done ? numbers(done.brief) : null), [done]);
  return (
    <Page title={t.read.title} lede={done ? undefined : t.read.lede}>
      {folded && <p class="no-print"><button type="button" onClick={() => fold(false)}>{t.read.another}</button></p>}
      {!address.embed && !folded && <Intake text={intake.body} published={published} waiting={waiting} onText={(body) => setIntake({ body, type: /^\s*<(!doctype|html)/i.test(body) ? "text/html" : "text/plain", name: null })} onPublished={setPublished} onRead={() => void read(intake, published)} onFile={file} />}
      <div class="result" aria-busy={waiting} aria-live="polite">
        {problem && <Problem problem={problem} />}
        {verified && <Verified name={verified.name} result={verified.result} />}
      </div>
      {done && numbered && !verified && (
        <div class={`reading-desk${waiting ? " waiting" : ""}`}>
          <section class="left no-print" aria-label={t.read.textOf}>
            <h2>{t.read.textOf}</h2>
            <Marked text={done.text} marks={numbered.marks} chosen={chosen} onChoose={choose} />
          </section>
          <section class="right" aria-label={t.read.brief}>
            <h2>{t.read.brief}</h2>
            <Downloads of={done} />
            <Brief brief={done.brief} numbered={numbered} onShow={choose} />
          </section>
        </div>
      )}
    </Page>
  );
}

function Downloads({ of }: { of: Done }) {
  const save = async (format: "html" | "md" | "json", type: string) => {
    const said = await post<unknown>(path("/api/brief", null, { published: of.published, format }), of.of.body, of.of.type);
    const a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([typeof said === "string" ? said : JSON.stringify(said, null, 1)], { type }));
    a.download = `brief.${format}`;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
  };
  return (
    <ul class="plain actions no-print">
      <li><button type="button" onClick={() => print()}>{t.receipt.print}</button></li>
      <li><button type="button" title={t.read.htmlWhat} onClick={() => void save("html", "text/html")}>{t.read.html}</button></li>
      <li><button type="button" onClick={() => void save("md", "text/markdown")}>{t.read.markdown}</button></li>
      <li><button type="button" onClick={() => void save("json", "application/json")}>{t.receipt.data}</button></li>
    </ul>
  );
}
