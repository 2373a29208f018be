// The prose of law files: paragraphs, lists, tables, links, emphasis, code. What is anything else is shown as it stands; no HTML passes.
import type { ComponentChildren } from "preact";
import { link } from "../router";

export function Markdown({ text, file }: { text: string; file: string }) {
  return <>{text.split(/\n\s*\n/).map((block, i) => <Block key={i} text={block.replace(/^\n+|\s+$/g, "")} file={file} />)}</>;
}

function Block({ text, file }: { text: string; file: string }) {
  const lines = text.split("\n");
  if (!text) return null;
  if (lines.every((l) => l.startsWith("|"))) return <TableBlock lines={lines} file={file} />;
  if (/^([-*]|\d+\.) /.test(text)) {
    const items = text.split(/\n(?=(?:[-*]|\d+\.) )/).map((item) => item.replace(/^([-*]|\d+\.) /, ""));
    const list = items.map((item, i) => <li key={i}><Inline text={item} file={file} /></li>);
    return /^\d/.test(text) ? <ol>{list}</ol> : <ul>{list}</ul>;
  }
  if (lines.every((l) => l.startsWith(">"))) return <blockquote><Inline text={lines.map((l) => l.replace(/^> ?/, "")).join("\n")} file={file} /></blockquote>;
  return <p><Inline text={text} file={file} /></p>;
}

function TableBlock({ lines, file }: { lines: readonly string[]; file: string }) {
  const cells = (line: string) => line.replace(/^\||\|$/g, "").split("|").map((c) => c.trim());
  const [head, rule, ...rest] = lines;
  const body = rule && /^[|\s:-]+$/.test(rule) ? rest : lines.slice(1);
  return (
    <div class="table" role="region" tabIndex={0} aria-label={cells(head!).join(", ")}>
      <table>
        <thead><tr>{cells(head!).map((c, i) => <th key={i} scope="col"><Inline text={c} file={file} /></th>)}</tr></thead>
        <tbody>{body.map((l, i) => <tr key={i}>{cells(l).map((c, j) => <td key={j}><Inline text={c} file={file} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

const pieces = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^()\s]+)\)/;

export function Inline({ text, file }: { text: string; file: string }) {
  const out: ComponentChildren[] = [];
  let rest = text;
  for (let m = pieces.exec(rest); m; m = pieces.exec(rest)) {
    out.push(rest.slice(0, m.index));
    if (m[1] !== undefined) out.push(<code>{m[1]}</code>);
    else if (m[2] !== undefined) out.push(<strong>{m[2]}</strong>);
    else if (m[3] !== undefined) out.push(<em>{m[3]}</em>);
    else out.push(<a href={address_of(m[5]!, file)} rel={/^https?:/.test(m[5]!) ? "noreferrer external" : undefined}>{m[4]}</a>);
    rest = rest.slice(m.index + m[0].length);
  }
  return <>{out}{rest}</>;
}

// Where a link of a law file leads: to another law file's page, or out. Nothing but http and https leads out.
function address_of(to: string, file: string): string | undefined {
  if (/^https?:\/\//.test(to)) return to;
  if (/^[a-z][a-z0-9+.-]*:/i.test(to)) return undefined;
  const [path, hash] = to.split("#") as [string, string | undefined];
  const at = new URL(path || ".", `http://law/${file}`).pathname.slice(1).replace(/\.md$/, "");
  return /\.[a-z]+$/.test(at) ? undefined : link({ path: `/law/${path ? at : file}`, hash: hash ?? "" });
}
