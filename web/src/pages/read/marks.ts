// Where in a text its claims rest. The reader counts in bytes of UTF-8, JavaScript in units of UTF-16.
//
//     pieces("Ümit says", [{ start: 0, end: 5, number: 1 }])    // [{ text: "Ümit", numbers: [1] }, { text: " says", numbers: [] }]
//
// Quotes may overlap: a piece has the numbers of all that cover it.

export interface Mark { start: number; end: number; number: number } // bytes, half-open
export interface Piece { text: string; numbers: number[]; begins: number[] /* of them, those that begin here */ }

export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  const cuts = [...new Set(marks.flatMap((m) => [m.start, m.end]))].sort((a, b) => a - b);
  const at = unitsAt(text, cuts);
  const ends = [...cuts, Infinity];
  const out: Piece[] = [];
  let from = 0, byte = 0;
  for (const end of ends) {
    const to = at.get(end) ?? text.length;
    if (to > from) {
      const covering = marks.filter((m) => m.start <= byte && m.end > byte && m.start < m.end);
      out.push({ text: text.slice(from, to), numbers: covering.map((m) => m.number), begins: covering.filter((m) => m.start === byte).map((m) => m.number) });
    }
    from = to;
    byte = end;
  }
  return out;
}

// The UTF-16 unit at which each byte offset stands; the offsets ascend. One within a character counts as its beginning; one past the end, as the end.
function unitsAt(text: string, offsets: readonly number[]): Map<number, number> {
  const out = new Map<number, number>();
  let byte = 0, unit = 0, i = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    while (i < offsets.length && offsets[i]! < byte + size) out.set(offsets[i++]!, unit);
    byte += size;
    unit += character.length;
  }
  while (i < offsets.length) out.set(offsets[i++]!, text.length);
  return out;
}
