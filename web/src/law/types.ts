// What the server says of the law (/api/law, /api/law/FILE, /api/casebook).

export interface Heading { level: number; text: string; anchor: string; labels?: string[] }
export interface LawList { files: { file: string; title: string; headings: Heading[] }[] }

export type Block =
  | { kind: "heading"; level: number; text: string; anchor: string }
  | { kind: "text"; markdown: string }
  | { kind: "rules"; text: string; line: number; labels: string[] };
export interface Use { file: string; line: number; sentence: string }
export interface LawFile { file: string; title: string; blocks: Block[]; used: Record<string, Use[]> }

export interface Expectation { text: string; line: number; met: boolean }
export interface Case { file: string; title: string; finding: string | null; state: string | null; person: string | null; decided: string | null; text: string; facts?: { text: string; line: number }[]; expectations: Expectation[]; agrees: boolean }
export interface Casebook { cases: Case[]; expectations: number; agree: number }

// "law/rome-statute/part-9.md" or "rome-statute/part-9" -> "rome-statute/part-9"
export const short = (file: string): string => file.replace(/^law\//, "").replace(/\.md$/, "");
