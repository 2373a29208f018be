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
  const keys = useRef<{ moved: number; taken: boolean } | null>(null); // pressed while the answer to what is written is under way: they are meant for it, not for an older list
  const writing = useRef(false); // by hand, and not taken yet: what comes from elsewhere does not write over it
  useEffect(() => { if (!writing.current) setText(value); }, [value]);

  const close = () => { asked.current++; keys.current = null; setFound(null); setAt(-1); };
  const look = (written: string) => {
    setText(written);
    writing.current = true;
    const mine = ++asked.current;
    if (!written.trim()) return close();
    keys.current = { moved: 0, taken: false };
    get<Search>(path("/api/search", null, { text: written })).then((answer) => {
      if (mine === asked.current) show(answer[among], written);
    }, () => { if (mine === asked.current) close(); });
  };
  const show = (list: Found[], written: string) => {
    const { moved, taken } = keys.current ?? { moved: 0, taken: false };
    keys.current = null;
    const n = list.length;
    const chosen = n ? ((moved % n) + n) % n : -1;
    const one = list[chosen];
    if (taken && one) return take(one);
    if (taken) return leave(written);
    setFound(list);
    setAt(chosen);
  };
  const take = (one: Found) => { writing.current = false; setText(one.name); close(); onChange({ id: one.id, name: one.name }); };
  const leave = (as: string) => {
    close();
    const written = as.trim();
    if (writing.current && written && written !== value) onChange({ id: written, name: written });
    writing.current = false;
    if (!written) setText(value);
  };
  const key = (e: KeyboardEvent) => {
    const n = found?.length ?? 0;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      const step = e.key === "ArrowDown" ? 1 : -1;
      if (keys.current) keys.current.moved += step;
      else if (!found) look(text);
      else if (n) setAt((at + n + step) % n);
    } else if (e.key === "Enter" && keys.current) {
      e.preventDefault();
      keys.current.taken = true;
    } else if (e.key === "Enter") {
      const one = found?.[at];
      if (one) { e.preventDefault(); take(one); } else leave(text);
    } else if (e.key === "Escape" && (found || keys.current)) { e.preventDefault(); close(); }
  };

  const open = found !== null;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="text" role="combobox" autocomplete="off" spellcheck={false} value={text} {...setting(text)}
        aria-expanded={open} aria-controls={id + "-list"} aria-autocomplete="list" aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined} aria-describedby={hint ? id + "-hint" : undefined}
        onInput={(e) => look(e.currentTarget.value)} onKeyDown={key} onBlur={() => leave(text)} onFocus={(e) => e.currentTarget.select()} />
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
