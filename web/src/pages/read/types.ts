import type { Consequence, Duty, Evidence, Office, Source, Warrant } from "../../types";

export interface Quote { text: string; start: number; end: number }
export interface Claim {
  kind: string; person: string | null; person_name: string | null; state: string | null; from: string | null; to: string | null;
  status: "planned" | "under_way" | "occurred" | "cancelled" | "avoided" | null; polarity: "pos" | "neg"; attributed_to: string | null; via: string | null; value: string | null; quote: Quote; rule: string;
}
export interface Journey extends Claim { state_name: string; avoided: boolean; days_of_record: boolean; quotes: Quote[]; duty: Duty | null }
export type Check = "supported" | "contradicted" | "not_in_record" | "opinion";
export interface Checked extends Claim { check: Check; says: string | null; evidence: { sentence: string; label: string | null; place: string | null; source: Evidence | null }[] }
export interface Told { day: string | null; known: string | null; sentence: string; source: Evidence }
export interface Brief {
  schema: "dedere/brief/1"; id: string; published: string | null; as_known: string | null; remarks: string[];
  persons: { person: string; name: string; full_name: string | null; offices: Office[]; warrants: Warrant[] }[];
  journeys: Journey[]; claims: Checked[]; history: Told[]; follows: Consequence[]; known_later: Told[]; sources: Source[]; receipt: Duty["receipt"];
}
export interface Articles { articles: { id: string; published: string | null; language: string | null; text: string; claims: Claim[] }[] }
export interface Verified {
  verified: boolean; reason?: string | null; steps?: number; rules?: number; rows?: number;
  question: { person?: string; state?: string; from?: string | null; to?: string | null; goal?: string; readings?: Record<string, string> } | null;
}
export interface Verification { verified: boolean; reason?: string | null; receipts?: Verified[] }

// What was handed in: an article as text or as a page. It is kept in memory alone, so that one can go back to it.
export interface Intake { body: string; type: "text/plain" | "text/html"; name: string | null }
