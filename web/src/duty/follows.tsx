// What follows, in its order: each step with its provision, and where it was taken already.
import { Citation } from "../components/citation";
import { Day } from "../components/day";
import { link } from "../router";
import { t } from "../strings";
import type { Consequence } from "../types";
import { outcome } from "./precedents";
import { citation } from "./steps";

export function Follows({ of }: { of: readonly Consequence[] }) {
  return (
    <ol>
      {of.map((f, i) => (
        <li key={i}>
          {f.what} <Citation provision={f.provision} text={citation(f.provision)} />
          {f.taken.map((d, j) => <div key={j} class="small soft">{t.duty.inThisCase} <a href={link({ path: `/decision/${d.finding}` })}><Day iso={d.decided} /></a>, {d.body}: {outcome(d.outcome)}</div>)}
        </li>
      ))}
    </ol>
  );
}
