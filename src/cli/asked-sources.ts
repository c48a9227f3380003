import { type GraphQLSchema, isInputObjectType } from 'graphql';
import { operationPlanner } from '../graph/operation-plan.js';
import { permitsOf } from '../graph/views.js';
import { CASE_ORDERS, type CaseOrderField } from '../join/order.js';
import type { Agency } from '../model/agency.js';
import type { ViewKey } from '../model/purpose.js';
import { decide } from '../policy/decide.js';
import { declaredOf } from '../policy/field-category.js';
import { CASE_INDEX } from '../policy/gateway-tables.js';
import type { Policy } from '../policy/policy.js';
import type { Trial } from '../policy/try-operation.js';
import { sources } from '../sources/index.js';
import type { SourcePart } from '../sources/source.js';

/**
 * The agencies whose tables an operation would read in a view: for what it selects, as the server plans it, and for
 * what it filters and orders by. The operation must fit the view.
 * @param names everything that it names, as `Type.field`
 */
export function askedSources(
  schema: GraphQLSchema,
  policy: Policy,
  view: ViewKey,
  trial: Trial,
  names: readonly string[],
): Agency[] {
  const permits = permitsOf(policy, view);
  const plan = operationPlanner({
    schema,
    sources,
    permits,
    conditionOf: (category) => decide(policy, view, category).condition,
  });
  const { reads } = plan({ ...trial, variables: trial.variables ?? {} });
  const read = new Set(reads.sources.map(({ source }) => source.agency));
  const askedBy = (part: SourcePart) => permits(part) !== null && names.some((name) => isAskedBy(schema, part, name));
  return sources
    .filter(({ agency, parts }) => read.has(agency) || Object.values(parts).some(askedBy))
    .map(({ agency }) => agency);
}

/** Whether a filter or an order is decided in this table. What the case index holds is asked of no agency. */
function isAskedBy(schema: GraphQLSchema, part: SourcePart, name: string): boolean {
  const [typeName = '', member = ''] = name.split('.');
  const type = schema.getType(typeName);
  if (typeName === 'CaseOrderField') {
    const orders: Readonly<Record<string, CaseOrderField>> = CASE_ORDERS;
    return orders[member]?.value.includes(`${part.schema}.${part.table} `) ?? false;
  }
  if (!isInputObjectType(type)) return false;
  const { categories = [] } = declaredOf(type.getFields()[member] ?? {});
  const ofSources = categories.filter((category) => !CASE_INDEX.categories.includes(category));
  return ofSources.some((category) => part.categories.includes(category));
}
