import { z } from 'zod';
import { PARTNER_KINDS, type PartnerKind } from './principal.js';
import { optionalWholeNumber, wholeNumber } from './whole-number.js';

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
  KETENZICHT_RATE_PER_CLIENT: optionalWholeNumber(0, 1_000_000),
  KETENZICHT_RATE_PER_ORGANISATION: optionalWholeNumber(0, 1_000_000),
  KETENZICHT_MISSES: z.string().regex(MISSES).optional(),
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

const STANDARD = { ratePerClient: 3_000, ratePerOrganisation: 15_000, misses: '100,MUNICIPALITY=300,NGO=30' };

/** Whoever tries the demo on their own machine may ask it as fast as it answers. */
const OF_DEMO = { ratePerClient: 0, ratePerOrganisation: 0, misses: '1000' };

/** What the guards are when nothing else is set. */
export function standardGuards(demo: boolean): typeof STANDARD {
  return demo ? OF_DEMO : STANDARD;
}

/** The guards as the process works with them. @param demo whether the demo issues the tokens */
export function guardsOf(given: Given, demo: boolean): GuardSettings {
  const standard = standardGuards(demo);
  return {
    rateUrl: given.KETENZICHT_RATE_URL,
    ratePerClient: given.KETENZICHT_RATE_PER_CLIENT ?? standard.ratePerClient,
    ratePerOrganisation: given.KETENZICHT_RATE_PER_ORGANISATION ?? standard.ratePerOrganisation,
    misses: missesOf(given.KETENZICHT_MISSES ?? standard.misses),
    requestTimeoutMs: given.KETENZICHT_REQUEST_TIMEOUT_MS,
  };
}

function missesOf(text: string): GuardSettings['misses'] {
  const [all, ...others] = text.split(',');
  const named = new Map(others.map((each) => each.split('=', 2) as [string, string]));
  const entries = PARTNER_KINDS.map((kind) => [kind, Number(named.get(kind) ?? all)]);
  return Object.fromEntries(entries) as GuardSettings['misses'];
}
