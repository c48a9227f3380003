import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

const META_FIELDS = new Set(['__schema', '__type']);

/** Validation rule: the view may not be asked about itself. The error is that of any field that is not there. */
export function NoIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const { value: name } = node.name;
      if (!META_FIELDS.has(name) || context.getParentType() !== context.getSchema().getQueryType()) return;
      const message = `Cannot query field "${name}" on type "${context.getParentType()?.name}".`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
