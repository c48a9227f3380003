import type { GuardedTable } from '../model/guarded-table.js';
import type { Policy } from './policy.js';

/** What is wrong with the guarded tables, in words: a table that no row covers would be read by nobody or guarded by nothing. */
export function tableProblems(policy: Policy, tables: readonly GuardedTable[]): string[] {
  const seen = new Set<string>();
  return tables.flatMap((table) => {
    const name = `${table.schema}.${table.table}`;
    const twice = seen.has(name) ? [`the table ${name} is described twice`] : [];
    seen.add(name);
    return [...twice, ...problemsOf(name, table, policy)];
  });
}

function problemsOf(name: string, table: GuardedTable, policy: Policy): string[] {
  const rows = new Set<string>(policy.categories.map(({ category }) => category));
  const missing = table.categories.filter((category) => !rows.has(category));
  return [
    ...(table.categories.length === 0 ? [`the table ${name} has no category`] : []),
    ...missing.map((category) => `the table ${name} has the category ${category}, which has no row in the policy`),
    ...(table.columns.length === 0 ? [`the table ${name} has no column that may be read`] : []),
  ];
}
