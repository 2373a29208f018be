// The words of the page, in the reader's language. There is one so far; another is a file of the same shape (`Strings`), chosen here.
import { en } from "./strings.en";

export type Strings = typeof en;
export const t: Strings = en;
