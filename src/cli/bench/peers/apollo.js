import { makeExecutableSchema } from '@graphql-tools/schema';
import { resolvers, startApollo } from './apollo-server.js';
import { servePeer } from './peer-process.js';
import { SCHEMA } from './schema.js';

servePeer((setting) => startApollo(makeExecutableSchema({ typeDefs: SCHEMA, resolvers }), setting));
