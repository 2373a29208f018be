// A view: its heading, what it says. On arriving, the heading takes the focus, so that a screen reader begins there; the first view of all leaves it be.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../strings";

let arrivals = 0;

export function Page({ title, heading, lede, children }: { title: string; heading?: ComponentChildren; lede?: ComponentChildren; children: ComponentChildren }) {
  const h1 = useRef<HTMLHeadingElement>(null);
  useEffect(() => { document.title = title === t.name ? title : `${title} · ${t.name}`; }, [title]);
  useEffect(() => { if (arrivals++) h1.current?.focus({ preventScroll: true }); }, []);
  return (
    <main id="content">
      <h1 tabIndex={-1} ref={h1}>{heading ?? title}</h1>
      {lede && <p class="lede">{lede}</p>}
      {children}
    </main>
  );
}
