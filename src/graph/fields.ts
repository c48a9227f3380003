import { Extensions, Field } from 'type-graphql';
import type { Category } from '../model/category.js';

/** What type-graphql's `@Field` takes as a type: a thunk, so that types may refer to each other. */
type TypeThunk = Parameters<typeof Field>[0];

/**
 * A field of the data: its category decides who may see it. Always nullable, because a condition may withhold it and
 * its source may be away; the absence says which.
 * @param description ends with the Dutch term in brackets
 */
export function Guarded(category: Category, type: TypeThunk, description: string): PropertyDecorator {
  return decorate({ categories: [category] }, type, { nullable: true, description });
}

/**
 * A field that shows nothing of a person by itself, open in every view in which its type stands.
 * @param why the reason that no decision is needed
 */
export function Open(
  why: string,
  type: TypeThunk,
  description: string,
  options: { nullable?: boolean } = {},
): PropertyDecorator {
  return decorate({ open: why }, type, { nullable: options.nullable ?? false, description });
}

/** An edge to a joined record. It stands in a view as long as its type keeps a field there; null says why it is absent. */
export function Edge(type: TypeThunk, description: string): PropertyDecorator {
  return (target, key) => Field(type, { nullable: true, description })(target, key as string);
}

function decorate(
  extensions: Record<string, unknown>,
  type: TypeThunk,
  options: { nullable: boolean; description: string },
): PropertyDecorator {
  return (target, key) => {
    Field(type, options)(target, key as string);
    Extensions(extensions)(target, key as string);
  };
}
