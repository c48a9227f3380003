const ME = '  me { organisationName purpose legalBasis processingActivity policyVersion }';

/** Says where a page stands: nothing to compare. */
const PAGING = new Set(['cursor', 'pageInfo']);

/**
 * The operation that asks for everything a view has of one case, and for nothing else: a field that is not in the
 * view's own schema is not asked for.
 * @param schema from `schemaOf`
 */
export function caseQuery(schema) {
  return `query CaseAsSeen($id: ID!) {\n${ME}\n  case(id: $id) {\n${selection(schema, 'Case', ['Case'])}\n  }\n}`;
}

function selection(schema, typeName, above) {
  const indent = '  '.repeat(above.length + 1);
  return schema
    .get(typeName)
    .fields.filter((field) => !field.needed && !PAGING.has(field.name) && !above.includes(field.type))
    .map((field) => {
      if (field.kind !== 'OBJECT') return `${indent}${field.name}`;
      return `${indent}${field.name} {\n${selection(schema, field.type, [...above, field.type])}\n${indent}}`;
    })
    .join('\n');
}
