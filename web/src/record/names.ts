// Names for ids, from the two lists that the page has at hand.
import { useMemo } from "preact/hooks";
import { path, useApi } from "../api";

export interface Named { id: string; name: string }
/** `ready`: they are here; until then an id stands for its name. */
export interface Names { ready: boolean; person: (id: string) => string; state: (id: string) => string }

export function useNames(): Names {
  const persons = useApi<{ persons: Named[] }>(path("/api/persons", null)).data;
  const states = useApi<{ states: Named[] }>(path("/api/statuses", null)).data;
  return useMemo(() => {
    const of = (list: readonly Named[] | undefined) => {
      const names = new Map(list?.map((n) => [n.id, n.name]));
      return (id: string) => names.get(id) ?? id;
    };
    return { ready: Boolean(persons && states), person: of(persons?.persons), state: of(states?.states) };
  }, [persons, states]);
}
