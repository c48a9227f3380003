import type { PartnerKind } from '../../model/principal.js';
import type { SourceRecord } from '../../sources/source-record.js';
import { addDays, type Day } from './day.js';
import { LAST_DAY } from './figures.js';
import type { ConsentCourse } from './person.js';
import type { Chance } from './random.js';

/** Consents as a record states them. */
export type Consents = NonNullable<SourceRecord['consents']>;

/** Whom a consent is for: a kind of partner, or (organisation not null) one organisation of it. */
export interface ConsentFor {
  readonly partnerKind: PartnerKind;
  readonly organisation: string | null;
}

const moment = (day: Day, hour: string): string => `${day}T${hour}:00Z`;

/**
 * The consents of one course, from a first day on. Each giving is an entry of its own: what stood once and was
 * withdrawn stays on record.
 */
export function consentsOf(course: ConsentCourse, whom: ConsentFor, firstDay: Day, chance: Chance): Consents {
  if (course === 'NEVER') return [];
  const given = within(addDays(firstDay, chance.between(0, 10)));
  if (course === 'GIVEN') return [{ ...whom, givenAt: moment(given, '09:30'), withdrawnAt: null }];
  const withdrawn = within(addDays(given, chance.between(20, 90)));
  const first = { ...whom, givenAt: moment(given, '09:30'), withdrawnAt: moment(withdrawn, '13:15') };
  if (course === 'WITHDRAWN') return [first];
  const again = within(addDays(withdrawn, chance.between(10, 45)));
  return [first, { ...whom, givenAt: moment(again, '16:45'), withdrawnAt: null }];
}

function within(day: Day): Day {
  return day < LAST_DAY ? day : LAST_DAY;
}
