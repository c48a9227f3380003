import type { Category } from '../model/category.js';
import type { SchemaShape, TypeShape } from './schema-shape.js';

/**
 * Categories of what a field is put together from, where they are not its own: a list of events of which each kind
 * has its category is as complete as the caller's rights to every kind. Read off the schema: the enum with categories
 * on the records that the field leads to, through connections and edges.
 * @returns none for a field that is not put together so
 */
export function derivedFrom(shape: SchemaShape, type: TypeShape, field: string): readonly Category[] {
  const member = type.members.find(({ name }) => name === field);
  if (type.kind !== 'object' || type.root || isWrapper(type) || !member?.typeName) return [];
  const found = new Set<Category>();
  collect(shape, member.typeName, found, new Set());
  return [...found];
}

function collect(shape: SchemaShape, name: string, found: Set<Category>, seen: Set<string>): void {
  const type = shape.get(name);
  if (type?.kind !== 'object' || seen.has(name)) return;
  seen.add(name);
  for (const { typeName = '' } of type.members) {
    const target = shape.get(typeName);
    if (target?.kind !== 'enum') continue;
    for (const { categories = [] } of target.members) for (const category of categories) found.add(category);
  }
  if (isWrapper(type)) for (const { typeName = '' } of type.members) collect(shape, typeName, found, seen);
}

/** A type without a category of its own only leads on, such as a connection or its edge. */
function isWrapper(type: TypeShape): boolean {
  return type.members.every(({ categories }) => categories === undefined);
}
