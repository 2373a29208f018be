// Where an article is handed in: pasted, dropped, or chosen as a file. A dropped receipt, or a page that holds one, is verified instead.
import { useId, useState } from "preact/hooks";
import { DateField } from "../../components/datefield";
import { day } from "../../format";
import { t } from "../../strings";
import type { Intake as In } from "./types";

export const isReceipt = (text: string): boolean => text.includes('"dedere/receipt/2"') && (/^\s*[{[]/.test(text) || text.includes('<script type="application/json" id="receipt">'));

export async function fromFile(file: File): Promise<In> {
  const body = await file.text();
  const isPage = /html/.test(file.type) || /\.x?html?$/i.test(file.name) || /^\s*<(!doctype|html)/i.test(body);
  return { body, type: isPage ? "text/html" : "text/plain", name: file.name };
}

interface IntakeProps { text: string; published: string | null; waiting: boolean; onText: (text: string) => void; onPublished: (day: string | null) => void; onRead: () => void; onFile: (file: File) => void }

export function Intake({ text, published, waiting, onText, onPublished, onRead, onFile }: IntakeProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    const file = e.dataTransfer?.files[0];
    const dragged = e.dataTransfer?.getData("text/plain");
    if (file) onFile(file); else if (dragged) onText(dragged);
  };
  return (
    <form class="intake no-print" aria-label={t.read.form} onSubmit={(e) => { e.preventDefault(); onRead(); }}>
      <div class={`field drop${over ? " over" : ""}`} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <label for={id}>{t.read.article}</label>
        <textarea id={id} rows={10} dir="auto" value={text} placeholder={t.read.placeholder} onInput={(e) => onText(e.currentTarget.value)} />
      </div>
      <div class="with">
        <DateField label={t.read.published} value={published} onChange={onPublished} hint={published ? day(published) : t.read.publishedHint} />
        <div class="field">
          <label for={id + "-file"}>{t.read.file}</label>
          <input id={id + "-file"} type="file" accept=".txt,.md,.html,.htm,.json,text/plain,text/html,application/json" onChange={(e) => { const f = e.currentTarget.files?.[0]; if (f) onFile(f); e.currentTarget.value = ""; }} />
          <p class="hint">{t.read.fileHint}</p>
        </div>
        <button type="submit" class="primary" disabled={waiting || !text.trim()}>{waiting ? t.read.reading : t.read.go}</button>
      </div>
    </form>
  );
}
