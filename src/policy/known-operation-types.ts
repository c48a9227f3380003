import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/**
 * Validation rule: an operation's type must be in the schema. graphql-js notices a mutation in a view without mutations
 * only when it executes it; it is refused like everything else that the view does not have.
 */
export function KnownOperationTypes(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation)) return;
      const message = `Schema is not configured to execute ${node.operation} operation.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
