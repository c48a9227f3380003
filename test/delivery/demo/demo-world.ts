import { demoRecords } from '../../../src/delivery/demo/records.js';
import type { PartValues, SourceRecord } from '../../../src/sources/source-record.js';

/** Every record of the demo, generated once per test file. */
export const records: readonly SourceRecord[] = [...demoRecords()];

export const ofAgency = (agency: SourceRecord['agency']): SourceRecord[] =>
  records.filter((record) => record.agency === agency);

export const shelterFiles = ofAgency('SHELTER');

export const rowsOf = (record: SourceRecord, part: string): readonly PartValues[] => record.parts[part] ?? [];

export const allRows = (agency: SourceRecord['agency'], part: string): PartValues[] =>
  ofAgency(agency).flatMap((record) => rowsOf(record, part));

export const fieldsOf = (agency: SourceRecord['agency'], part: string, field: string): unknown[] =>
  allRows(agency, part).map((row) => row[field]);

export const arrival = (record: SourceRecord): string => String(rowsOf(record, 'caseFile')[0]?.arrivedAt);

/** The people of the shelters, counted as the gateway does: one per V-number, one per file that has none. */
export function people(): SourceRecord[][] {
  const byPerson = new Map<string, SourceRecord[]>();
  for (const file of shelterFiles) {
    const key = file.identifiers.vNumber ?? `${file.organisation}/${file.sourceKey}`;
    byPerson.set(key, [...(byPerson.get(key) ?? []), file]);
  }
  return [...byPerson.values()];
}

/** The file with the latest arrival of each person. */
export function latestFiles(): SourceRecord[] {
  return people().map((files) => files.reduce((last, file) => (arrival(file) > arrival(last) ? file : last)));
}

/** How often each value occurs; null and undefined are left out. */
export function tally(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) if (value != null) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
