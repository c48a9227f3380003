import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const FILE = new URL('../../schema/operations.json', import.meta.url);

/**
 * The names of the operations that are published with the typed clients, from `schema/operations.json`, which
 * `ketenzicht schema` writes from `src/client/`. A closed list, read once: nobody can write a person's name into the log
 * by calling an operation after them (BIO2: no personal values in an audit log).
 */
const KNOWN: ReadonlySet<string> = new Set(z.array(z.string()).parse(JSON.parse(readList())));

/** Without the file no name is known, and none is logged: the command that writes it must start without it. */
function readList(): string {
  return existsSync(FILE) ? readFileSync(FILE, 'utf8') : '[]';
}

/** The name, where it is one of the published operations; the case of its letters counts. */
export function knownName(name: string | undefined): string | undefined {
  return name !== undefined && KNOWN.has(name) ? name : undefined;
}
