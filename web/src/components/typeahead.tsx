// A field that proposes persons or states while one writes, in any script (ARIA's combobox with a list: arrows move, Enter takes, Escape closes).
// What is written and never taken is handed on as it stands: the server knows names as people write them.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { get, path } from "../api";
import { setting } from "../format";
import { t } from "../strings";
import type { Found, Search } from "../types";
import { Name } from "./name";

interface TypeaheadProps {
  label: string;
  among: "persons" | "states";
  value: string; // as shown: a name
  onChange: (chosen: { id: string; name: string }) => void;
  hint?: string;
}

export function Typeahead({ label, among, value, onChange, hint }: TypeaheadProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const [found, setFound] = useState<Found[] | null>(null); // null: closed
  const [at, setAt] = useState(-1);
  const asked = useRef(0);
  const writing = useRef(false); // by hand, and not taken yet: what comes from elsewhere does not write over it
  useEffect(() => { if (!writing.current) setText(value); }, [value]);

  const close = () => { asked.current++; setFound(null); setAt(-1); };
  const look = (written: string) => {
    setText(written);
    writing.current = true;
    const mine = ++asked.current;
    if (!written.trim()) return close();
    get<Search>(path("/api/search", null, { text: written })).then((answer) => {
      if (mine !== asked.current) return;
      setFound(answer[among]);
      setAt(answer[among].length ? 0 : -1);
    }, () => { if (mine === asked.current) close(); });
  };
  const take = (one: Found) => { writing.current = false; setText(one.name); close(); onChange({ id: one.id, name: one.name }); };
  const leave = () => {
    close();
    const written = text.trim();
    if (writing.current && written && written !== value) onChange({ id: written, name: written });
    writing.current = false;
    if (!written) setText(value);
  };
  const key = (e: KeyboardEvent) => {
    const n = found?.length ?? 0;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (!found) look(text); else if (n) setAt((at + (e.key === "ArrowDown" ? 1 : n - 1)) % n);
    } else if (e.key === "Enter") {
      const one = found?.[at];
      if (one) { e.preventDefault(); take(one); } else leave();
    } else if (e.key === "Escape" && found) { e.preventDefault(); close(); }
  };

  const open = found !== null;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="text" role="combobox" autocomplete="off" spellcheck={false} value={text} {...setting(text)}
        aria-expanded={open} aria-controls={id + "-list"} aria-autocomplete="list" aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined} aria-describedby={hint ? id + "-hint" : undefined}
        onInput={(e) => look(e.currentTarget.value)} onKeyDown={key} onBlur={leave} onFocus={(e) => e.currentTarget.select()} />
      <p class="hint" id={id + "-hint"}>{hint}</p>
      <ul class="options" id={id + "-list"} role="listbox" aria-label={label} hidden={!open || found.length === 0}>
        {found?.map((one, i) => (
          <li key={one.id} id={`${id}-${i}`} role="option" aria-selected={i === at} onMouseDown={(e) => e.preventDefault()} onClick={() => take(one)}>
            <Name text={one.name} />
            {typeof one.matched === "string" && one.matched !== one.name ? <small><Name text={one.matched} /></small> : <small>{one.id}</small>}
          </li>
        ))}
      </ul>
      <span class="visually-hidden" role="status">{found && (found.length ? t.typeahead.count(found.length) : t.typeahead.none)}</span>
    </div>
  );
}
