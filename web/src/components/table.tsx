// A table that can be searched and sorted: the twin in words of a picture, or a list of the record. Its filter and order stand in the address
// (`more`: NAME.filter, NAME.sort), so that both twins are filtered by the same words: `shown(rows, …)` is what the picture draws too.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { go, useAddress } from "../router";
import { t } from "../strings";

export interface Column<Row> {
  key: string;
  title: string;
  text: (row: Row) => string; // what is searched and sorted
  cell?: (row: Row) => ComponentChildren; // what is shown, if more than the text
}

// The rows that the words of a filter all occur in, whatever their case.
export function filtered<Row>(rows: readonly Row[], columns: readonly Column<Row>[], filter: string): Row[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [...rows];
  return rows.filter((row) => {
    const text = columns.map((c) => c.text(row)).join("\n").toLocaleLowerCase();
    return words.every((w) => text.includes(w));
  });
}

interface TableProps<Row> { name: string; caption: string; rows: readonly Row[]; columns: readonly Column<Row>[]; id: (row: Row) => string; filter?: boolean }

export function Table<Row>({ name, caption, rows, columns, id, filter = true }: TableProps<Row>) {
  const field = useId();
  const { more } = useAddress();
  const words = filter ? (more[name + ".filter"] ?? "") : "";
  const sort = more[name + ".sort"] ?? "";
  const by = columns.find((c) => c.key === sort.replace(/^-/, ""));
  const down = sort.startsWith("-");
  const shown = filtered(rows, columns, words);
  if (by) shown.sort((a, b) => (down ? -1 : 1) * by.text(a).localeCompare(by.text(b), undefined, { numeric: true }));
  const set = (key: string, value: string) => go({ more: { ...more, [name + "." + key]: value } }, "replace");
  return (
    <div>
      {filter && (
        <div class="field filter no-print">
          <label for={field}>{t.table.filter}</label>
          <input id={field} type="search" value={words} onInput={(e) => set("filter", e.currentTarget.value)} />
        </div>
      )}
      <div class="table" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <caption>{caption} · <span role="status">{t.table.rows(shown.length, rows.length)}</span></caption>
          <thead>
            <tr>
              {columns.map((c) => (
                <th key={c.key} scope="col" aria-sort={by === c ? (down ? "descending" : "ascending") : "none"}>
                  <button type="button" class="link" title={t.table.sort(c.title)} onClick={() => set("sort", by === c && !down ? "-" + c.key : c.key)}>
                    {c.title}{by === c ? (down ? " ↓" : " ↑") : ""}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{shown.map((row) => <tr key={id(row)}>{columns.map((c) => <td key={c.key}>{c.cell ? c.cell(row) : c.text(row)}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </div>
  );
}
