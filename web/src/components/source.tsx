// A fact with where it comes from: the mark opens the documents, when it became public, and how sure it is.
import type { ComponentChildren } from "preact";
import { day } from "../format";
import { link } from "../router";
import { t } from "../strings";
import type { Evidence, Source } from "../types";
import { Mark, useDisclosure } from "./disclose";
import { useNumbered } from "./numbers";

// One document of the record, as a bibliography sets it.
export function SourceLine({ source }: { source: Source }) {
  return (
    <span class="source-line">
      {source.publisher && <span>{source.publisher}, </span>}
      {source.title ? <cite>{source.title}</cite> : <span>{source.id}</span>}
      {source.document && <span>, {source.document}</span>}
      {source.date && <span>, {day(source.date)}</span>}
      {". "}
      <span class="no-print">
        {source.address && <><a href={source.address} rel="noreferrer external">{t.source.toDocument}</a> · </>}
        <a href={link({ path: `/source/${source.id}` })}>{t.source.toRecord}</a>
      </span>
    </span>
  );
}

// What stands in the note of a fact: its documents, both times, how sure, what is remarked.
export function EvidenceNote({ evidence, sources }: { evidence: Evidence; sources: readonly Source[] }) {
  const documents = evidence.sources.map((id) => sources.find((s) => s.id === id) ?? { id });
  return (
    <>
      {documents.length === 0 && <p>{t.source.none}</p>}
      {documents.map((s) => <p key={s.id}><SourceLine source={s} /></p>)}
      <p class="soft">
        {evidence.confidence && <span class={`chip ${evidence.confidence}`}>{t.confidence[evidence.confidence]}</span>}{" "}
        {evidence.known && <>{t.source.known(day(evidence.known))} · </>}{t.source.row(evidence.table, evidence.row)}
        {evidence.imprecise && <> · {t.source.imprecise}</>}
      </p>
      {evidence.note && <p>{t.source.note}: {evidence.note}</p>}
    </>
  );
}

// A sentence of the record and, behind a mark, its source. The documents are those handed over, or those of the answer that it stands in (WithSources).
//     <FactWithSource evidence={row.source} sources={answer.sources}>Mongolia is a State Party</FactWithSource>
export function FactWithSource({ evidence, sources, children }: { evidence: Evidence | undefined | null; sources?: readonly Source[]; children: ComponentChildren }) {
  const of = useDisclosure();
  const numbered = useNumbered();
  if (!evidence) return <>{children}</>;
  const numbers = evidence.sources.map((id) => numbered?.number.get(id)).filter((n) => n !== undefined);
  const isSure = !evidence.confidence || evidence.confidence === "verified";
  return (
    <>
      {children}{" "}
      <Mark kind="source" of={of} text={numbers.length ? numbers.join(", ") : t.source.open} {...(numbers.length ? { name: t.source.mark(numbers) } : {})} />
      {!isSure && <> <span class={`chip ${evidence.confidence}`}>{t.confidence[evidence.confidence!]}</span></>}
      <span class="note" role="note" {...of.note}>{of.open && <EvidenceNote evidence={evidence} sources={sources ?? numbered?.sources ?? []} />}</span>
    </>
  );
}
