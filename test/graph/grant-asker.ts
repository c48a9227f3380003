import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import type { PartnerKind } from '../../src/model/principal.js';
import { testConfig } from '../support/config.js';
import type { Answer, TestGraph } from '../support/graph.js';

/** Who asks, with the kind for which a token is issued; also somebody whom the file of organisations does not have. */
export interface Asker {
  readonly organisation: string;
  readonly partnerKind: PartnerKind;
  readonly purpose: string;
}

/** The programme office, as it administers grants. */
export const OFFICE: Asker = {
  organisation: 'programme-office',
  partnerKind: 'PROGRAMME_OFFICE',
  purpose: 'GRANT_ADMINISTRATION',
};

/** An answer of the register, as far as the tests look into it. */
export interface RegisterSpan {
  readonly standing: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly revokedAt: string | null;
  readonly daysLeft: number | null;
  readonly warning: boolean;
}
export interface RegisterAnswer extends RegisterSpan {
  readonly code: string;
  readonly partnerKind: string;
  readonly name: string;
  readonly possiblePurposes: readonly string[];
  readonly grants: readonly (RegisterSpan & { readonly purpose: string })[];
}

const SPAN = 'standing validFrom validUntil revokedAt daysLeft warning';
export const ORGANISATION = `{ code partnerKind name possiblePurposes ${SPAN} grants { purpose ${SPAN} } }`;

/** A token of the demo for anybody. */
export async function tokenFor({ organisation, partnerKind, purpose }: Asker): Promise<string> {
  const config = testConfig({ organisations: [{ code: organisation, partnerKind, name: organisation }] });
  return issueDemoToken(config, openPurposes(await readPolicy()), { organisation, purpose });
}

/** Asks as anybody, over HTTP. */
export async function askAs(graph: TestGraph, asker: Asker, query: string, variables = {}): Promise<Answer> {
  const headers = { authorization: `Bearer ${await tokenFor(asker)}`, 'x-purpose': asker.purpose };
  // The token of the question is not used: the header above takes its place.
  return graph.ask({ organisation: 'ind', query, variables, headers });
}

/** Makes one change as the programme office. */
export async function change(graph: TestGraph, name: string, input: object, asker = OFFICE): Promise<Answer> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return askAs(graph, asker, `mutation ($input: ${type}!) { ${name}(input: $input) ${ORGANISATION} }`, { input });
}

/** Makes one change, and answers what it led to. @throws Error when it was refused */
export async function changed(graph: TestGraph, name: string, input: object): Promise<RegisterAnswer> {
  const answer = await change(graph, name, input);
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as Record<string, RegisterAnswer>)[name] as RegisterAnswer;
}

/** `CODE message` of the errors of an answer. */
export function refusalsOf(answer: Answer): string[] {
  return (answer.errors ?? []).map(({ message, extensions }) => `${extensions.code} ${message}`);
}
