import { ApolloServer, HeaderMap } from '@apollo/server';
import { buildSchema, GraphQLError, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { errorReporting, formatError } from '../../src/graph/errors.js';
import { BadUserInput, SourceUnavailable } from '../../src/model/errors.js';

/** A view. What the caller has not named itself must not come back: the tests look for these names. */
const schema: GraphQLSchema = buildSchema(`
  scalar VNumber
  enum Status { REFERRED SHELTERED }
  input Filter { hiddenRequired: Int!, status: Status, number: VNumber, nested: Filter }
  type Case { status: Status, address(hiddenArgument: Int!): String, secretive: Secretive }
  type Secretive { inner: Int }
  type Query {
    case(id: ID, number: VNumber, status: Status, filter: Filter, count: Int): Case
    needs(hiddenArgument: Int!): Int
    fails(how: String): Int
    must: Int!
  }
`);
const failures: Record<string, () => unknown> = {
  database: () => {
    throw Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (v_number)=(1234567890)' });
  },
  own: () => {
    throw new BadUserInput('Ask for fewer.');
  },
  source: () => {
    throw new SourceUnavailable('The IND does not answer.');
  },
  lookalike: () => {
    throw new Error('Variable "$v" got invalid value "1234567890"');
  },
  graphql: () => {
    throw new GraphQLError('the person 1234567890', { extensions: { code: 'JANSEN', stacktrace: ['1234567890'] } });
  },
  text: () => {
    throw '1234567890';
  },
  wrongType: () => 'Jansen',
};
const fields = (type: string) =>
  (schema.getType(type) as { getFields?(): Record<string, { resolve?: unknown }> }).getFields?.();
fields('Query')!.fails!.resolve = (_: unknown, { how }: { how: string }) => failures[how]?.();
fields('Query')!.must!.resolve = () => null;
const scalar = schema.getType('VNumber') as GraphQLScalarType;
const parse = (value: unknown) => {
  if (typeof value === 'string' && /^\d{10}$/.test(value)) return value;
  if (value === 'own words') throw new BadUserInput('A V-number has ten digits.');
  throw new TypeError(`not a V-number: ${value}`);
};
Object.assign(scalar, { parseValue: parse, parseLiteral: (node: { value?: unknown }) => parse(node.value) });

/** What the operator's log got. */
export const logged: object[] = [];
const log = {
  warn: (line: object) => void logged.push({ level: 'warn', ...line }),
  error: (line: object) => void logged.push({ level: 'error', ...line }),
};
/** The view's server; start it before the tests. */
export const apollo = new ApolloServer<{ traceId: string }>({
  schema,
  formatError,
  hideSchemaDetailsFromClientErrors: true,
  includeStacktraceInErrorResponses: true,
  plugins: [errorReporting(log, ({ traceId }) => traceId)],
  stopOnTerminationSignals: false,
});

/** An answer over HTTP, read and as text. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly errors: { message: string; path?: unknown; locations?: unknown; extensions: Record<string, unknown> }[];
  readonly data?: unknown;
}

/** Asks the view one operation. */
export async function ask(
  query: string,
  variables: object | null = null,
  operationName: string | null = null,
): Promise<Answer> {
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const { status = 200, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body: { query, variables, operationName } },
    context: async () => ({ traceId: 'trace-1' }),
  });
  const text = body.kind === 'complete' ? body.string : '';
  return { status, text, ...JSON.parse(text) };
}
