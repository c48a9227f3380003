import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefinitionNode, type DocumentNode, Kind, parse, print } from 'graphql';
import { z } from 'zod';
import type { ViewKey } from '../model/purpose.js';

/** A manifest: documents that clients of one view may send, each under its identifier. */
export interface Manifest {
  readonly view: string;
  /** SHA-256 of the document in hexadecimal digits → the document, as `publishedText` prints it. */
  readonly operations: Readonly<Record<string, string>>;
}

const manifest = z.strictObject({
  view: z.string().regex(/^[A-Z_]+\/[A-Z_]+$/),
  operations: z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string().min(1)),
});

/** The published documents of every view. */
export interface PublishedDocuments {
  /** By identifier; undefined where the view has none of that. */
  readonly find: (view: ViewKey, id: string) => string | undefined;
}

/** The identifier of a document: SHA-256 of its text, as in the `sha256:` form of GraphQL over HTTP. */
export function documentId(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A document in the one form in which it is published, however it is laid out: its operation, then its fragments by
 * name. What a document means does not depend on either.
 */
export function publishedText(document: DocumentNode): string {
  const isFragment = ({ kind }: DefinitionNode) => kind === Kind.FRAGMENT_DEFINITION;
  const operations = document.definitions.filter((definition) => !isFragment(definition));
  const fragments = document.definitions
    .filter(isFragment)
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  return print({ kind: Kind.DOCUMENT, definitions: [...operations, ...fragments] });
}

function nameOf(definition: DefinitionNode): string {
  return definition.kind === Kind.FRAGMENT_DEFINITION ? definition.name.value : '';
}

/**
 * Reads every manifest of a folder, once. That a document fits its view is judged when it is sent, as of every other:
 * a policy that narrows must not wait for a partner's manifest.
 * @param folder nothing is published when absent
 * @throws Error that names the file which is no manifest, or holds a document under another identifier than its own
 */
export function readPublished(folder: string | undefined): PublishedDocuments {
  const views = new Map<string, Map<string, string>>();
  for (const path of folder === undefined ? [] : manifestsIn(folder)) {
    const { view, operations } = readManifest(path);
    const documents = views.get(view) ?? new Map<string, string>();
    views.set(view, documents);
    for (const [id, text] of Object.entries(operations)) documents.set(id, text);
  }
  return { find: (view, id) => views.get(view)?.get(id) };
}

function manifestsIn(folder: string): string[] {
  try {
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return found.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
  } catch (error) {
    throw new Error(
      `KETENZICHT_PUBLISHED_OPERATIONS: ${folder} cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

function readManifest(path: string): Manifest {
  const problem = (what: string) =>
    new Error(`KETENZICHT_PUBLISHED_OPERATIONS: ${path} ${what}. Build it again with \`ketenzicht operations build\`.`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw problem('cannot be read as JSON');
  }
  const parsed = manifest.safeParse(content);
  if (!parsed.success) throw problem('is no manifest of published operations');
  for (const [id, text] of Object.entries(parsed.data.operations)) {
    if (documentId(text) !== id) throw problem('holds a document under an identifier that is not its own');
    if (!isPublishedForm(text)) throw problem('holds a document in another form than it is published in');
  }
  return parsed.data;
}

function isPublishedForm(text: string): boolean {
  try {
    return publishedText(parse(text)) === text;
  } catch {
    return false;
  }
}
