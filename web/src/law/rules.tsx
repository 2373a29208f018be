// The rules of a law file, as they are written: labels are anchors, comments and words of the language are set apart, labels that are named lead to their place.
import type { ComponentChildren } from "preact";
import { link } from "../router";

const words = new Set(("type predicate open output entity question answer held by settled presumption denied except to if not from on within throughout since until expect unknown reading begins ends ever always "
  + "count min max sum after before supposed some all at").split(" "));
const token = /%[^\n]*|"(?:[^"\\]|\\.)*"|\[[^\]\n]+\]|\b\d{4}-\d{2}-\d{2}\b|[A-Za-z_][A-Za-z0-9_-]*/g;

interface RulesProps {
  text: string;
  /** Labels that begin here: they get an anchor. */
  own: ReadonlySet<string>;
  /** The page of the file that another label stands in, if known. */
  place: (label: string) => string | undefined;
}

export function Rules({ text, own, place }: RulesProps) {
  const out: ComponentChildren[] = [];
  const anchored = new Set<string>();
  let at = 0;
  for (const m of text.matchAll(token)) {
    if (m.index > at) out.push(text.slice(at, m.index));
    out.push(piece(m[0], text, m.index));
    at = m.index + m[0].length;
  }
  out.push(text.slice(at));
  return <pre class="rules" tabIndex={0}>{out}</pre>;

  function piece(word: string, of: string, index: number): ComponentChildren {
    const key = `${index}`;
    if (word.startsWith("%")) return <i key={key} class="comment">{word}</i>;
    if (word.startsWith('"')) return <span key={key} class="text">{word}</span>;
    if (/^\d/.test(word)) return <span key={key} class="day">{word}</span>;
    if (word.startsWith("[")) {
      const label = word.slice(1, -1);
      const begins = index === 0 || of[index - 1] === "\n";
      if (begins && own.has(label) && !anchored.has(label)) {
        anchored.add(label);
        return <b key={key} class="rule-label" id={label}><a href={`#${encodeURIComponent(label)}`}>{word}</a></b>;
      }
      const page = place(label);
      return page ? <b key={key} class="rule-label"><a href={link({ path: page, hash: label })}>{word}</a></b> : <b key={key} class="rule-label">{word}</b>;
    }
    return words.has(word) ? <span key={key} class="word">{word}</span> : word;
  }
}
