// Days as whole numbers, so that a slider can stand on them: days since 1970-01-01.

const day_ms = 86_400_000;

export const number_of = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / day_ms;
export const iso_of = (day: number): string => new Date(day * day_ms).toISOString().slice(0, 10);

/** The same day of the month `months` later, or that month's last day. */
export function month_later(day: number, months: number): number {
  const at = new Date(day * day_ms);
  const wanted = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(wanted, last));
  return at.getTime() / day_ms;
}
