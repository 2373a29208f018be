// Whether the page is being printed: what is folded on a screen may have to stand open on paper. (Preact renders before the browser lays out the sheets.)
import { useEffect, useState } from "preact/hooks";

export function usePrinting(): boolean {
  const [printing, set] = useState(false);
  useEffect(() => {
    const begin = () => set(true), end = () => set(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => { removeEventListener("beforeprint", begin); removeEventListener("afterprint", end); };
  }, []);
  return printing;
}
