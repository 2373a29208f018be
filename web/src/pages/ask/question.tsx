// The question: three fields, and behind a fold a second day and the time at which it is known. Whatever is chosen is asked at once.
import { useEffect, useState } from "preact/hooks";
import type { Address } from "../../address";
import { DateField } from "../../components/datefield";
import { Typeahead } from "../../components/typeahead";
import { day, today } from "../../format";
import { go } from "../../router";
import { t } from "../../strings";

interface QuestionProps { address: Address; person: string; state: string; named: (id: string, name: string) => void }

export function Question({ address: a, person, state, named }: QuestionProps) {
  const first = a.from ?? a.on;
  const last = a.from ? a.to : null;
  const [more, setMore] = useState(last !== null || a.asKnown !== null);
  useEffect(() => { if (last !== null || a.asKnown !== null) setMore(true); }, [last, a.asKnown]);
  const on = first ?? today();
  const ask = (change: Partial<Address>) => {
    const next = { ...a, ...(first ? {} : { on }), ...change };
    go({ ...next, path: "/ask", hash: "" });
  };
  const days = (from: string | null, to: string | null) => ask(to && from && to > from ? { on: null, from, to } : { on: from, from: null, to: null });
  return (
    <form class="question-form no-print" role="search" aria-label={t.ask.form} onSubmit={(e) => e.preventDefault()}>
      <div class="fields">
        <Typeahead label={t.ask.person} among="persons" value={person} hint={t.ask.personHint} onChange={(one) => { named(one.id, one.name); ask({ person: one.id, suppose: [] }); }} />
        <Typeahead label={t.ask.state} among="states" value={state} hint={t.ask.stateHint} onChange={(one) => { named(one.id, one.name); ask({ state: one.id, suppose: [] }); }} />
        <DateField label={t.ask.day} value={on} onChange={(d) => d && days(d, last)} steps hint={day(on)} />
      </div>
      <button type="button" class="link small" aria-expanded={more} onClick={() => setMore(!more)}>{more ? t.ask.less : t.ask.more}</button>
      {more && (
        <div class="fields second">
          <DateField label={t.ask.last} value={last} onChange={(d) => days(on, d)} min={on} hint={last ? day(last) : t.ask.lastHint} />
          <DateField label={t.day.asKnown} value={a.asKnown} onChange={(d) => ask({ asKnown: d })} hint={a.asKnown ? day(a.asKnown) : t.day.asKnownHint} />
        </div>
      )}
    </form>
  );
}
