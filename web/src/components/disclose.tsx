// A small mark that opens a note beneath it. The note is made only when it is opened.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

export function useDisclosure() {
  const id = useId();
  const [open, set] = useState(false);
  return { open, mark: { "aria-expanded": open, "aria-controls": id, onClick: () => set(!open) }, note: { id, hidden: !open } };
}

export function Mark({ text, name, kind, of }: { text: ComponentChildren; name?: string; kind: "source" | "law"; of: ReturnType<typeof useDisclosure> }) {
  return <button type="button" class={`cite ${kind}`} aria-label={name} {...of.mark}>{text}</button>;
}
