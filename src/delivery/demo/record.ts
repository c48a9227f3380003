import type { PartValues, SourceRecord } from '../../sources/source-record.js';
import { addDays, type Day, earliest, latest } from './day.js';
import { LAST_DAY } from './figures.js';
import type { Chance } from './random.js';

/** What a builder says of a record; version and time of recording follow. */
export type DemoRecord = Omit<SourceRecord, 'version' | 'recordedAt'> & {
  /** Last change that no date in the record tells. */
  readonly lastChange?: Day;
};

/** Fields that say when something happened; deadlines, validities and plans lie ahead and are not among them. */
const EVENTS = [
  'arrivedAt',
  'departedAt',
  'leftAt',
  'decidedAt',
  'submittedAt',
  'openedAt',
  'closedAt',
  'startedAt',
  'endedAt',
  'establishedAt',
  'measureFrom',
] as const;

/** A record as its agency would deliver it at the end of October 2020: recorded within a week of its last event. */
export function asRecorded({ lastChange = '', ...record }: DemoRecord, chance: Chance): SourceRecord {
  const day = earliest(addDays(latest(lastChange, lastEvent(record)), chance.between(0, 6)), LAST_DAY);
  const time = `${String(chance.between(8, 16)).padStart(2, '0')}:${String(chance.between(0, 59)).padStart(2, '0')}`;
  return { ...record, version: chance.between(1, 6), recordedAt: `${day}T${time}:00.000Z` };
}

function lastEvent({ parts, consents = [] }: Pick<SourceRecord, 'parts' | 'consents'>): Day {
  const said = consents.flatMap(({ givenAt, withdrawnAt }) => [givenAt.slice(0, 10), (withdrawnAt ?? '').slice(0, 10)]);
  const happened = Object.values(parts).flatMap((rows) => rows.flatMap(eventsOf));
  return [...said, ...happened].reduce(latest, '');
}

function eventsOf(row: PartValues): Day[] {
  return EVENTS.map((field) => row[field]).filter((value) => typeof value === 'string');
}
