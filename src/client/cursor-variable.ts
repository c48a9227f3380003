import { getOperationAST, parse } from 'graphql';

/** @throws TypeError for an operation that cannot go on from a cursor */
export function requireCursorVariable(query: string): void {
  const variables = getOperationAST(parse(query))?.variableDefinitions ?? [];
  if (variables.some(({ variable }) => variable.name.value === 'after')) return;
  throw new TypeError('The operation must take `$after: String` and hand it on, so that it can go on from a cursor.');
}
