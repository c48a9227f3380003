import { type Row, RowRejected } from '../../layout.js';
import type { Field } from '../../layout-fields.js';
import type { OutflowReason, Scenario } from '../code-lists.js';
import { outflowOf, type PersonStatement, planOf, type ShelterStatement, type StayStatement } from '../statement.js';

/** Where a flat row holds its values. A field that the municipality's export lacks is left out. */
export interface RowFields {
  readonly vNumber: Field<string | null>;
  readonly familyName: Field<string | null>;
  readonly givenNames: Field<string | null>;
  readonly birthDate: Field<string | null>;
  readonly nationalities: Field<readonly string[]>;
  readonly arrivedAt: Field<string | null>;
  readonly departedAt: Field<string | null>;
  readonly location?: Field<string | null>;
  readonly address?: Field<string | null>;
  readonly room?: Field<string | null>;
  readonly attention?: Field<string | null>;
  readonly scenario: Field<Scenario | null>;
  readonly decidedAt?: Field<string | null>;
  readonly reason: Field<OutflowReason | null>;
}

/** Reads a flat row that holds a person, a stay, a plan and an outflow. */
export function rowStatement(fields: RowFields): (row: Row) => ShelterStatement {
  return (row) => {
    const stay = stayOf(fields, row);
    const departedAt = fields.departedAt(row);
    if (!stay && departedAt) throw new RowRejected('there is a departure without an arrival');
    return {
      order: stay?.arrivedAt ?? '',
      person: personOf(fields, row),
      stays: stay ? [stay] : [],
      plan: planOf(fields.scenario(row), fields.decidedAt?.(row) ?? null),
      outflow: outflowOf(fields.reason(row), departedAt),
    };
  };
}

/** Where the values of a person stand. */
export type PersonFields = Pick<RowFields, 'vNumber' | 'familyName' | 'givenNames' | 'birthDate' | 'nationalities'>;

/** Reads who the person is. @throws RowRejected when there is no name at all */
export function personOf(fields: PersonFields, row: Row): PersonStatement {
  const person = {
    vNumber: fields.vNumber(row),
    familyName: fields.familyName(row),
    givenNames: fields.givenNames(row),
    birthDate: fields.birthDate(row),
    nationalities: fields.nationalities(row),
  };
  if (!person.familyName && !person.givenNames) throw new RowRejected('the name is missing');
  return person;
}

/** Where the values of a stay stand. */
export type StayFields = Pick<RowFields, 'arrivedAt' | 'location' | 'address' | 'room' | 'attention'> &
  Partial<Pick<RowFields, 'departedAt'>>;

/** Reads a stay; none without an arrival. The exports do not say what kind of place it is. */
export function stayOf(fields: StayFields, row: Row): StayStatement | null {
  const arrivedAt = fields.arrivedAt(row);
  if (!arrivedAt) return null;
  return {
    arrivedAt,
    departedAt: fields.departedAt?.(row) ?? null,
    kind: 'NOT_STATED',
    location: fields.location?.(row) ?? null,
    address: fields.address?.(row) ?? null,
    room: fields.room?.(row) ?? null,
    attention: fields.attention?.(row) ?? null,
  };
}
