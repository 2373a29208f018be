// Every word that the page shows of its own, in English. A part a view; a function where something is put in. What the server says (sentences of the law,
// of the record, of the program) comes from there and is not repeated here.
export const en = {
  name: "Dedere",
  skip: "Skip to the content",
  nav: { label: "Views", ask: "Ask", read: "Read", map: "Map", law: "Law", casebook: "Casebook" },
  colophon: {
    basis: (law: string, record: string) => `Law ${law}, record ${record}`,
    until: (day: string) => `Last day on record: ${day}.`,
    caution: "An answer about the law, with its proof. It decides nothing about anyone; a person sought by a court is presumed innocent.",
    whole: "Open the whole page",
  },
  problem: {
    unreachable: "The program does not answer",
    unreachableHelp: "It may have been stopped. Start it again with ./dedere serve, then try once more.",
    failed: "This could not be answered",
    help: "What to do",
  },
  notFound: { title: "There is no such page", text: "The address may be mistyped.", back: "To the first page" },
  waiting: "Looking it up …",

  verdict: { bound: "Bound", not_bound: "Not bound", contested: "Contested", cannot_say: "Cannot say" },
  verdictMeaning: {
    bound: "the duty follows from the law and the record",
    not_bound: "the duty does not follow, whatever is unknown and whichever reading is taken",
    contested: "it turns on a question of law that no chamber has decided",
    cannot_say: "it turns on facts that the record does not hold",
  },
  confidence: { verified: "verified", reported: "reported", disputed: "disputed" },

  day: { previous: "The day before", next: "The day after", hint: "Arrow keys change the part that is marked", asKnown: "As known on", asKnownHint: "hides what was not yet public; empty: all that is on record" },
  typeahead: { none: "Nothing of that name is on record", count: (n: number) => (n === 1 ? "1 suggestion" : `${n} suggestions`) },
  source: {
    mark: (n: number) => `Source ${n}`,
    open: "Source",
    known: (day: string) => `public since ${day}`,
    row: (table: string, row: string) => `Row ${row} of ${table}`,
    document: (d: string) => `document ${d}`,
    note: "Note",
    toDocument: "To the document",
    toRecord: "All that cites it",
    none: "No source is named.",
  },
  citation: { paragraph: "The paragraph", rule: "As a rule", inTheLaw: "In its place in the law", missing: "The rule is not shown here." },
  table: { filter: "Filter", rows: (shown: number, all: number) => (shown === all ? `${all} rows` : `${shown} of ${all} rows`), sort: (column: string) => `Sort by ${column}` },
  time: { open: "open", since: (d: string) => `since ${d}`, until: (d: string) => `until ${d}`, fromTo: (a: string, b: string) => `${a} to ${b}` },
};
