// Stands where an answer will. What waits says so to assistive technology too.
import { t } from "../strings";

export const Waiting = () => <p class="soft" aria-busy="true">{t.waiting}</p>;
