import { type GraphQLSchema, getNamedType, isInputObjectType, isObjectType } from 'graphql';

/**
 * The field behind a path as people write it, `Case.person.bsn` → `Person.bsn`: every edge on the way is followed.
 * A path that leads nowhere comes back as it is, to be reported as unknown.
 */
export function fieldAtPath(master: GraphQLSchema, path: string): string {
  const [type = '', ...fields] = path.split('.');
  let current = type;
  for (const edge of fields.slice(0, -1)) {
    const owner = master.getType(current);
    const field = isObjectType(owner) || isInputObjectType(owner) ? owner.getFields()[edge] : undefined;
    if (!field) return path;
    current = getNamedType(field.type).name;
  }
  return [current, ...fields.slice(-1)].join('.');
}
