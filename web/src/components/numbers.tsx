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

export function SourceList({ sources }: { sources: readonly Source[] }) {
  return <ol class="references" aria-label={t.source.list}>{sources.map((s) => <li key={s.id}><SourceLine source={s} /></li>)}</ol>;
}
