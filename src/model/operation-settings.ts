import { z } from 'zod';
import { PARTNER_KINDS, type Principal } from './principal.js';
import type { ViewKey } from './purpose.js';
import { wholeNumber } from './whole-number.js';

/** The longest document, in tokens, when no setting says: some twenty times the one that asks for every field. */
export const MOST_TOKENS = 10_000;

/** What one operation of a caller may be. */
export interface OperationLimits {
  /** Fields within each other. An explorer's question about the schema needs 15. */
  readonly depth: number;
  /** Fields in one selection set. */
  readonly width: number;
  readonly rootFields: number;
  /** Fields and spreads in all, counted wherever fragments are spread. */
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  /** Values that the answer may hold at most, as `graph/operation-cost.ts` counts them. */
  readonly cost: number;
  /** `only-published`: nothing but the published operations of the caller's view. */
  readonly documents: 'any' | 'only-published';
}

type Overrides = Readonly<Record<string, Partial<OperationLimits>>>;

/** Limits that differ from the standard ones; the last of these three that names a limit counts. */
export interface LimitOverrides {
  readonly partnerKinds: Overrides;
  /** By the organisation's code. */
  readonly organisations: Overrides;
  /** By `client_id`, as the token has it. */
  readonly clients: Overrides;
}

/** What may be sent as an operation, and by whom. */
export interface OperationSettings {
  /** Longest document. The same for everybody: it is read before anything is known of it. */
  readonly tokens: number;
  readonly standard: OperationLimits;
  readonly overrides: LimitOverrides;
  /** Whether a view may be asked about itself: all, none, or these. */
  readonly introspection: boolean | readonly ViewKey[];
  /** The folder with the manifests of published operations. Absent: nothing is published. */
  readonly published?: string;
}

/** The settings of operations, as the environment has them. */
export const operationSettings = {
  KETENZICHT_TOKENS: wholeNumber(100, 100_000, MOST_TOKENS),
  KETENZICHT_DEPTH: wholeNumber(1, 1_000, 16),
  KETENZICHT_WIDTH: wholeNumber(1, 10_000, 100),
  KETENZICHT_ROOT_FIELDS: wholeNumber(1, 10_000, 20),
  KETENZICHT_SELECTIONS: wholeNumber(1, 100_000, 2_000),
  KETENZICHT_ALIASES: wholeNumber(0, 10_000, 50),
  KETENZICHT_DIRECTIVES: wholeNumber(0, 10_000, 50),
  KETENZICHT_COST: wholeNumber(1, 1_000_000_000, 400_000),
  KETENZICHT_LIMITS: z.string().min(1).optional(),
  KETENZICHT_PUBLISHED_OPERATIONS: z.string().min(1).optional(),
  KETENZICHT_INTROSPECTION: z
    .string()
    .regex(/^(true|false|[A-Z_]+\/[A-Z_]+( [A-Z_]+\/[A-Z_]+)*)$/)
    .optional(),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_OPERATIONS = {
  KETENZICHT_TOKENS: 'must be a whole number from 100 to 100000',
  KETENZICHT_DEPTH: 'must be a whole number from 1 to 1000',
  KETENZICHT_WIDTH: 'must be a whole number from 1 to 10000',
  KETENZICHT_ROOT_FIELDS: 'must be a whole number from 1 to 10000',
  KETENZICHT_SELECTIONS: 'must be a whole number from 1 to 100000',
  KETENZICHT_ALIASES: 'must be a whole number from 0 to 10000',
  KETENZICHT_DIRECTIVES: 'must be a whole number from 0 to 10000',
  KETENZICHT_COST: 'must be a whole number from 1 to 1000000000',
  KETENZICHT_LIMITS: 'must be the path of a JSON file with limits of partner kinds, organisations and clients',
  KETENZICHT_PUBLISHED_OPERATIONS:
    'must be a folder with manifests that `ketenzicht operations build` wrote; KETENZICHT_LIMITS with "only-published" needs it',
  KETENZICHT_INTROSPECTION:
    'must be true, false, or the views that may be asked about themselves, such as RESEARCHER/STATISTICS, with a space between',
};

const most = z.int().min(0).max(1_000_000_000);
const overrides = z.strictObject({
  depth: most.optional(),
  width: most.optional(),
  rootFields: most.optional(),
  selections: most.optional(),
  aliases: most.optional(),
  directives: most.optional(),
  cost: most.optional(),
  documents: z.enum(['any', 'only-published']).optional(),
});
const named = z.record(z.string().min(1), overrides).default({});

/** The file of `KETENZICHT_LIMITS`. A name that is not known is refused: a limit that is misspelt limits nothing. */
export const limitOverrides = z.strictObject({
  partnerKinds: z.partialRecord(z.enum(PARTNER_KINDS), overrides).default({}),
  organisations: named,
  clients: named,
});

/** Without a file: everybody has the standard limits. */
export const NO_OVERRIDES: LimitOverrides = { partnerKinds: {}, organisations: {}, clients: {} };

type Given = z.infer<z.ZodObject<typeof operationSettings>>;

/**
 * The settings as the process works with them, or the name of the one that does not fit.
 * @param overrides what the file of `KETENZICHT_LIMITS` says
 * @param demo whether this is the demo, whose explorer asks about every view
 */
export function operationsOf(
  given: Given,
  overrides: LimitOverrides,
  demo: boolean,
): OperationSettings | keyof typeof operationSettings {
  const published = given.KETENZICHT_PUBLISHED_OPERATIONS;
  if (published === undefined && namesPublished(overrides)) return 'KETENZICHT_PUBLISHED_OPERATIONS';
  return {
    tokens: given.KETENZICHT_TOKENS,
    standard: {
      depth: given.KETENZICHT_DEPTH,
      width: given.KETENZICHT_WIDTH,
      rootFields: given.KETENZICHT_ROOT_FIELDS,
      selections: given.KETENZICHT_SELECTIONS,
      aliases: given.KETENZICHT_ALIASES,
      directives: given.KETENZICHT_DIRECTIVES,
      cost: given.KETENZICHT_COST,
      documents: 'any',
    },
    overrides,
    introspection: introspectionOf(given.KETENZICHT_INTROSPECTION ?? String(demo)),
    published,
  };
}

function namesPublished({ partnerKinds, organisations, clients }: LimitOverrides): boolean {
  const all = [partnerKinds, organisations, clients].flatMap((each) => Object.values(each));
  return all.some(({ documents }) => documents === 'only-published');
}

function introspectionOf(text: string): boolean | ViewKey[] {
  return text === 'true' || text === 'false' ? text === 'true' : (text.split(' ') as ViewKey[]);
}

/** The limits of whoever asks: those of the client before those of the organisation, its kind and the standard. */
export function limitsFor(
  { standard, overrides }: Pick<OperationSettings, 'standard' | 'overrides'>,
  { partnerKind, organisation, client }: Pick<Principal, 'partnerKind' | 'organisation' | 'client'>,
): OperationLimits {
  return {
    ...standard,
    ...own(overrides.partnerKinds, partnerKind),
    ...own(overrides.organisations, organisation),
    ...own(overrides.clients, client),
  };
}

/** Whether a view may be asked about itself. */
export function mayIntrospect({ introspection }: Pick<OperationSettings, 'introspection'>, view: ViewKey): boolean {
  return typeof introspection === 'boolean' ? introspection : introspection.includes(view);
}

/** A client may call itself `constructor`. */
function own(overrides: Overrides, name: string): Partial<OperationLimits> | undefined {
  return Object.hasOwn(overrides, name) ? overrides[name] : undefined;
}
