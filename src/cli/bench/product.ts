import type { Config } from '../../config.js';
import type { Database } from '../../database/database.js';
import { openGraph } from '../../graph/open-graph.js';
import { issueDemoToken } from '../../identity/demo-issuer.js';
import { registerLookup } from '../../identity/register-lookup.js';
import { openSenderBinding } from '../../identity/sender-binding.js';
import { openVerifier } from '../../identity/token-verifier.js';
import type { Policy } from '../../policy/policy.js';
import { buildServer } from '../../server.js';
import { openPurposes } from '../policy-file.js';
import type { BenchRequest, MeasuredServer } from './measured-server.js';
import { type Asker, BENCH_VIEW, CASE_DOCUMENT, LIST_DOCUMENT, PAGE_DOCUMENT, SEARCH_DOCUMENT } from './operations.js';

/** What the product is started with. */
export interface ProductSetting {
  readonly config: Config;
  readonly database: Database;
  readonly policy: Policy;
  /** Told each statement of a request, `begin` and `commit` apart. */
  readonly onStatement?: (text: string) => void;
}

/** The product, which answers other operations than those of the floor too. */
export interface MeasuredProduct extends MeasuredServer {
  operation(query: string, variables?: object): BenchRequest;
  /** The same product with the token of another asker. */
  askedBy(asker: Asker): Promise<Pick<MeasuredProduct, 'operation'>>;
}

/** A product that listens. */
export interface ListeningProduct {
  /** Of its endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

/** The product as it is served: identity, policy, both locks, real HTTP and a real token. */
export async function startProduct(setting: ProductSetting, asker?: Asker): Promise<MeasuredProduct> {
  return measuredProduct(await listen(setting), setting, asker);
}

/** Lets the product listen, in this process. */
export async function listen({ config, database, policy, onStatement }: ProductSetting): Promise<ListeningProduct> {
  const quiet = { warn: () => undefined, error: () => undefined };
  const graph = await openGraph({ config, database, policy, log: quiet, onStatement });
  const purposesOf = openPurposes(policy);
  const findOrganisation = registerLookup(database.gateway);
  const sender = openSenderBinding(config);
  const identity = { verifier: await openVerifier(config), sender, findOrganisation, purposesOf };
  const server = await buildServer({ config, identity, ...graph });
  return {
    url: `${await server.listen({ host: config.host, port: 0 })}/graphql`,
    async close() {
      await server.close();
      await graph.close();
    },
  };
}

/** A product that listens, with the requests that are sent to it. */
export async function measuredProduct(
  { url, close }: ListeningProduct,
  { config, policy }: Pick<ProductSetting, 'config' | 'policy'>,
  asker: Asker = BENCH_VIEW,
): Promise<MeasuredProduct> {
  const askedBy = async ({ organisation, purpose }: Asker) => {
    const token = await issueDemoToken(config, openPurposes(policy), { organisation, purpose });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const operation = (query: string, variables: object = {}) => ({
      url,
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return { operation };
  };
  const { operation } = await askedBy(asker);
  return {
    operation,
    askedBy,
    page: (first) => operation(PAGE_DOCUMENT, { first }),
    oneCase: (id) => operation(CASE_DOCUMENT, { id }),
    list: (first, until) => operation(LIST_DOCUMENT, { first, until }),
    search: (first, name) => operation(SEARCH_DOCUMENT, { first, names: [name] }),
    close,
  };
}
