import type { SourceRecord } from '../../sources/source-record.js';
import { avimRecords } from './avim.js';
import { dtvRecords } from './dtv.js';
import { guidanceRecords } from './guidance.js';
import { indRecords } from './ind.js';
import { demoPeople } from './population.js';
import { shelterRecords } from './shelter.js';
import { avimStrangers, dtvStrangers, indStrangers } from './strangers.js';

/**
 * Every record of the demo, the same bytes in every run: 1,297 synthetic people in five municipalities until
 * 31 October 2020, and what NGOs, IND, DT&V and AVIM know of them. Municipalities come first, because their files
 * open the cases that the others match. Nothing is read and nothing written.
 */
export function* demoRecords(): Generator<SourceRecord> {
  const people = demoPeople();
  for (const person of people) yield* shelterRecords(person);
  for (const person of people) yield* guidanceRecords(person);
  for (const person of people) yield* indRecords(person);
  yield* indStrangers(people);
  for (const person of people) yield* dtvRecords(person);
  yield* dtvStrangers(people);
  for (const person of people) yield* avimRecords(person);
  yield* avimStrangers(people);
}
