// A heading one level below the part that it stands in: an argument alone has its parts at 2, within a brief at 3.
import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";

export const Level = createContext<2 | 3>(2);

export function Heading({ children }: { children: ComponentChildren }) {
  const H = useContext(Level) === 2 ? "h2" : "h3";
  return <H>{children}</H>;
}
