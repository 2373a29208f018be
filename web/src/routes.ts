// Which view stands at which address. A view other than the first is fetched when it is first opened.
//     { at: "/state/:id", load: () => import("./pages/state") }      // exports default: ({ params }) => <Page …>
import type { ComponentType } from "preact";
import { t } from "./strings";

export type View = ComponentType<{ params: Record<string, string> }>;
export interface Route { at: string; load: () => Promise<{ default: View }> }

export const routes: readonly Route[] = [
  { at: "/", load: () => import("./pages/ask") },
  { at: "/ask", load: () => import("./pages/ask") },
  { at: "/map", load: () => import("./pages/map") },
  { at: "/read", load: () => import("./pages/read") },
];

// What the frame leads to.
export const views: readonly { path: string; name: string; of?: RegExp }[] = [
  { path: "/", name: t.nav.ask, of: /^\/(ask)?$/ },
  { path: "/read", name: t.nav.read },
  { path: "/map", name: t.nav.map },
];
