// A name in its own script: set in its direction, apart from the text about it, with a language for fonts and screen readers.
import { setting } from "../format";

export function Name({ text, lang }: { text: string; lang?: string | null }) {
  const own = setting(text);
  return <bdi {...own} {...(lang ? { lang } : {})}>{text}</bdi>;
}
