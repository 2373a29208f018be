// Days and names as a reader sees them.

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// "2024-09-03" -> "3 September 2024"; also "2024-09" and "2024"; what is none of these, as it stands.
export function day(iso: string): string {
  const m = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  if (!m) return iso;
  const month = m[2] && months[Number(m[2]) - 1];
  return [m[3] && String(Number(m[3])), month, m[1]].filter(Boolean).join(" ");
}

export const today = (): string => { const d = new Date(); return [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, "0")).join("-"); };

// The day `days` later, by the calendar.
export function later(iso: string, days: number): string {
  const d = new Date(iso + "T00:00:00Z");
  d.setUTCDate(d.getUTCDate() + days);
  return d.toISOString().slice(0, 10);
}

// The script of a text tells how to set it: the direction, and a language for the font to go by. Latin text has none to tell.
const scripts: readonly [RegExp, string, "ltr" | "rtl"][] = [
  [/\p{Script=Arabic}/u, "ar", "rtl"], [/\p{Script=Hebrew}/u, "he", "rtl"], [/\p{Script=Syriac}/u, "syr", "rtl"], [/\p{Script=Thaana}/u, "dv", "rtl"],
  [/\p{Script=Cyrillic}/u, "ru", "ltr"], [/\p{Script=Greek}/u, "el", "ltr"], [/\p{Script=Hiragana}|\p{Script=Katakana}/u, "ja", "ltr"],
  [/\p{Script=Hangul}/u, "ko", "ltr"], [/\p{Script=Han}/u, "zh", "ltr"], [/\p{Script=Armenian}/u, "hy", "ltr"], [/\p{Script=Georgian}/u, "ka", "ltr"],
  [/\p{Script=Devanagari}/u, "hi", "ltr"], [/\p{Script=Bengali}/u, "bn", "ltr"], [/\p{Script=Ethiopic}/u, "am", "ltr"], [/\p{Script=Thai}/u, "th", "ltr"],
];

export function setting(text: string): { lang?: string; dir?: "ltr" | "rtl" } {
  for (const [script, lang, dir] of scripts) if (script.test(text)) return { lang, dir };
  return {};
}
