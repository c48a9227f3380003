import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kind, parse } from 'graphql';

const CLIENTS = fileURLToPath(new URL('../client', import.meta.url));

/**
 * The names of all operations that the typed clients are made from, each once and sorted, as `schema/operations.json`
 * holds them: the audit log names an operation by these only.
 * @throws GraphQLError when a document cannot be parsed
 */
export function publishedOperations(folder: string = CLIENTS): readonly string[] {
  const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.graphql'),
  );
  const names = documents
    .flatMap((path) => parse(readFileSync(join(folder, path), 'utf8')).definitions)
    .flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? (definition.name?.value ?? []) : []));
  return [...new Set(names)].sort();
}
