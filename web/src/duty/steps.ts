// The steps of a proof as a reader wants them: what says nothing that its neighbours do not is left out, what stands on one row is one step.
// The same choices as the memorandum of `dedere duty` makes (src/brief/argument.cpp).
import type { Objection, Provision, Step } from "../types";

const begins = ": begins on ";
const deepest = 6;

// A comparison or a day says nothing, unless something was reckoned.
export function speaks(step: Step): boolean {
  if (step.kind !== "test") return true;
  if (step.sentence.includes("no value")) return false; // reckoned from what is missing
  return step.sentence.includes("(") || step.sentence.includes(begins);
}

// "1 July 2002 is 1 July 2002 (the first day of …)" -> "1 July 2002 is the first day of …"
export function reckoned(sentence: string): string {
  const at = sentence.indexOf(begins);
  if (at >= 0) return `${sentence.slice(0, at)}, since ${sentence.slice(at + begins.length)}`;
  const is = sentence.indexOf(" is ");
  if (is < 0) return sentence;
  const left = sentence.slice(0, is), right = sentence.slice(is + 4);
  return right.startsWith(left + " (") && right.endsWith(")") ? `${left} is ${right.slice(left.length + 2, -1)}` : sentence;
}

// "RS 126; party" -> "RS 126": the citation, without what tells its rules apart.
export const citation = (p: Provision | string): string => (typeof p === "string" ? p : p.label).replace(/;.*$/, "");

// One rule that only hands on what another of the same provision concluded is one step.
export function gathered(step: Step): Step {
  let out = step;
  for (let i = 0; i < deepest; i++) {
    const said = (out.premises ?? []).filter(speaks);
    const inner = said[0];
    if (said.length !== 1 || !inner || inner.kind !== "rule" || !out.provision || !inner.provision || citation(inner.provision) !== citation(out.provision)) break;
    out = { ...out, premises: inner.premises ?? [], objections: [...(out.objections ?? []), ...(inner.objections ?? [])] };
  }
  return out;
}

// The steps that a reader is shown, those of one row joined: "the warrant was issued in the situation of Ukraine; it names …".
export function shown(steps: readonly Step[]): Step[] {
  const out: Step[] = [];
  for (const step of steps) {
    if (!speaks(step)) continue;
    const last = out[out.length - 1];
    const same = last?.kind === "fact" && step.kind === "fact" && last.source && step.source && last.source.table === step.source.table && last.source.row === step.source.row;
    if (same) out[out.length - 1] = { ...last, sentence: joined(last.sentence, step.sentence) };
    else out.push(gathered(step));
  }
  return out;
}

// "the warrant names A" and "the warrant is of B" -> "the warrant names A and is of B"
function joined(first: string, second: string): string {
  const a = first.split(" "), b = second.split(" ");
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return same < 3 ? `${first}; ${second}` : `${first} and ${b.slice(same).join(" ")}`;
}

const predicate = (atom: string | null | undefined): string => (atom ?? "").replace(/^not /, "").replace(/\(.*$/, "");

// What would stand against a step and is not there: the absences that a reader would ask for, but those that a fact beside them seems to deny.
export function absences(step: Step): { objection: Objection; sentences: string[] }[] {
  const beside = new Set((step.premises ?? []).filter((p) => p.kind !== "absence").map((p) => predicate(p.atom)));
  return (step.objections ?? [])
    .filter((o) => !o.raised)
    .map((objection) => ({ objection, sentences: objection.ground.filter((g) => g.kind === "unknown" || (g.kind === "absence" && !beside.has(predicate(g.atom)))).map((g) => g.sentence) }))
    .filter((a) => a.sentences.length > 0);
}

// Would it answer the objection for certain? Not by an answer to a question that no chamber has decided.
export const wouldAnswer = (answer: Objection): boolean => answer.raised && !answer.ground.some((g) => g.kind === "reading" && !g.settled);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const ended = (text: string): string => (/[.!?:]$/.test(text) ? text : text + ".");

// What of a proof stands on paper: two layers, and the objections raised against it. For finding the documents that are named there.
export function printed(proof: Step | null): unknown[] {
  if (!proof) return [];
  const below = (s: Step) => [...(s.premises ?? []).map((p) => p.source), ...(s.objections ?? []).filter((o) => o.raised)];
  return [...shown(proof.premises ?? []).flatMap((p) => [p.source, below(p)]), (proof.objections ?? []).filter((o) => o.raised)];
}
