import type { SourceRecord } from '../../sources/source-record.js';
import { avimRecords } from './avim.js';
import { dtvRecords } from './dtv.js';
import { SHELTERED } from './figures.js';
import { indRecords } from './ind.js';
import { type DemoPerson, vNumberOf } from './person.js';
import { chanceOf } from './random.js';

/** How many people each of IND, DT&V and AVIM reports who are in no shelter. */
export const STRANGERS_PER_AGENCY = 5;

/** Records of the IND on people who are in no shelter: they match no case and are quarantined. */
export function indStrangers(people: readonly DemoPerson[]): SourceRecord[] {
  return strangers(people, 0).flatMap((person) => [...indRecords({ ...person, inInd: true })]);
}

/** Records of the DT&V on people who are in no shelter. */
export function dtvStrangers(people: readonly DemoPerson[]): SourceRecord[] {
  return strangers(people, 1).flatMap((person) => [...dtvRecords({ ...person, inDtv: true })]);
}

/** Records of the AVIM on people who are in no shelter. */
export function avimStrangers(people: readonly DemoPerson[]): SourceRecord[] {
  return strangers(people, 2).flatMap((person) => [...avimRecords({ ...person, inAvim: true })]);
}

/** Like somebody of the demo, with the name of another, an own V-number and an own birth date: nobody's double. */
function strangers(people: readonly DemoPerson[], group: number): DemoPerson[] {
  return Array.from({ length: STRANGERS_PER_AGENCY }, (_, place) => {
    const number = SHELTERED + 100 * (group + 1) + place;
    const chance = chanceOf(`stranger/${number}`);
    const still = people.filter(({ reason, medical }) => reason === null && medical === null);
    const birthDate = `${chance.between(2003, 2004)}-${String(chance.between(1, 12)).padStart(2, '0')}-17`;
    const { name } = chance.pick(people);
    return { ...chance.pick(still), number, name, birthDate, vNumber: vNumberOf(number), bsn: null };
  });
}
