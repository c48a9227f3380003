import type { Config } from '../../config.js';
import type { Database } from '../../database/database.js';
import { openGraph } from '../../graph/open-graph.js';
import { issueDemoToken } from '../../identity/demo-issuer.js';
import { registerLookup } from '../../identity/register-lookup.js';
import { openVerifier } from '../../identity/token-verifier.js';
import type { Policy } from '../../policy/policy.js';
import { buildServer } from '../../server.js';
import { openPurposes } from '../policy-file.js';
import type { MeasuredServer } from './measured-server.js';
import { BENCH_VIEW, CASE_DOCUMENT, PAGE_DOCUMENT } from './operations.js';

/** What the product is started with. */
export interface ProductSetting {
  readonly config: Config;
  readonly database: Database;
  readonly policy: Policy;
  /** Told each statement of a request, `begin` and `commit` apart. */
  readonly onStatement?: (text: string) => void;
}

/** The product as it is served: identity, policy, both locks, real HTTP and a real token. */
export async function startProduct({ config, database, policy, onStatement }: ProductSetting): Promise<MeasuredServer> {
  const quiet = { warn: () => undefined, error: () => undefined };
  const graph = await openGraph({ config, database, policy, log: quiet, onStatement });
  const purposesOf = openPurposes(policy);
  const findOrganisation = registerLookup(database.gateway);
  const identity = { verifier: await openVerifier(config), findOrganisation, purposesOf };
  const server = await buildServer({ config, identity, ...graph });
  const url = `${await server.listen({ host: config.host, port: 0 })}/graphql`;
  const { organisation, purpose } = BENCH_VIEW;
  const token = await issueDemoToken(config, purposesOf, { organisation, purpose });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const request = (query: string, variables: object) => ({ url, headers, body: JSON.stringify({ query, variables }) });
  return {
    page: (first) => request(PAGE_DOCUMENT, { first }),
    oneCase: (id) => request(CASE_DOCUMENT, { id }),
    async close() {
      await server.close();
      await Promise.all([...graph.views.values()].map((view) => view.stop()));
    },
  };
}
