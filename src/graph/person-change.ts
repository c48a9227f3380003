import type { TransactionSql } from 'postgres';
import type { ChangeMaker } from '../delivery/change-maker.js';
import type { Category } from '../model/category.js';
import type { RequestContext } from './context.js';

/** Makes a change to what is known of a person: granted, written and logged in one transaction. */
export async function changePerson<Value>(
  context: RequestContext,
  { name, categories }: { readonly name: string; readonly categories: readonly Category[] },
  run: (sql: TransactionSql, maker: ChangeMaker) => Promise<{ readonly value: Value; readonly caseId: string }>,
): Promise<Value> {
  const { caller, policy } = context;
  const maker = { organisation: caller.principal.organisation, view: caller.view, policy };
  return context.runChange(context, { name, categories, as: 'delivery' }, (sql) => run(sql, maker));
}
