// What the server answers (docs/schema/), as far as the page reads it.

export type Verdict = "bound" | "not_bound" | "contested" | "cannot_say";
export type Confidence = "verified" | "reported" | "disputed";

export interface Evidence { table: string; row: string; sources: string[]; known?: string | null; confidence?: Confidence | null; imprecise?: boolean; note?: string | null; package?: string }
export interface Source { id: string; publisher?: string | null; title?: string | null; date?: string | null; document?: string | null; address?: string | null; kind?: string | null }
export interface Provision { label: string; title?: string | null; place: string; text?: string | null; file: string; line: number }
export interface Span { from: string | null; to: string | null; verdict: Verdict }

export interface Step {
  kind: "rule" | "fact" | "absence" | "window" | "reading" | "test" | "unknown" | "supposed";
  sentence: string; atom?: string | null; label?: string; provision?: Provision; presumed?: boolean;
  question?: string; answer?: string; settled?: string | null; source?: Evidence; law?: string;
  from: string | null; to: string | null; premises?: Step[]; objections?: Objection[];
}
export interface Objection { label: string; title: string | null; provision: Provision; raised: boolean; stands: boolean; ground: Step[]; answers: Objection[] }
export interface Refusal { label: string; title: string | null; held: Step[]; missing: { what: Step; because: Refusal[] }[]; standing: Objection[] }

export interface Position { holder: string; state: string | null; day: string; what: string; source: Evidence }
export interface Dispute {
  question: string; text: string; open: boolean; answer: string; answer_text: string; taken: boolean; settled: string | null;
  verdict: Verdict; spans: Span[]; held_by: string[]; positions: Position[];
}
export interface Warrant {
  id: string; issued: string | null; public: string | null; ended: string | null; ended_how: string | null; case_number: string | null; document: string | null;
  chamber: string | null; situation: string | null; alleged: string | null; source: Evidence;
}
export interface Precedent {
  finding: string; state: string; state_name: string; person: string | null; person_name: string | null; body: string; decided: string; outcome: string;
  referred_to: string | null; referral_note: string | null; document: string | null; grounds: string | null; points: string[]; patterns: string[];
  same_journey: boolean; later: boolean; afterwards: string[]; source: Evidence;
}
export interface Consequence { order: number; what: string; label: string; provision: Provision; taken: { finding: string; decided: string; body: string; outcome: string }[] }
export interface TurnsOn { kind: "supposition" | "presumption" | "unknown" | "open_question" | "settled_question" | "reported"; sentence: string; atom: string }
export interface Unknown { sentence: string; atom: string; not_recorded: string[]; who_could_say: string | null; label: string | null }
export interface Office { title: string; state: string | null; from: string | null; source: Evidence }

export interface Duty {
  schema: "dedere/duty/1";
  question: { person: string; state: string; from: string | null; to: string | null; as_known: string | null };
  person_name: string; state_name: string; offices: Office[]; verdict: Verdict; conclusion: string; spans: Span[]; warrants: Warrant[]; disputes: Dispute[];
  turns_on: TurnsOn[]; unknowns: Unknown[]; proof: Step | null; further_proofs: Step[]; also_under: string[]; argued_under: string | null; why_not: Refusal[]; standing: Step | null;
  precedents: Precedent[]; follows: Consequence[]; execution: Consequence[]; national_law: Consequence[]; sources: Source[];
  receipt: { law: string | null; record: string | null; program: string | null };
}

export interface Found { id: string; name: string; [more: string]: unknown }
export interface Search { persons: Found[]; states: Found[] }
