import type { SnapshotReader } from '../database/snapshot-reader.js';
import { KetenzichtError } from '../model/errors.js';
import type { TraceContext } from '../model/trace-context.js';
import { askedHere } from './cases-read.js';
import type { KeyQuery } from './key-query.js';
import { Parameters } from './parameters.js';
import { type GrantedRead, readTogether } from './read-sources.js';
import { type SearchSetting, writeSearches } from './searches.js';

/** Searches that name all the cases which they can find. */
export interface NamedSearches {
  readonly queries: readonly KeyQuery[];
  readonly ids: readonly string[];
}

/** With what searches are written, and what is read of each case that they name. */
export interface SearchAndReadSetting extends SearchSetting {
  readonly reads: readonly GrantedRead[];
  readonly trace?: TraceContext;
}

/**
 * Sends searches and the reads of all that they can find, in one statement.
 * @returns what was read, when it is there, and how the answers of the searches are taken out of it
 */
export function searchAndRead(reader: SnapshotReader, { queries, ids }: NamedSearches, setting: SearchAndReadSetting) {
  const parameters = new Parameters();
  parameters.bind(ids);
  const { expression, answersOf } = writeSearches(queries, setting, parameters);
  const together = { besides: expression, values: parameters.values, from: 'READ_MODEL' } as const;
  return { reading: readTogether(setting.reads, askedHere(ids, setting.trace), reader, together), answersOf };
}

/** What comes of a statement, or undefined where it failed. What was refused by us, and not by the database, stays so. */
export async function unlessFailed<Answer>(run: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof KetenzichtError) throw error;
    return undefined;
  }
}
