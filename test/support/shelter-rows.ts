const HEADERS =
  'Dossiernr;V-nummer;Achternaam;Voornamen;Geboortedatum;Nationaliteit;Ingang opvang;Einde opvang;Locatie;Adres;' +
  'Kamer;LSO-besluit;Scenario;Reden uitstroom;Bijzonderheden';

/** A row of Amsterdam's file; what it says besides its key is the same, but for what is given. */
export function amsterdamRow(key: string, { arrived = '10-02-2020', note = '', vNumber = '' } = {}): string {
  return `${key};${vNumber};Haile;Salma;00-03-1961;Iraanse;${arrived};;;;;;;;${note}`;
}

/** A file of Amsterdam's. */
export function amsterdamFile(...rows: readonly string[]): string {
  return [HEADERS, ...rows, ''].join('\r\n');
}

/** A file of Amsterdam's with so many rows, keys `<prefix>1` and so on. */
export function amsterdamRows(count: number, prefix = 'A'): string {
  return amsterdamFile(...Array.from({ length: count }, (_, place) => amsterdamRow(`${prefix}${place + 1}`)));
}
