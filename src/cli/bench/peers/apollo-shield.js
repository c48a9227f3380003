import { makeExecutableSchema } from '@graphql-tools/schema';
import { applyMiddleware } from 'graphql-middleware';
import { rule, shield } from 'graphql-shield';
import { resolvers, startApollo } from './apollo-server.js';
import { servePeer } from './peer-process.js';
import { SCHEMA } from './schema.js';

/** The cheapest rule that says anything, asked once a request: what remains is what it costs to guard a field at all. */
const isIdentified = rule({ cache: 'contextual' })((_parent, _args, { organisation }) => organisation !== undefined);

servePeer((setting) => {
  const schema = makeExecutableSchema({ typeDefs: SCHEMA, resolvers });
  const types = Object.values(schema.getTypeMap()).filter((type) => 'getFields' in type && 'getInterfaces' in type);
  const own = types.map(({ name }) => name).filter((name) => !name.startsWith('__'));
  const rules = Object.fromEntries(own.map((name) => [name, { '*': isIdentified }]));
  return startApollo(applyMiddleware(schema, shield(rules, { allowExternalErrors: true })), setting);
});
