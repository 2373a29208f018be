// A day in words, with the machine's form beside it.
import { day } from "../format";
import { t } from "../strings";

export const Day = ({ iso }: { iso: string }) => <time dateTime={iso}>{day(iso)}</time>;

// When something was so: both ends, the last day included; null is open.
export function Period({ from, to }: { from: string | null; to: string | null }) {
  if (from === null && to === null) return null;
  if (from === to && from !== null) return <Day iso={from} />;
  const text = from === null ? t.time.until(day(to!)) : to === null ? t.time.since(day(from)) : t.time.fromTo(day(from), day(to));
  return <span class="nums">{text}</span>;
}
