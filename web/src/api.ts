// The server's answers, typed, fetched once. An answer depends on its address alone, so one that was fetched is kept while the page is open.
//
//     const duty = useApi<Duty>(path("/api/duty", address, { person: "putin", state: "mn" }));
//     duty.data      the answer; while another is on its way, the one before it (nothing jumps)
//     duty.problem   why there is none
import { useEffect, useState } from "preact/hooks";
import { type Address, query } from "./address";
import { t } from "./strings";

export interface Diagnostic { code?: string; message: string; help?: string | null }

// What the server says when it cannot answer (application/problem+json), or what kept us from asking.
export class Problem extends Error {
  constructor(readonly status: number, readonly title: string, readonly detail: string, readonly diagnostics: readonly Diagnostic[] = []) { super(title); }
}

// The address of an answer: the times, readings and suppositions of the view, and what else is asked.
export function path(of: string, address: Address | null, more: Readonly<Record<string, string | null | undefined>> = {}): string {
  const p = address ? query(address) : new URLSearchParams();
  for (const [name, value] of Object.entries(more)) if (value) p.set(name, value); else p.delete(name);
  const q = p.toString();
  return of + (q && "?" + q);
}

const kept = new Map<string, Promise<unknown>>(); // by address, the one used last at the end
const most = 200;

export function get<T>(address: string): Promise<T> {
  const found = kept.get(address);
  kept.delete(address);
  const answer = found ?? request<T>(address, {});
  kept.set(address, answer);
  if (!found) answer.catch(() => kept.delete(address));
  for (const oldest of kept.keys()) { if (kept.size <= most) break; kept.delete(oldest); }
  return answer as Promise<T>;
}

export function post<T>(address: string, body: string, type: string, signal?: AbortSignal): Promise<T> {
  return request<T>(address, { method: "POST", body, headers: { "content-type": type }, signal: signal ?? null });
}

async function request<T>(address: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try { answer = await fetch(address, { credentials: "omit", ...init }); }
  catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    throw new Problem(0, t.problem.unreachable, t.problem.unreachableHelp);
  }
  const json = /json/.test(answer.headers.get("content-type") ?? "");
  if (answer.ok) return (json ? await answer.json() : await answer.text()) as T;
  const said = json ? ((await answer.json().catch(() => ({}))) as { title?: string; detail?: string; diagnostics?: Diagnostic[] }) : {};
  throw new Problem(answer.status, said.title ?? t.problem.failed, said.detail ?? "", said.diagnostics ?? []);
}

export interface Answer<T> { data: T | null; problem: Problem | null; waiting: boolean; of: string | null /* the address that `data` answers */ }

// The answer at an address; none for null. A later address makes an earlier answer that is still on its way void.
export function useApi<T>(address: string | null): Answer<T> {
  const [answer, set] = useState<Answer<T>>({ data: null, problem: null, waiting: address !== null, of: null });
  useEffect(() => {
    if (address === null) { set({ data: null, problem: null, waiting: false, of: null }); return; }
    let wanted = true;
    set((last) => ({ ...last, waiting: true }));
    get<T>(address).then(
      (data) => { if (wanted) set({ data, problem: null, waiting: false, of: address }); },
      (e: unknown) => { if (wanted) set({ data: null, problem: e instanceof Problem ? e : new Problem(0, t.problem.failed, String(e)), waiting: false, of: address }); },
    );
    return () => { wanted = false; };
  }, [address]);
  return answer;
}
