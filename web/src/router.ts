// The address of the window, as a value that views read, and the two ways to change it. Back and forward are the browser's own.
import { useEffect, useState } from "preact/hooks";
import { type Address, carried, format, parse } from "./address";

let current = parse(new URL(location.href));
const listeners = new Set<() => void>();

function changed(): void {
  current = parse(new URL(location.href));
  for (const listener of [...listeners]) listener();
}

addEventListener("popstate", changed);
addEventListener("hashchange", changed);

export function useAddress(): Address {
  const [address, set] = useState(current);
  useEffect(() => {
    const listener = () => set(current);
    listeners.add(listener);
    listener();
    return () => void listeners.delete(listener);
  }, []);
  return address;
}

// Shows another view, or this one with something changed. `replace` leaves no step to go back to: for what changes while a hand moves (a slider).
export function go(to: string | Partial<Address>, how: "push" | "replace" = "push"): void {
  const next = typeof to === "string" ? to : format({ ...current, hash: "", ...to });
  if (next === location.pathname + location.search + location.hash) return;
  const path = current.path;
  history[how === "replace" ? "replaceState" : "pushState"](null, "", next);
  changed();
  if (current.path !== path && !current.hash) scrollTo({ top: 0, behavior: "instant" });
}

// The address of another view under the same times, readings and frame: for `href`.
//     <a href={link({ path: "/state/mn" })}>
export const link = (to: Partial<Address>): string => format({ ...carried(current), ...to });

// A plain `<a href>` to a view of ours is followed without loading the page anew.
document.addEventListener("click", (e) => {
  if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  const a = e.target instanceof Element ? e.target.closest("a") : null;
  if (!a || a.target || a.hasAttribute("download") || a.origin !== location.origin) return;
  if (/^\/(api|feeds)\/|\.[a-z]+$/.test(a.pathname)) return; // a file of the server's
  const here = a.pathname === location.pathname && a.search === location.search;
  if (here && a.hash) return; // within the view: the browser scrolls
  e.preventDefault();
  go(a.pathname + a.search + a.hash);
});

// Whether `path` is as `pattern` says; the names in it. `*` at the end takes the rest, slashes too.
//     match("/state/:id", "/state/mn")          // { id: "mn" }
//     match("/law/*", "/law/rome-statute/part-9")   // { "*": "rome-statute/part-9" }
export function match(pattern: string, path: string): Record<string, string> | null {
  const found: Record<string, string> = {};
  const want = pattern.split("/");
  const have = path.split("/");
  for (const [i, part] of want.entries()) {
    const piece = have[i];
    if (part === "*") {
      found["*"] = have.slice(i).join("/");
      return found["*"] ? found : null;
    }
    if (piece === undefined) return null;
    if (part.startsWith(":")) { if (!piece) return null; found[part.slice(1)] = piece; }
    else if (part !== piece) return null;
  }
  return want.length === have.length ? found : null;
}
