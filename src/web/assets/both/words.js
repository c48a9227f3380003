const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Words that are written otherwise than their names are. */
const SPELLED = new Map(
  Object.entries({
    vNumber: 'V-number',
    bsn: 'BSN',
    email: 'E-mail',
    IND: 'IND',
    DTV: 'DT&V',
    AVIM: 'AVIM',
    NGO: 'NGO',
    supportedByIom: 'Supported by the IOM',
    SHELTERED_PENDING_LSO: 'Sheltered, before the LSO',
    ENDED_BY_LVV: 'Ended by the LVV',
    ART64_MEDICAL: 'Art. 64 (medical)',
    SHELTER_24H: 'Shelter, 24 hours',
  }),
);

/** A name of the schema in words: `returnDecisionAt` → `Return decision at`, `IN_GUIDANCE` → `In guidance`. */
export function inWords(name) {
  const spelled = SPELLED.get(name);
  if (spelled) return spelled;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Splits a description of the schema, which ends with its Dutch term in brackets. */
export function describe(description) {
  const [, text, dutch] = /^(.*?)\s*\(([^()]*)\)\.?$/s.exec(description ?? '') ?? [];
  return { text: text ?? description ?? '', dutch: dutch ?? '' };
}

/** `1978-03-14` → `14 Mar 1978`; what is not known of a date is left out. */
export function dateInWords(date) {
  const [year, month, day] = date.slice(0, 10).split('-');
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** A moment in UTC, to the minute. */
export function momentInWords(moment) {
  return `${dateInWords(moment)}, ${moment.slice(11, 16)} UTC`;
}

/** `1 case`, `2 cases`. */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
