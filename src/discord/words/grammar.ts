import type { LocalDate } from '#domain/ids';

/** The forms of a counted thing; `other` stands in for every form a locale does not name. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** What the words of one locale need from Intl, made once. */
export type Grammar = {
  /** The number with the form that goes with it: `count(2, { one: 'day', other: 'days' })` is "2 days". */
  count(n: number, forms: Forms): string;
  /** A part of one in percent, with a tenth at most. */
  percent(part: number): string;
  /** "a, b and c". */
  list(items: readonly string[]): string;
  /** "a, b or c". */
  either(items: readonly string[]): string;
  /** A calendar day with its weekday; it has no zone, so none is applied. */
  day(on: LocalDate): string;
  /** A calendar month given as `2026-03`. */
  month(month: string): string;
  /** The name of a weekday, 0 being Monday. */
  weekday(weekday: number): string;
};

export function grammarOf(locale: string): Grammar {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const or = new Intl.ListFormat(locale, { type: 'disjunction' });
  const days = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return {
    count: (n, forms) => `${numbers.format(n)} ${forms[rules.select(n)] ?? forms.other}`,
    percent: (part) => percents.format(part),
    list: (items) => and.format(items),
    either: (items) => or.format(items),
    day: (on) => days.format(new Date(`${on}T00:00:00Z`)),
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    // 1 January 2024 was a Monday.
    weekday: (weekday) => weekdays.format(new Date(Date.UTC(2024, 0, 1 + weekday))),
  };
}
