import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT } from '../house/project-files.js';

/** Loads a script of the pages, which browsers load as it is. The caller says what it exports. */
export async function loadAsset<Exports>(path: string): Promise<Exports> {
  return (await import(pathToFileURL(join(PROJECT, 'src/web/assets', path)).href)) as Exports;
}
