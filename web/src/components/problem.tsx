// Why there is no answer, and what to do.
import type { Problem as Why } from "../api";

export function Problem({ problem }: { problem: Why }) {
  return (
    <div class="problem" role="alert">
      <p><strong>{problem.title}</strong></p>
      {problem.detail && problem.diagnostics.length === 0 && <p>{problem.detail}</p>}
      {problem.diagnostics.map((d, i) => <p key={i}>{d.message}{d.help && <><br /><span class="soft">{d.help}</span></>}</p>)}
    </div>
  );
}
