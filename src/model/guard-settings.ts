import { z } from 'zod';
import { PARTNER_KINDS, type PartnerKind } from './principal.js';
import { wholeNumber } from './whole-number.js';

/** How often and how long somebody may ask. */
export interface GuardSettings {
  /** Redis or Valkey in which all processes count together. Absent: each process counts for itself. */
  readonly rateUrl?: string;
  /** Requests a minute of one client, and of all clients of one organisation; 0 is no limit. */
  readonly ratePerClient: number;
  readonly ratePerOrganisation: number;
  /** Look-ups of persons an hour that a client of each kind of partner may make without finding them; 0 is no limit. */
  readonly misses: Readonly<Record<PartnerKind, number>>;
  /** Milliseconds after which a query is given up, from when its body was read. */
  readonly requestTimeoutMs: number;
}

/** `100` for all, and others by kind: `100,NGO=30`. */
const MISSES = new RegExp(`^\\d{1,6}(,(${PARTNER_KINDS.join('|')})=\\d{1,6})*$`);

/** The settings of guards, as the environment has them. */
export const guardSettings = {
  KETENZICHT_RATE_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  KETENZICHT_RATE_PER_CLIENT: wholeNumber(0, 1_000_000, 600),
  KETENZICHT_RATE_PER_ORGANISATION: wholeNumber(0, 1_000_000, 3_000),
  KETENZICHT_MISSES: z.string().regex(MISSES).default('100,MUNICIPALITY=300,NGO=30'),
  KETENZICHT_REQUEST_TIMEOUT_MS: wholeNumber(100, 600_000, 20_000),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_GUARDS = {
  KETENZICHT_RATE_URL: 'must be redis://<user>:<password>@<host>:<port> or rediss://…; leave it out for one process',
  KETENZICHT_RATE_PER_CLIENT: 'must be a whole number from 0 to 1000000',
  KETENZICHT_RATE_PER_ORGANISATION: 'must be a whole number from 0 to 1000000',
  KETENZICHT_MISSES: 'must be a whole number, and others by kind of partner, such as 100,NGO=30',
  KETENZICHT_REQUEST_TIMEOUT_MS: 'must be a whole number of milliseconds from 100 to 600000',
};

type Given = z.infer<z.ZodObject<typeof guardSettings>>;

/** The guards as the process works with them. */
export function guardsOf(given: Given): GuardSettings {
  return {
    rateUrl: given.KETENZICHT_RATE_URL,
    ratePerClient: given.KETENZICHT_RATE_PER_CLIENT,
    ratePerOrganisation: given.KETENZICHT_RATE_PER_ORGANISATION,
    misses: missesOf(given.KETENZICHT_MISSES),
    requestTimeoutMs: given.KETENZICHT_REQUEST_TIMEOUT_MS,
  };
}

function missesOf(text: string): GuardSettings['misses'] {
  const [all, ...others] = text.split(',');
  const named = new Map(others.map((each) => each.split('=', 2) as [string, string]));
  const entries = PARTNER_KINDS.map((kind) => [kind, Number(named.get(kind) ?? all)]);
  return Object.fromEntries(entries) as GuardSettings['misses'];
}
