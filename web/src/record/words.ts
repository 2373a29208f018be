// The record's own codes ("presence_reported") in the page's words; a code that the page does not know yet is shown as it stands, without its underscores.
export const words_of = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code.replaceAll("_", " ");
