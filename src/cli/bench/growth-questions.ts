import type { Database } from '../../database/database.js';
import { copiesOf } from './grow.js';
import { RESEARCHER, STATISTIC_DOCUMENT } from './operations.js';
import type { MeasuredProduct } from './product.js';
import type { GrowthSides } from './rates.js';
import { LIST_UNTIL, PAGE_SIZE } from './workload.js';

const FILTERED = `query Filtered($until: Date!, $first: Int!) {
  cases(first: $first, filter: { arrivedAt: { until: $until } }) { edges { node {
    id status arrivedAt person { familyName birthDate } applications { kind state submittedAt outcome }
  } } } }`;

const CHANGES = '{ changes(first: 50) { edges { node { caseId kind at areas } } } }';

const FIND = `query Find($birthDate: PartialDate, $nationality: String, $vNumber: VNumber) {
  findPerson(input: { birthDate: $birthDate, nationality: $nationality, vNumber: $vNumber }) { id status } }`;

/** Before most arrivals of the demo, so that a page of it is full. */
const FILTERED_UNTIL = '2020-06-30';

/** One database with the product that reads it, and the cases that are asked for. */
export interface GrowthSide {
  readonly database: Database;
  readonly product: MeasuredProduct;
  readonly ids: readonly string[];
}

/** What is asked of the small database and of the grown one, where the copies of the same cases are asked for. */
export async function growthQuestions(
  small: GrowthSide,
  grown: Omit<GrowthSide, 'ids'>,
): Promise<Record<string, GrowthSides>> {
  const ids = await copiesOf(grown.database, small.ids);
  const [few, many] = [await questionsOf(small), await questionsOf({ ...grown, ids })];
  return Object.fromEntries(
    Object.entries(few).map(([name, requests]) => [name, { small: requests, grown: many[name] ?? [] }]),
  );
}

/** The statistic that is asked of both: it counts every fact, so its cost is compared with their number. */
export async function statisticQuestion(small: MeasuredProduct, grown: MeasuredProduct): Promise<GrowthSides> {
  const of = async (product: MeasuredProduct) => [(await product.askedBy(RESEARCHER)).operation(STATISTIC_DOCUMENT)];
  return { small: await of(small), grown: await of(grown) };
}

async function questionsOf({ database, product, ids }: GrowthSide) {
  const persons = await personsOf(database, ids);
  return {
    'page of 50': [product.page(PAGE_SIZE)],
    'one case': ids.map((id) => product.oneCase(id)),
    'filtered page': [product.operation(FILTERED, { until: FILTERED_UNTIL, first: PAGE_SIZE })],
    'ordered list': [product.list(PAGE_SIZE, LIST_UNTIL)],
    changes: [product.operation(CHANGES)],
    findPerson: persons.map((person) => product.operation(FIND, person)),
  } as Record<string, ReturnType<MeasuredProduct['operation']>[]>;
}

/** Three of the four identifiers of these persons, as far as the municipality states them. */
async function personsOf({ admin }: Database, ids: readonly string[]) {
  const rows = await admin.unsafe<{ birthDate: string; nationality: string; vNumber: string }[]>(
    `select b.birth_date as "birthDate", n.nationalities[1] as nationality, v.v_number as "vNumber"
     from app.case_v_number v
     join shelter.person_birth b using (case_id) join shelter.person_nationality n using (case_id)
     where v.case_id = any($1::uuid[]) and b.birth_date is not null and n.nationalities[1] is not null`,
    [[...ids]],
  );
  if (rows.length === 0) throw new Error('none of the cases that are measured has three identifiers');
  return rows.map((row) => ({ ...row }));
}
