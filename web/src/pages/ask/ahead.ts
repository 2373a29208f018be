// The answer that an address asks for; asked for as soon as the page's own code is there, before anything is drawn.
import type { Address } from "../../address";
import { get, path } from "../../api";

// Where the answer to the question of an address is; null if it asks none (yet).
export function question(a: Address): string | null {
  const isDated = a.on !== null || a.from !== null || a.to !== null;
  return a.person !== null && a.state !== null && isDated ? path("/api/duty", a, { person: a.person, state: a.state }) : null;
}

export function ahead(a: Address): void {
  const address = a.path === "/ask" || a.path === "/" ? question(a) : null;
  if (address) get(address).catch(() => {}); // the view will say what is wrong
}
