import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { isEnumType, isInputObjectType, isObjectType } from 'graphql';

/**
 * The policy read a second time, by a reader that shares nothing with the product: the tests' own opinion of what each
 * view may see. It knows just enough CSV for the file as it is.
 */
export type Cell = 'yes' | 'own' | 'consent' | 'no';

const TEXT = readFileSync(new URL('../../src/policy/policy.csv', import.meta.url), 'utf8');
const CELLS = /("[^"]*"|[^,]*)(?:,|$)/g;

const lines = TEXT.split('\n').filter((line) => line !== '' && !/^[#@]/.test(line));
const [head = [], ...rows] = lines.map((line) => [...line.matchAll(CELLS)].map((found) => found[1] ?? ''));

/** The views of partners that have cases, as the policy heads them. */
export const CASE_VIEWS = head.slice(2, 9);

/** Who asks in each of these views. */
export const ASKERS: Readonly<Record<string, { organisation: string; purpose: string }>> = Object.fromEntries(
  CASE_VIEWS.map((view) => {
    const [kind = '', purpose = ''] = view.split('/');
    const organisation = { MUNICIPALITY: 'amsterdam', NGO: 'ngo-de-haven' }[kind] ?? kind.toLowerCase();
    return [view, { organisation, purpose }];
  }),
);

/** What the policy's cell says. */
export function cellOf(view: string, category: string): Cell {
  const row = rows.find(([name]) => name === category);
  return (row?.[head.indexOf(view)] as Cell | undefined) ?? 'no';
}

/** Whether a view has something that stands under these categories: every one of them must permit. */
export function permits(view: string, categories: readonly string[]): boolean {
  return categories.length > 0 && categories.every((category) => cellOf(view, category) !== 'no');
}

/** A member of the schema that shows data, with its categories. */
export interface GuardedMember {
  readonly type: string;
  readonly name: string;
  readonly categories: readonly string[];
}

/**
 * Every field, input field and enum value of the schema that says a category. Not what writes to a source, which needs
 * more than a category: `test/graph/deliver.test.ts`.
 */
export function guardedMembers(schema: GraphQLSchema): Record<'fields' | 'inputs' | 'values', GuardedMember[]> {
  const found = { fields: [] as GuardedMember[], inputs: [] as GuardedMember[], values: [] as GuardedMember[] };
  for (const type of Object.values(schema.getTypeMap())) {
    const into = isObjectType(type) ? found.fields : isInputObjectType(type) ? found.inputs : found.values;
    for (const { name, extensions } of membersOf(type)) {
      const { categories, agency } = extensions as { categories?: string[]; agency?: string };
      if (categories && !agency)
        into.push({ type: type.name, name, categories: [...categories, ...takenBy(schema, type.name)] });
    }
  }
  return found;
}

/** The input of `findPerson` is there only where `findPerson` is. */
function takenBy(schema: GraphQLSchema, type: string): readonly string[] {
  if (type !== 'FindPersonInput') return [];
  const { categories } = (schema.getQueryType()?.getFields().findPerson?.extensions ?? {}) as { categories?: string[] };
  return categories ?? [];
}

function membersOf(type: unknown): readonly { name: string; extensions: object }[] {
  if (isObjectType(type) || isInputObjectType(type)) return Object.values(type.getFields());
  return isEnumType(type) ? type.getValues() : [];
}
