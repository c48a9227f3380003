/** Dates, numbers, countries and tongues in a language. */
export interface DateWords {
  /** A day, a month or a year, as precise as it is known. */
  readonly day: (date: string) => string;
  /** A moment, in the time of the Netherlands. */
  readonly moment: (at: string) => string;
  readonly number: (value: number) => string;
  /** A country, by its code of ISO 3166. */
  readonly country: (code: string) => string;
  /** A language that people speak, by its code of ISO 639. */
  readonly tongue: (code: string) => string;
}

/** Writes dates as a language has them; the zone is that of the offices, wherever the browser stands. */
export function dateWords(locale: string): DateWords {
  const zone = { timeZone: 'Europe/Amsterdam' } as const;
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const tongues = new Intl.DisplayNames(locale, { type: 'language' });
  const number = new Intl.NumberFormat(locale);
  return {
    day: (date) => {
      if (/^\d{4}$/.test(date)) return date;
      if (/^\d{4}-\d{2}$/.test(date)) return month.format(new Date(`${date}-01T00:00:00Z`));
      return day.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
    },
    moment: (at) => moment.format(new Date(at)),
    number: (value) => number.format(value),
    country: (code) => regions.of(code) ?? code,
    tongue: (code) => tongues.of(code) ?? code,
  };
}
