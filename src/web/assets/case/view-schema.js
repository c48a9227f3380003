import { AskFailed, ask } from '../both/ask.js';

/** Asks a view what it has: names and types, no more. */
export const INTROSPECTION = `query WhatThisViewHas {
  __schema {
    types {
      name
      kind
      fields { name description args { name type { kind } defaultValue } type { ...Named } }
      enumValues { name description }
    }
  }
}
fragment Named on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

const schemas = new Map();

/**
 * The types that exist for one partner kind and purpose, as the view itself tells them. Asked once a view.
 * @returns a Map of type name to `{ name, kind, fields, values }`
 */
export function schemaOf(view) {
  const key = `${view.partnerKind}/${view.purpose}`;
  if (!schemas.has(key)) {
    const schema = introspect(view);
    schema.catch(() => schemas.delete(key));
    schemas.set(key, schema);
  }
  return schemas.get(key);
}

async function introspect(view) {
  const { data, errors } = await ask(view, INTROSPECTION);
  if (!data) throw new AskFailed(errors?.[0]?.message ?? 'The view does not describe itself.');
  return readSchema(data);
}

/** The types of an introspection by name. */
export function readSchema({ __schema }) {
  return new Map(__schema.types.map((type) => [type.name, readType(type)]));
}

function readType({ name, kind, fields, enumValues }) {
  return { name, kind, fields: (fields ?? []).map(readField), values: enumValues ?? [] };
}

function readField({ name, description, args, type }) {
  const needed = args.some((argument) => argument.type.kind === 'NON_NULL' && argument.defaultValue === null);
  return { name, description, needed, ...namedType(type) };
}

function namedType(type) {
  let [named, list] = [type, false];
  while (named.ofType) {
    list ||= named.kind === 'LIST';
    named = named.ofType;
  }
  return { type: named.name, kind: named.kind, list };
}

/** All types of several views laid over each other: the widest that any of them has, in the order of the schema. */
export function widest(views) {
  const all = new Map();
  for (const type of views.flatMap((schema) => [...schema.values()])) {
    const known = all.get(type.name);
    all.set(type.name, known ? overlay(known, type) : type);
  }
  return all;
}

function overlay(known, type) {
  return {
    ...known,
    fields: mergeInOrder(known.fields, type.fields),
    values: mergeInOrder(known.values, type.values),
  };
}

/** What only the second list has goes behind what it follows there. */
export function mergeInOrder(first, second) {
  const merged = [...first];
  second.forEach((item, place) => {
    if (merged.some(({ name }) => name === item.name)) return;
    const before = second[place - 1]?.name;
    merged.splice(merged.findIndex(({ name }) => name === before) + 1, 0, item);
  });
  return merged;
}
