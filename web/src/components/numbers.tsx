// The documents of an answer and their numbers in it: a mark beside a fact is the number of its document in the list at the end, as in a journal.
import { type ComponentChildren, createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { t } from "../strings";
import type { Source } from "../types";
import { SourceLine } from "./source";

export interface Numbered { sources: readonly Source[]; number: ReadonlyMap<string, number> }

const Sources = createContext<Numbered | null>(null);

export const useNumbered = (): Numbered | null => useContext(Sources);

// Within it, FactWithSource finds its documents and shows their numbers.
export function WithSources({ sources, children }: { sources: readonly Source[]; children: ComponentChildren }) {
  const numbered = useMemo(() => ({ sources, number: new Map(sources.map((s, i) => [s.id, i + 1])) }), [sources]);
  return <Sources.Provider value={numbered}>{children}</Sources.Provider>;
}

// `onPaper`: those that what is printed refers to; paper shows no others.
export function SourceList({ sources, onPaper }: { sources: readonly Source[]; onPaper?: ReadonlySet<string> }) {
  return <ol class="references" aria-label={t.source.list}>{sources.map((s, i) => <li key={s.id} value={i + 1} class={onPaper && !onPaper.has(s.id) ? "no-print" : ""}><SourceLine source={s} /></li>)}</ol>;
}

// The documents in the order in which a reader meets them in these parts of an answer; what none of them names comes last.
export function inOrder(sources: readonly Source[], parts: readonly unknown[]): Source[] {
  const place = new Map([...named(parts)].map((id, i) => [id, i]));
  const at = (s: Source) => place.get(s.id) ?? place.size;
  return [...sources].sort((a, b) => at(a) - at(b));
}

// The ids of the documents that parts of an answer name, in that order.
export function named(parts: readonly unknown[]): Set<string> {
  const found = new Set<string>();
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) x.forEach(walk);
    else if (x !== null && typeof x === "object")
      for (const [key, value] of Object.entries(x)) if (key === "sources" && Array.isArray(value)) value.forEach((id) => found.add(String(id))); else walk(value);
  };
  walk(parts);
  return found;
}
