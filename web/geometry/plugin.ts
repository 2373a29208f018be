// Gives the page `virtual:geometry`: a module whose default export is the Geometry of the record's states, made when it is first asked for.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { geometry } from "./geometry";
import type { Geometry } from "./geometry";

const id = "virtual:geometry";

export function geometryPlugin(states: URL): Plugin {
  return {
    name: "geometry",
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    load(asked) {
      if (asked !== `\0${id}`) return undefined;
      this.addWatchFile(fileURLToPath(states));
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(made(states)))})`;
    },
  };
}

/** The geometry of the states that the table at `states` lists (record/states.csv); throws if one of them is nowhere in the data set. */
export function made(states: URL): Geometry {
  const require = createRequire(import.meta.url);
  const json = (name: string) => JSON.parse(readFileSync(require.resolve(name), "utf8"));
  const listed = readFileSync(states, "utf8").split("\n").slice(1).flatMap((line) => line.match(/^[a-z]{2}(?=,)/) ?? []);
  const codes = json("i18n-iso-countries/codes.json") as [string, string, string][];
  const made = geometry({
    medium: json("world-atlas/countries-50m.json"),
    fine: json("world-atlas/countries-10m.json"),
    state_of: new Map(codes.map(([two, , number]) => [number, two.toLowerCase()] as const).filter(([, state]) => listed.includes(state))),
  });
  const missing = listed.filter((state) => !made.outlines.some((outline) => outline.id === state));
  if (missing.length > 0) throw new Error(`the data set has no outline of ${missing.join(", ")}: web/geometry/ must say where they are`);
  return made;
}
