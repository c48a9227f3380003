import { type GraphQLSchema, getIntrospectionQuery, isObjectType } from 'graphql';
import { DocumentWriter } from './document.js';
import type { Draw } from './draw.js';
import { spoil } from './mistakes.js';
import { type InputValue, type ValueSetting, Values } from './values.js';
import { master } from './words.js';

/** One operation to be asked in both worlds, with what it goes on with. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, InputValue>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the document has been asked before, which has it compiled; if not, it is interpreted. */
  readonly known: boolean;
  /** Names of the variables that take a cursor. */
  readonly cursors: readonly string[];
  /** Which cursors of its answers it goes on from, one a further page. */
  readonly pages: readonly number[];
}

/** Draws an operation of a schema: mostly one that is right, now and then one that is not, or that looks around. */
export function drawOperation(schema: GraphQLSchema, setting: ValueSetting, draw: Draw): Operation {
  const headers: Record<string, string> = draw.oneIn(7) ? { 'x-absences': 'strict' } : {};
  const known = draw.oneIn(2);
  if (draw.oneIn(20)) return { query: introspection(draw), variables: {}, headers, known, cursors: [], pages: [] };
  const root = schema.getQueryType();
  if (!isObjectType(root)) throw new TypeError('a schema without a query');
  const writer = new DocumentWriter(draw, new Values(draw, setting));
  const query = draw.oneIn(3) ? writer.probe(root) : writer.query(root);
  const variables = Object.fromEntries([...writer.variables].map(([name, { value }]) => [name, value]));
  const { cursors } = writer;
  const pages = cursors.length > 0 ? draw.several(0, 2, () => draw.below(100)) : [];
  if (!draw.oneIn(8)) return { query, variables, headers, known, cursors, pages };
  return { ...spoil({ query, variables }, schema, draw), headers, known, cursors: [], pages: [] };
}

/** The same operation, gone on with from a cursor that an answer holds; null when it holds none. */
export function nextPage(operation: Operation, answer: string): Operation | null {
  const [page, ...pages] = operation.pages;
  const found = answer.match(/(?<=")[\w-]{60,}(?=")/g) ?? [];
  if (page === undefined || found.length === 0) return null;
  const name = operation.cursors[page % operation.cursors.length] as string;
  return { ...operation, variables: { ...operation.variables, [name]: found[page % found.length] as string }, pages };
}

function introspection(draw: Draw): string {
  if (draw.oneIn(3)) return getIntrospectionQuery();
  const name = draw.pick([...Object.keys(master.getTypeMap()), 'NoSuchType']);
  const values = 'enumValues { name description } inputFields { name } possibleTypes { name }';
  return `{ __type(name: "${name}") { name kind fields { name args { name defaultValue } } ${values} } }`;
}
