import type postgres from 'postgres';
import { readActivities, type StoredActivity } from '../database/register-activities.js';

/** Where a version is answered, and which it is. */
export interface VersionPlace {
  /** Name in the URI, such as `ind-residence-decision`. */
  readonly id: string;
  /** 1, 2, 3, … */
  readonly version: number;
}

/** An activity with its place. */
export type ActivityVersion = StoredActivity & VersionPlace;

/** How old a copy may be before it is read again: a release in which a version is added takes longer. */
const KEEP_MS = 10_000;

/**
 * A copy of the register in memory. Everybody may ask for it, so that it must not cost a connection each time: however
 * many ask, the database is asked every ten seconds. While it does not answer, the last copy does.
 */
export class RegisterCopy {
  #versions: readonly ActivityVersion[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  /** @param now the clock in milliseconds, for tests */
  constructor(
    private readonly sql: postgres.Sql,
    private readonly now: () => number = Date.now,
  ) {}

  /** All versions of all activities. @throws the driver's error when it was never read */
  async all(): Promise<readonly ActivityVersion[]> {
    if (this.now() - this.#readAt >= KEEP_MS) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
    return this.#versions;
  }

  async #read(): Promise<void> {
    try {
      this.#versions = (await readActivities(this.sql)).map((one) => ({ ...one, ...placeOf(one.uri) })).sort(inOrder);
    } catch (error) {
      if (this.#readAt === Number.NEGATIVE_INFINITY) throw error;
    }
    this.#readAt = this.now();
  }
}

/** Reads name and version off the URI. */
export function placeOf(uri: string): VersionPlace {
  const [, id = '', version = '0'] = /\/([^/]+)\/v(\d+)$/.exec(new URL(uri).pathname) ?? [];
  return { id, version: Number(version) };
}

function inOrder(one: ActivityVersion, other: ActivityVersion): number {
  return one.id === other.id ? one.version - other.version : one.id < other.id ? -1 : 1;
}
