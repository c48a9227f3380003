import fastify from 'fastify';
import mercurius from 'mercurius';
import { CASE_READS, officerOf, readDocuments, readEfforts } from './case-reads.js';
import { findCase, findCases } from './case-search.js';
import { servePeer } from './peer-process.js';
import { SCHEMA } from './schema.js';
import { openSessions } from './sessions.js';

const resolvers = {
  Query: {
    cases: (_root, args, context) => findCases(context, args),
    case: (_root, args, context) => findCase(context, args),
  },
  ReturnProcedure: { officer: officerOf },
};

/** Without the loaders' cache, which serialises each parent to make a key of it: nothing here is asked for twice. */
const loader = (read) => ({
  loader: (queries, { transaction }) =>
    read(
      transaction,
      queries.map(({ obj }) => obj),
    ),
  opts: { cache: false },
});

const loaders = {
  Case: Object.fromEntries(Object.entries(CASE_READS).map(([field, read]) => [field, loader(read)])),
  Plan: { efforts: loader(readEfforts) },
  Identity: { documents: loader(readDocuments) },
};

servePeer(async (setting) => {
  const { organisation } = setting;
  const begin = openSessions(setting);
  const server = fastify({ logger: false });
  await server.register(mercurius, {
    schema: SCHEMA,
    resolvers,
    loaders,
    jit: 1,
    cache: true,
    graphiql: false,
    context: () => ({ transaction: begin(), organisation }),
  });
  server.graphql.addHook('onResolution', async (_execution, { transaction }) => {
    void transaction.end();
  });
  return `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
});
