import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { readPolicy } from '../../src/cli/policy-file.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { makeView } from '../../src/policy/view.js';
import { testConfig } from '../support/config.js';
import { masterOfTests, startGraph, type TestGraph } from '../support/graph.js';

/**
 * What tools such as clairvoyance do, with the best word list there can be: every name of the whole schema. Each is
 * tried in every place of a view, beside a word of the same length that no schema has. What the view does not have must
 * be answered to the byte as that word is.
 */
const master = masterOfTests();
const MASTER_NAMES = namesOf(master);
const NAMES = [...MASTER_NAMES].sort();
const ASKERS: Readonly<Record<string, { organisation: string; purpose: string }>> = {
  'NGO/GUIDANCE': { organisation: 'ngo-de-haven', purpose: 'GUIDANCE' },
  'AVIM/IDENTIFICATION': { organisation: 'avim', purpose: 'IDENTIFICATION' },
  'RESEARCHER/STATISTICS': { organisation: 'wodc', purpose: 'STATISTICS' },
};
let graph: TestGraph;
let policy: Awaited<ReturnType<typeof readPolicy>>;
beforeAll(async () => {
  policy = await readPolicy();
  graph = await startGraph([], { limits: { ...testConfig().limits, statementTimeoutMs: 60_000 } });
});
afterAll(() => graph?.close());

/** A place of a view in which words can be tried: as a document that tries several at once, and how many. */
interface Place {
  readonly name: string;
  readonly most: number;
  readonly one: (word: string, at: number) => string;
  /** @param root a field of the view that has fields of its own */
  readonly whole: (all: string, root: string) => string;
}

const asItIs = (word: string) => word;

const PLACES: readonly Place[] = [
  { name: 'a root field', most: 20, one: asItIs, whole: (all) => `{ ${all} }` },
  { name: 'a field with a selection', most: 20, one: (word) => `${word} { x }`, whole: (all) => `{ ${all} }` },
  { name: 'a field of a case', most: 40, one: asItIs, whole: (all) => `{ cases { edges { node { ${all} } } } }` },
  { name: 'a field of the first type', most: 40, one: asItIs, whole: (all, root) => `{ ${root} { ${all} } }` },
  {
    name: 'an argument',
    most: 40,
    one: (word) => `${word}: 1`,
    whole: (all, root) => `{ ${root}(${all}) { __typename } }`,
  },
  { name: 'a type of a fragment', most: 20, one: (word) => `... on ${word} { x }`, whole: (all) => `{ ${all} }` },
  {
    name: 'a type of a variable',
    most: 40,
    one: (word, at) => `$v${at}: ${word}`,
    whole: (all) => `query (${all}) { __typename }`,
  },
  {
    name: 'an input field',
    most: 40,
    one: (word) => `${word}: 1`,
    whole: (all, root) => `{ ${root}(filter: { ${all} }) { __typename } }`,
  },
  {
    name: 'an enum value',
    most: 40,
    one: asItIs,
    whole: (all, root) => `{ ${root}(orderBy: [${all}], filter: { status: { in: [${all}] } }) { __typename } }`,
  },
  { name: 'a mutation', most: 20, one: asItIs, whole: (all) => `mutation { ${all} }` },
  { name: 'a subscription', most: 20, one: asItIs, whole: (all) => `subscription { ${all} }` },
  { name: 'a directive', most: 40, one: (word) => `@${word}`, whole: (all) => `{ __typename ${all} }` },
];

/** What a view answers to a document that tries these words in a place. */
async function toldOf(key: string, { one, whole }: Place, words: readonly string[]) {
  const root = key.startsWith('RESEARCHER') ? 'me' : 'cases';
  const query = whole(words.map(one).join('\n'), root);
  return { query, text: await textOf(key, query) };
}

/** The answer to these names, and what it is if each is answered as a word that no schema has. */
async function besideNonsense(key: string, place: Place, names: readonly string[]) {
  const words = names.map(({ length }, index) => nonsense(length, index));
  const [told, plain] = await Promise.all([toldOf(key, place, names), toldOf(key, place, words)]);
  const expected = names.reduce((text, name, index) => replaceWord(text, words[index] ?? '', name), plain.text);
  return { told: told.text, expected };
}

describe('who tries every name of the whole schema', () => {
  const LONG = 300_000;
  const places = Object.keys(ASKERS).flatMap((key) => PLACES.map((place) => [key, place.name, place] as const));

  test.each(places)(
    'of %s as %s learns no more than of a misspelt word',
    async (key, _name, place) => {
      const known = namesOf(makeView(master, policy, key as ViewKey));
      const denied = NAMES.filter((name) => !known.has(name));
      expect([denied.length > 50, denied.filter(({ length }) => length < 2)]).toEqual([true, []]);
      // A few at a time: each refusal waits for its line in the log.
      for (const few of groupsOf(groupsOf(denied, place.most), 4)) {
        const answers = await Promise.all(few.map((names) => besideNonsense(key, place, names)));
        for (const { told, expected } of answers) expect(told).toBe(expected);
        expect(answers.filter(({ told }) => !told.includes('"errors"'))).toEqual([]);
      }
    },
    LONG,
  );

  test.each(Object.keys(ASKERS))(
    'is told by %s no name that is not in it',
    async (key) => {
      const known = namesOf(makeView(master, policy, key as ViewKey));
      const words = Array.from({ length: 20 }, (_, index) => nonsense(8, index));
      for (const { query, text } of await Promise.all(PLACES.map((place) => toldOf(key, place, words)))) {
        const written = new Set(query.match(/\w+/g));
        const { errors } = JSON.parse(text) as { errors: { message: string }[] };
        const quoted = errors.flatMap(({ message }) => message.match(/"[^"]*"/g) ?? []);
        const told = quoted.flatMap((each) => each.match(/\w+/g) ?? []);
        expect(told.filter((word) => MASTER_NAMES.has(word) && !known.has(word) && !written.has(word))).toEqual([]);
      }
    },
    LONG,
  );
});

async function textOf(key: string, query: string): Promise<string> {
  const asker = ASKERS[key];
  if (!asker) throw new Error(`nobody asks in ${key}`);
  return (await graph.ask({ ...asker, query })).text;
}

/** A word that no schema has, of the same length, so that it stands at the same place. */
function nonsense(length: number, index: number): string {
  const tail = `${index < 26 ? 'q' : 'z'}${String.fromCharCode(97 + (index % 26))}`;
  return `${'q'.repeat(length - 2)}${tail}`;
}

function replaceWord(text: string, word: string, name: string): string {
  return text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), name);
}

function groupsOf<Item>(names: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(names.length / size) }, (_, place) =>
    names.slice(place * size, (place + 1) * size),
  );
}

/** Every name of a schema that is not the language's own. */
function namesOf(schema: GraphQLSchema): Set<string> {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  return new Set(types.flatMap((type) => [type.name, ...membersOf(type)]));
}

function membersOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isInputObjectType(type)) return Object.keys(type.getFields());
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap(({ name, args }) => [name, ...args.map((argument) => argument.name)]);
}
