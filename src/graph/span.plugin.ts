import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './context.js';

/**
 * Tells how long an operation was parsed, validated and executed, as pieces of its trace. A document that Apollo has
 * kept is parsed and validated no more, and has no such pieces. Only added where traces are told at all.
 */
export function spanPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      const { span } = contextValue.trace;
      if (!span) return;
      const begin = (name: string) => {
        const piece = span.begin(name);
        return (failed: boolean, code: string) => {
          if (failed) piece.fail({ code });
          piece.end();
        };
      };
      return {
        async parsingDidStart() {
          const end = begin('parse');
          return async (error) => end(error !== undefined, 'GRAPHQL_PARSE_FAILED');
        },
        async validationDidStart() {
          const end = begin('validate');
          return async (errors) => end((errors ?? []).length > 0, 'GRAPHQL_VALIDATION_FAILED');
        },
        async executionDidStart() {
          const end = begin('execute');
          return { executionDidEnd: async (error) => end(error !== undefined, 'INTERNAL') };
        },
      };
    },
  };
}
