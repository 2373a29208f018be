// A file of the law: the prose for lawyers and, beside each paragraph, its rules for the machine; where each rule is used.
import { useEffect, useMemo } from "preact/hooks";
import { useApi } from "../api";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { Inline, Markdown } from "../law/markdown";
import { Rules } from "../law/rules";
import { type Block, type LawFile, type LawList, type Use, short } from "../law/types";
import { link, useAddress } from "../router";
import { t } from "../strings";
import "../law/law.css";

/** A heading and what stands beneath it until the next: prose and rules, each in its column. */
interface Section { heading: Extract<Block, { kind: "heading" }> | null; blocks: Exclude<Block, { kind: "heading" }>[] }

function sections(blocks: readonly Block[]): Section[] {
  const out: Section[] = [];
  for (const block of blocks) {
    if (block.kind === "heading") out.push({ heading: block, blocks: [] });
    else {
      if (out.length === 0) out.push({ heading: null, blocks: [] });
      out.at(-1)!.blocks.push(block);
    }
  }
  return out;
}

export default function LawFilePage({ params }: { params: Record<string, string> }) {
  const { hash } = useAddress();
  const name = params["*"]!;
  const answer = useApi<LawFile>("/api/law/" + name.split("/").map(encodeURIComponent).join("/"));
  const list = useApi<LawList>("/api/law").data;
  const file = answer.data;
  const place = useMemo(() => {
    const of = new Map<string, string>();
    for (const f of list?.files ?? []) for (const h of f.headings) for (const label of h.labels ?? []) if (!of.has(label)) of.set(label, `/law/${short(f.file)}`);
    return (label: string) => of.get(label);
  }, [list]);
  // The browser scrolls to an anchor before the file is there: this does it once it is.
  useEffect(() => { if (file && hash) document.getElementById(hash)?.scrollIntoView({ block: "start" }); }, [file, hash]);
  if (answer.problem) return <Page title={t.law.title}><Problem problem={answer.problem} /></Page>;
  if (!file) return <Page title={t.law.title}><Waiting /></Page>;
  const parts = sections(file.blocks.filter((b, i) => !(i === 0 && b.kind === "heading" && b.level === 1)));
  const headings = parts.flatMap((p) => (p.heading && p.heading.level <= 3 ? [p.heading] : []));
  return (
    <Page title={file.title} lede={<><a href={link({ path: "/law" })}>{t.law.title}</a> · <code>law/{short(file.file)}.md</code></>}>
      {headings.length > 3 && (
        <nav class="law-contents no-print" aria-label={t.law.contents}>
          <details><summary>{t.law.contents}</summary><ul class="plain">{headings.map((h) => <li key={h.anchor} class={`level-${h.level}`}><a href={`#${encodeURIComponent(h.anchor)}`}>{h.text}</a></li>)}</ul></details>
        </nav>
      )}
      {parts.map((part, i) => <Part key={i} part={part} file={short(file.file)} used={file.used} place={place} at={hash} />)}
    </Page>
  );
}

interface PartProps { part: Section; file: string; used: Record<string, Use[]>; place: (label: string) => string | undefined; at: string }

function Part({ part, file, used, place, at }: PartProps) {
  const rules = part.blocks.filter((b) => b.kind === "rules");
  const labels = rules.flatMap((b) => b.labels);
  const Heading = (["h2", "h2", "h3", "h4", "h5", "h6"] as const)[(part.heading?.level ?? 2) - 1] ?? "h6";
  return (
    <section class={labels.includes(at) ? "law-part at" : "law-part"}>
      {part.heading && <Heading id={part.heading.anchor}><Inline text={part.heading.text} file={file} /></Heading>}
      {pairs(part.blocks).map((pair, i) => (
        <div key={i} class={pair.rules.length > 0 ? "law-pair" : "law-pair alone"}>
          <div>{pair.prose.map((b, j) => <Markdown key={j} text={b.markdown} file={file} />)}</div>
          {pair.rules.length > 0 && (
            <div>
              {pair.rules.map((b) => (
                <div key={b.line}>
                  <Rules text={b.text} own={new Set(b.labels)} place={place} />
                  {b.labels.map((label) => <Used key={label} label={label} uses={used[label] ?? []} />)}
                </div>
              ))}
            </div>
          )}
        </div>
      ))}
    </section>
  );
}

interface Pair { prose: Extract<Block, { kind: "text" }>[]; rules: Extract<Block, { kind: "rules" }>[] }

// Prose and the rules that follow it stand side by side.
function pairs(blocks: Section["blocks"]): Pair[] {
  const out: Pair[] = [];
  for (const block of blocks) {
    if (block.kind === "text") {
      if (out.length === 0 || out.at(-1)!.rules.length > 0) out.push({ prose: [], rules: [] });
      out.at(-1)!.prose.push(block);
    } else {
      if (out.length === 0) out.push({ prose: [], rules: [] });
      out.at(-1)!.rules.push(block);
    }
  }
  return out;
}

function Used({ label, uses }: { label: string; uses: readonly Use[] }) {
  if (uses.length === 0) return null;
  return (
    <details class="used">
      <summary>{t.law.used(label, uses.length)}</summary>
      <ul>{uses.map((u, i) => <li key={i}><a href={link({ path: `/law/${short(u.file)}` })}>{short(u.file)}</a>: <code>{u.sentence}</code></li>)}</ul>
    </details>
  );
}
