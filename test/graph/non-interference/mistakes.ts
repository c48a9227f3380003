import { type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import type { Draw } from './draw.js';
import type { InputValue } from './values.js';
import { master } from './words.js';

/** An operation, as far as a mistake can spoil it. */
export interface Spoiled {
  readonly query: string;
  readonly variables: Readonly<Record<string, InputValue>>;
}

/** Turns an operation into one that a client gets wrong, or writes to find out what is behind the view. */
export function spoil(operation: Spoiled, schema: GraphQLSchema, draw: Draw): Spoiled {
  const { query, variables } = operation;
  const names = Object.keys(variables);
  const ways: readonly (() => Spoiled)[] = [
    () => ({ query: misspelt(query, draw), variables }),
    () => ({ query: inserted(query, draw.pick(fieldsOfOthers(schema)), draw), variables }),
    () => ({ query: draw.pick(searchesOfOthers(schema)), variables: {} }),
    () => ({ query: query.slice(0, draw.below(query.length)), variables }),
    () => ({ query: `${query} ${query}`, variables }),
    () => ({ query: query.replace('{', '@nobody {'), variables }),
    () => (names.length > 0 ? { query, variables: { ...variables, [draw.pick(names)]: wrong(draw) } } : operation),
    () => (names.length > 0 ? { query, variables: {} } : operation),
  ];
  return draw.pick(ways)();
}

function wrong(draw: Draw): InputValue {
  return draw.pick<InputValue>([{}, 17, 'no such value', [[]], true, null, { in: [] }, { in: ['NO_SUCH_VALUE'] }]);
}

function misspelt(query: string, draw: Draw): string {
  const { index, 0: word } = draw.pick([...query.matchAll(/[a-zA-Z]{2,}/g)]);
  return `${query.slice(0, index)}${word}x${query.slice(index + word.length)}`;
}

function inserted(query: string, field: string, draw: Draw): string {
  const places = [...query.matchAll(/\{/g)].map(({ index }) => index + 1);
  const place = draw.pick(places);
  return `${query.slice(0, place)} ${field} ${query.slice(place)}`;
}

/** Fields that other views have and this one has not. */
function fieldsOfOthers(schema: GraphQLSchema): string[] {
  const hidden = Object.values(master.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => {
      const own = schema.getType(type.name);
      const fields = isObjectType(own) ? own.getFields() : {};
      return Object.keys(type.getFields()).filter((name) => !(name in fields));
    });
  return ['noSuchField', ...hidden];
}

/** Orders, filters and values of other views, asked for in this one. */
function searchesOfOthers(schema: GraphQLSchema): string[] {
  const names = (type: unknown): string[] => {
    if (isEnumType(type)) return type.getValues().map(({ name }) => name);
    return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
  };
  const hidden = (typeName: string) => {
    const own = names(schema.getType(typeName));
    return names(master.getType(typeName)).filter((name) => !own.includes(name));
  };
  const cases = (args: string) => `{ cases(${args}) { totalCount edges { node { id } } } }`;
  return [
    cases('filter: { noSuchFilter: { in: ["Abdi"] } }'),
    ...hidden('CaseOrderField').map((order) => cases(`orderBy: { field: ${order}, direction: ASC }`)),
    ...hidden('CaseFilter').map((edge) => cases(`filter: { ${edge}: { in: ["Abdi"] } }`)),
    ...hidden('PersonFilter').map((field) => cases(`filter: { person: { ${field}: { in: ["Abdi"] } } }`)),
    ...hidden('ApplicationFilter').map((field) => cases(`filter: { applications: { ${field}: { in: ["GRANTED"] } } }`)),
  ];
}
