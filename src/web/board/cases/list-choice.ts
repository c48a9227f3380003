import type { CaseStatus, Municipality } from '../../../client/municipality/case-coordination/generated/graphql.js';
import type { ListFilter, ListOrder, ListVariables } from '../views/view-documents.js';

/** What somebody chose and typed above the list. */
export interface ListChoice {
  readonly status: '' | CaseStatus;
  readonly municipality: string;
  readonly familyName: string;
  readonly vNumber: string;
  readonly from: string;
  readonly until: string;
  readonly order: keyof typeof ORDERS;
}

/** The list as it is at first: everybody, the latest first. */
export const ALL_CASES: ListChoice = {
  status: '',
  municipality: '',
  familyName: '',
  vNumber: '',
  from: '',
  until: '',
  order: 'newest',
};

/** The orders of a list, by the names they have in the words. */
export const ORDERS = {
  newest: { field: 'ARRIVED_AT', direction: 'DESC' },
  oldest: { field: 'ARRIVED_AT', direction: 'ASC' },
  name: { field: 'FAMILY_NAME', direction: 'ASC' },
  status: { field: 'STATUS', direction: 'ASC' },
} as const satisfies Record<string, ListOrder>;

/** Cases on one page of the list. */
export const PAGE_SIZE = 25;

/** Whether a V-number is one: ten digits. */
export function isVNumber(text: string): boolean {
  return /^\d{10}$/.test(text);
}

/** The question for a page of the list. */
export function listVariables(choice: ListChoice, after: string | undefined): ListVariables {
  return { first: PAGE_SIZE, after, filter: filterOf(choice), orderBy: ORDERS[choice.order] };
}

function filterOf(choice: ListChoice): ListFilter | undefined {
  const familyName = choice.familyName.trim();
  const person = {
    ...(familyName ? { familyName: { in: [familyName] } } : {}),
    ...(choice.vNumber ? { vNumber: { in: [choice.vNumber] } } : {}),
  };
  const arrivedAt = { ...(choice.from ? { from: choice.from } : {}), ...(choice.until ? { until: choice.until } : {}) };
  const filter: ListFilter = {
    ...(choice.status ? { status: { in: [choice.status] } } : {}),
    ...(choice.municipality ? { municipality: { in: [choice.municipality as Municipality] } } : {}),
    ...(Object.keys(arrivedAt).length > 0 ? { arrivedAt } : {}),
    ...(Object.keys(person).length > 0 ? { person } : {}),
  };
  return Object.keys(filter).length > 0 ? filter : undefined;
}
