import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { isEnumType, isInputObjectType, isIntrospectionType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { readPolicy } from '../../src/cli/policy-file.js';
import { emittedFiles } from '../../src/cli/schema.js';
import { masterOfTests } from '../support/graph.js';

const FOLDER = fileURLToPath(new URL('../../schema', import.meta.url));
const DUTCH = /\([^()]+\)\.$/;
const master = masterOfTests();

/** Every type, field, argument and enum value with its description. */
function described(): [string, string | null | undefined][] {
  const types = Object.values(master.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return types.flatMap((type): [string, string | null | undefined][] => [
    ...(['Query', 'Mutation', 'Subscription'].includes(type.name)
      ? []
      : [[type.name, type.description] as [string, string | null | undefined]]),
    ...(isEnumType(type) ? type.getValues() : []).map(
      ({ name, description }) => [`${type.name}.${name}`, description] as [string, string],
    ),
    ...(isInputObjectType(type) ? Object.values(type.getFields()) : []).map(
      ({ name, description }) => [`${type.name}.${name}`, description] as [string, string],
    ),
    ...(isObjectType(type) ? Object.values(type.getFields()) : []).flatMap(({ name, description, args }) => [
      [`${type.name}.${name}`, description] as [string, string],
      ...args.map((argument) => [`${type.name}.${name}(${argument.name}:)`, argument.description] as [string, string]),
    ]),
  ]);
}

it('every type, field, argument and enum value is described, and its Dutch term named', () => {
  const all = described();
  expect(all.length).toBeGreaterThan(250);
  expect(all.filter(([, description]) => !DUTCH.test(description ?? ''))).toEqual([]);
});

it('dates end in At or Until, but for the first day of a measure or of a grant', () => {
  const dates = Object.values(master.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, String(field.type)]),
    )
    .filter(([, type]) => /^Date(Time)?!?$/.test(type ?? ''))
    .map(([name]) => name ?? '');
  expect(dates.length).toBeGreaterThan(20);
  expect(dates.filter((name) => !/(At|Until|\.at|\.remedyDeadline|\.measureFrom|\.validFrom)$/.test(name))).toEqual([]);
});

it('the emitted schema files are those of the code', async () => {
  const files = emittedFiles(master, await readPolicy());
  const present = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1));
  expect(present.sort()).toEqual([...files.keys()].sort());
  const stale = [...files].filter(([path, text]) => readFileSync(join(FOLDER, path), 'utf8') !== text);
  expect(stale.map(([path]) => path)).toEqual([]);
});
