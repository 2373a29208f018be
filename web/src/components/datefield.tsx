// A day, by the browser's own field: keyboard, phone and screen reader know it. It tells of a day only when one is complete; null when it was emptied.
import { useEffect, useId, useState } from "preact/hooks";
import { isDay } from "../address";
import { later } from "../format";
import { t } from "../strings";

interface DateFieldProps { label: string; value: string | null; onChange: (day: string | null) => void; min?: string; max?: string; hint?: string; steps?: boolean }

export function DateField({ label, value, onChange, min = "1998-07-17", max, hint, steps = false }: DateFieldProps) {
  const id = useId();
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText(value ?? ""), [value]);
  const told = (next: string) => {
    setText(next);
    if (next === "") onChange(null);
    else if (isDay(next) && next >= min && (!max || next <= max)) onChange(next);
  };
  return (
    <div class="field date">
      <label for={id}>{label}</label>
      <div class="row">
        {steps && <button type="button" aria-label={t.day.previous} disabled={!value} onClick={() => value && told(later(value, -1))}>‹</button>}
        <input id={id} type="date" value={text} min={min} max={max} aria-describedby={hint ? id + "-hint" : undefined} onInput={(e) => told(e.currentTarget.value)} />
        {steps && <button type="button" aria-label={t.day.next} disabled={!value} onClick={() => value && told(later(value, 1))}>›</button>}
      </div>
      {hint && <p class="hint" id={id + "-hint"}>{hint}</p>}
    </div>
  );
}
