import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import DataLoader from 'dataloader';
import fastify from 'fastify';
import { CASE_READS, officerOf, readDocuments, readEfforts } from './case-reads.js';
import { findCase, findCases } from './case-search.js';
import { openSessions } from './sessions.js';

/** What batches are made of: each a loader of its own in each request, over its parents. */
const READS = { ...CASE_READS, efforts: readEfforts, documents: readDocuments };

const loaded =
  (field) =>
  (parent, _args, { loaders }) =>
    loaders[field].load(parent);

/** Resolvers, each of which hands on. */
export const resolvers = {
  Query: {
    cases: (_root, args, context) => findCases(context, args),
    case: (_root, args, context) => findCase(context, args),
  },
  Case: Object.fromEntries(Object.keys(CASE_READS).map((field) => [field, loaded(field)])),
  Plan: { efforts: loaded('efforts') },
  Identity: { documents: loaded('documents') },
  ReturnProcedure: { officer: officerOf },
};

/** Loaders of one request: nothing that they keep is anybody else's. */
function openLoaders(transaction) {
  const loaders = {};
  for (const [field, read] of Object.entries(READS)) {
    loaders[field] = new DataLoader((parents) => read(transaction, parents), { cache: false });
  }
  return loaders;
}

const endTransaction = {
  async requestDidStart() {
    return { willSendResponse: async ({ contextValue }) => void contextValue.transaction.end() };
  },
};

/**
 * Apollo Server under Fastify, the fastest of its integrations, in production, without the plug-in that reckons headers for
 * caches at every field.
 * @param {import('graphql').GraphQLSchema} schema
 * @param {import('./peer-process.js').Setting} setting
 * @returns {Promise<string>} the address of its endpoint
 */
export async function startApollo(schema, setting) {
  const { organisation } = setting;
  const begin = openSessions(setting);
  const server = fastify({ logger: false });
  const apollo = new ApolloServer({
    schema,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), fastifyApolloDrainPlugin(server), endTransaction],
  });
  await apollo.start();
  const context = async () => {
    const transaction = begin();
    return { organisation, transaction, loaders: openLoaders(transaction) };
  };
  server.post('/graphql', fastifyApolloHandler(apollo, { context }));
  return `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
}
