// Which view stands at which address. The first is there at once; another is fetched when it is first opened.
//     { at: "/state/:id", load: () => import("./pages/state") }      // exports default: ({ params }) => <Page …>
import type { ComponentType } from "preact";
import Ask from "./pages/ask";
import { t } from "./strings";

export type View = ComponentType<{ params: Record<string, string> }>;
export type Route = { at: string } & ({ view: View } | { load: () => Promise<{ default: View }> });

export const routes: readonly Route[] = [
  { at: "/", view: Ask },
  { at: "/ask", view: Ask },
  { at: "/map", load: () => import("./pages/map") },
  { at: "/read", load: () => import("./pages/read") },
  { at: "/person", load: () => import("./pages/persons") },
  { at: "/person/:id", load: () => import("./pages/person") },
  { at: "/state/:id", load: () => import("./pages/state") },
  { at: "/decision", load: () => import("./pages/decisions") },
  { at: "/decision/:id", load: () => import("./pages/decision") },
  { at: "/source", load: () => import("./pages/sources") },
  { at: "/source/:id", load: () => import("./pages/source") },
  { at: "/law", load: () => import("./pages/law") },
  { at: "/law/*", load: () => import("./pages/law-file") },
  { at: "/casebook", load: () => import("./pages/casebook") },
];

// What the frame leads to.
export const views: readonly { path: string; name: string; of?: RegExp }[] = [
  { path: "/", name: t.nav.ask, of: /^\/(ask)?$/ },
  { path: "/read", name: t.nav.read },
  { path: "/map", name: t.nav.map },
  { path: "/person", name: t.person.list },
  { path: "/decision", name: t.decision.list },
  { path: "/law", name: t.nav.law },
  { path: "/casebook", name: t.nav.casebook },
];
