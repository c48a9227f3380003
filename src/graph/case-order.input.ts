import { InputType } from 'type-graphql';
import { CASE_ORDERS, type CaseOrderName } from '../join/order.js';
import type { Category } from '../model/category.js';
import { describedEnum } from './described-enum.js';
import { Open } from './fields.js';

/** GraphQL enum of what cases can be ordered by; each value under the category of what it orders by. */
export const CaseOrderFieldEnum = describedEnum<CaseOrderName>(
  'CaseOrderField',
  'What cases are ordered by (sorteerveld).',
  {
    ARRIVED_AT: 'Day of arrival (ingang opvang).',
    LEFT_AT: 'Day of leaving (einde opvang).',
    STATUS: 'Where the case stands (stand van de casus).',
    MUNICIPALITY: 'Municipality (gemeente).',
    FAMILY_NAME: 'Family name, as the municipality writes it (achternaam).',
    BIRTH_DATE: 'Birth date, as the municipality states it (geboortedatum).',
  },
);

/** The category that each order falls under. */
export const orderCategories: Readonly<Record<string, Category>> = Object.fromEntries(
  Object.entries(CASE_ORDERS).map(([name, { category }]) => [name, category]),
);

/** GraphQL enum of the directions. */
export const OrderDirectionEnum = describedEnum('OrderDirection', 'Direction of an order (sorteerrichting).', {
  ASC: 'Smallest or earliest first; without a value: first (oplopend).',
  DESC: 'Largest or latest first; without a value: last (aflopend).',
});

const WHY = 'the value that is ordered by carries the category';

/** Input type `CaseOrder`. */
@InputType('CaseOrder', { description: 'Order of cases (sortering).' })
export class CaseOrderInput {
  @Open(WHY, () => CaseOrderFieldEnum, 'What to order by (sorteerveld).')
  field!: CaseOrderName;

  @Open(WHY, () => OrderDirectionEnum, 'Direction (richting).')
  direction!: 'ASC' | 'DESC';
}
