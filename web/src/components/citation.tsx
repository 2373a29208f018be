// A citation of the law. It opens the paragraph with its rule beside it, and leads to its place in the law.
import { useApi } from "../api";
import { link } from "../router";
import { t } from "../strings";
import type { Provision } from "../types";
import { Mark, useDisclosure } from "./disclose";

// "law/rome-statute/part-9.md" -> "/law/rome-statute/part-9"
export const lawPath = (file: string): string => "/law/" + file.replace(/^law\//, "").replace(/\.md$/, "");

export function Citation({ provision, text }: { provision: Provision; text?: string }) {
  const of = useDisclosure();
  return (
    <>
      <Mark kind="law" of={of} text={text ?? provision.label} />
      <span class="note" role="note" {...of.note}>{of.open && <Paragraph provision={provision} />}</span>
    </>
  );
}

interface LawFile { rules?: { label: string; line?: number; text: string }[] }

function Paragraph({ provision }: { provision: Provision }) {
  const file = useApi<LawFile>("/api" + lawPath(provision.file));
  const rule = file.data?.rules?.find((r) => r.label === provision.label);
  return (
    <span class="law-columns fade">
      <span>
        <span class="label">{t.citation.paragraph}</span>
        <p class="soft">{provision.place.replace(/ > /g, " › ")}</p>
        {provision.text?.split("\n").map((p, i) => <p key={i}>{p}</p>)}
        <p><a href={link({ path: lawPath(provision.file), hash: provision.label })}>{t.citation.inTheLaw}</a></p>
      </span>
      <span>
        <span class="label">{t.citation.rule}</span>
        {rule ? <pre tabIndex={0} aria-label={t.citation.rule}>{rule.text}</pre> : <p class="soft">{file.waiting ? t.waiting : t.citation.missing}</p>}
      </span>
    </span>
  );
}
