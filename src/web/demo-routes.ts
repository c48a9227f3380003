import type { FastifyInstance } from 'fastify';
import type postgres from 'postgres';
import { z } from 'zod';
import { openPurposes, standardPurposes } from '../cli/policy-file.js';
import type { Config } from '../config.js';
import { SHOWCASES } from '../delivery/demo/showcase.js';
import { issueDemoToken } from '../identity/demo-issuer.js';
import type { IdentityRules } from '../identity/identify.js';
import { KetenzichtError } from '../model/errors.js';
import type { Policy } from '../policy/policy.js';
import { refuseOtherSites } from './same-origin.js';

/** A page asks again when its token has ended; a short life costs nothing. */
const PAGE_TOKEN_SECONDS = 15 * 60;

const tokenRequest = z.strictObject({ organisation: z.string(), purpose: z.string() });

/** What the pages are made from. */
export interface PageSetting {
  readonly config: Config;
  readonly policy: Policy;
  /** What whoever asks is held against. */
  readonly identity: IdentityRules;
  /** The owner's connection, for what the sessions of several processes share; absent, there is one process. */
  readonly owner?: postgres.Sql;
}

/**
 * What only the demo has: `POST /demo/token` answers a short-lived token of an organisation for one purpose, and
 * `GET /demo/setting` says who there is to choose from.
 */
export function addDemoRoutes(server: FastifyInstance, { config, policy }: Omit<PageSetting, 'identity'>): void {
  const purposesOf = openPurposes(policy);
  // The pages show cases; a purpose that has to be asked for by name shows none.
  const standard = standardPurposes(policy);
  server.post('/demo/token', {
    onRequest: async (request) => refuseOtherSites(request),
    handler: async (request) => {
      const asked = tokenRequest.safeParse(request.body);
      const known = asked.success && config.organisations.find(({ code }) => code === asked.data.organisation);
      if (!known || !purposesOf(known.partnerKind).includes(asked.data.purpose)) {
        throw new KetenzichtError('BAD_REQUEST', 'Send {"organisation", "purpose"} as the demo\'s setting lists them.');
      }
      const limits = { expiresInSeconds: PAGE_TOKEN_SECONDS };
      return { token: await issueDemoToken(config, purposesOf, { ...asked.data, ...limits }) };
    },
  });
  server.get('/demo/setting', async () => ({
    showcases: SHOWCASES,
    explorer: config.explorer,
    organisations: config.organisations.map(({ code, name, partnerKind, municipality }) => ({
      code,
      name,
      partnerKind,
      municipality,
      purposes: standard(partnerKind),
    })),
  }));
}
