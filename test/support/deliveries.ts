import { readFileSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../src/database/database.js';
import { deliverFile, type FileReport } from '../../src/delivery/deliver.js';
import type { Deliverer } from '../../src/sources/layouts.js';

const EXTRACTS = fileURLToPath(new URL('../extracts/', import.meta.url));

const organisations: readonly Deliverer[] = JSON.parse(
  readFileSync(new URL('../../src/organisations.json', import.meta.url), 'utf8'),
);

/** The organisation that a file is named after. */
export function delivererOf(file: string): Deliverer {
  const found = organisations.find(({ code }) => file.startsWith(`${code}.`));
  if (!found) throw new Error(`no organisation for ${file}`);
  return found;
}

/** The names of the extracts, municipalities first. */
export async function extractNames(): Promise<string[]> {
  const order = ['MUNICIPALITY', 'NGO', 'IND', 'DTV', 'AVIM'];
  const rank = (file: string) => order.indexOf(delivererOf(file).partnerKind);
  const files = (await readdir(EXTRACTS)).filter((file) => /\.(csv|json|ndjson)$/.test(file));
  return files.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** Delivers one of the extracts from a folder of its own. */
export async function deliverExtract(database: Database, file: string): Promise<FileReport> {
  const path = join(await mkdtemp(join(tmpdir(), 'ketenzicht-')), file);
  await copyFile(join(EXTRACTS, file), path);
  return deliverFile(database, { deliverer: delivererOf(file), path });
}

/** Writes a text or bytes to a file of its own and delivers it. */
export async function deliverText(
  database: Database,
  organisation: string,
  content: string | Uint8Array,
): Promise<FileReport> {
  const path = await temporaryFile(content);
  return deliverFile(database, { deliverer: delivererOf(`${organisation}.`), path });
}

/** Writes a file of its own. */
export async function temporaryFile(content: string | Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'ketenzicht-')), 'delivery');
  await writeFile(path, content);
  return path;
}
