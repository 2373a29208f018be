// The law: its files and their headings, and a search in all of them.
import { useEffect, useMemo, useState } from "preact/hooks";
import { get, useApi } from "../api";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { Inline } from "../law/markdown";
import { type LawFile, type LawList, short } from "../law/types";
import { go, link, useAddress } from "../router";
import { t } from "../strings";
import "../law/law.css";

export default function LawPage() {
  const { more } = useAddress();
  const list = useApi<LawList>("/api/law");
  const wanted = more["search"] ?? "";
  if (list.problem) return <Page title={t.law.title}><Problem problem={list.problem} /></Page>;
  const files = list.data?.files ?? [];
  return (
    <Page title={t.law.title} lede={t.law.lede}>
      <div class="field filter no-print">
        <label for="law-search">{t.law.search}</label>
        <input id="law-search" type="search" value={wanted} onInput={(e) => go({ more: { ...more, search: e.currentTarget.value } }, "replace")} />
      </div>
      {wanted.trim().length > 1 ? <Found files={files.map((f) => short(f.file))} wanted={wanted} /> : <Contents files={files} />}
    </Page>
  );
}

function Contents({ files }: { files: LawList["files"] }) {
  const known = Object.keys(t.law.folders); // in the order in which a reader wants them
  const at = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length);
  const folders = [...new Set(files.map((f) => folder(short(f.file))))].sort((a, b) => at(a) - at(b));
  const of = (name: string) => files.filter((f) => folder(short(f.file)) === name).sort((a, b) => short(a.file).localeCompare(short(b.file), undefined, { numeric: true }));
  if (files.length === 0) return <Waiting />;
  return (
    <>
      {folders.map((name) => (
        <section key={name}>
          <h2>{(t.law.folders as Record<string, string>)[name] ?? name}</h2>
          <div class="law-files">
            {of(name).map((f) => (
              <article key={f.file}>
                <h3 class={name.startsWith("casebook") ? "plain" : undefined}><a href={link({ path: `/law/${short(f.file)}` })}>{f.title}</a></h3>
                {!name.startsWith("casebook") && (
                  <ul class="plain small">{f.headings.filter((h) => h.level === 2).map((h) => <li key={h.anchor}><a href={link({ path: `/law/${short(f.file)}`, hash: h.anchor })}>{h.text}</a></li>)}</ul>
                )}
              </article>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
const folder = (file: string): string => file.split("/").slice(0, -1).join("/");

const most = 60;
interface Hit { file: string; title: string; heading: string; anchor: string; text: string; rules: boolean }

// Every paragraph and every rule that holds all the words. The files are fetched when the first word is written.
function Found({ files, wanted }: { files: readonly string[]; wanted: string }) {
  const [law, set] = useState<LawFile[] | null>(null);
  const key = files.join();
  useEffect(() => {
    let mine = true;
    if (files.length) Promise.all(files.map((f) => get<LawFile>(`/api/law/${f}`))).then((all) => { if (mine) set(all); }, () => { if (mine) set([]); });
    return () => { mine = false; };
  }, [key]);
  const hits = useMemo(() => (law ? search(law, wanted) : []), [law, wanted]);
  if (!law) return <Waiting />;
  return (
    <section aria-live="polite">
      <h2>{t.law.found(hits.length, most)}</h2>
      <ol class="plain hits">
        {hits.slice(0, most).map((h, i) => (
          <li key={i}>
            <a href={link({ path: `/law/${short(h.file)}`, hash: h.anchor })}>{h.heading}</a> {h.title !== h.heading && <span class="soft small">{h.title}</span>}
            {h.rules ? <pre>{h.text}</pre> : <p><Inline text={h.text} file={short(h.file)} /></p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function search(law: readonly LawFile[], wanted: string): Hit[] {
  const words = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const hits: Hit[] = [];
  const cases_last = [...law].sort((a, b) => Number(short(a.file).startsWith("casebook/")) - Number(short(b.file).startsWith("casebook/")));
  for (const file of cases_last) {
    let heading = file.title, anchor = "";
    for (const block of file.blocks) {
      if (block.kind === "heading") { heading = block.text; anchor = block.anchor; }
      const text = block.kind === "heading" ? block.text : block.kind === "text" ? block.markdown : block.text;
      const parts = block.kind === "heading" ? [text] : text.split(/\n\s*\n/);
      for (const part of parts) {
        const lower = part.toLocaleLowerCase();
        if (words.every((w) => lower.includes(w))) hits.push({ file: file.file, title: file.title, heading, anchor, text: block.kind === "heading" ? "" : part.trim(), rules: block.kind === "rules" });
      }
    }
  }
  return hits;
}
