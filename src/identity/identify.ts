import type { Caller } from '../model/caller.js';
import { Forbidden, Unauthenticated } from '../model/errors.js';
import type { PartnerKind } from '../model/principal.js';
import { type Purpose, viewKey } from '../model/purpose.js';
import type { VerifiedToken } from './claims.js';
import { type FindOrganisation, isOrganisationCode } from './register-lookup.js';
import type { SenderBinding, TokenScheme } from './sender-binding.js';
import type { StatedIdentity } from './stated-identity.js';
import type { TokenVerifier } from './token-verifier.js';

/** What a stated identity is held against. */
export interface IdentityRules {
  readonly verifier: TokenVerifier;
  /** Holds tokens against their senders. */
  readonly sender: SenderBinding;
  /** The register of organisations. */
  readonly findOrganisation: FindOrganisation;
  /** The purposes that the policy opens to a kind of partner. */
  readonly purposesOf: (kind: PartnerKind) => readonly Purpose[];
}

/** Who sent a request, as far as the logs tell it. */
export interface Asker {
  /** Code of the organisation; `unregistered` where the token's is not even the form of one. */
  readonly organisation: string;
  readonly partnerKind?: PartnerKind;
  readonly client: string;
  readonly officer?: string;
  readonly tokenId?: string;
  /** Absent when none that the token allows was stated. */
  readonly purpose?: Purpose;
}

/** The token is good, but organisation or purpose are not open: it is known who asked. */
export class AskerRefused extends Forbidden {
  readonly asker: Asker;

  constructor(message: string, asker: Asker) {
    super(message);
    this.asker = asker;
  }
}

/** The token is good, but whoever sent it did not prove to be the one that it was given to: somebody may have taken it. */
export class SenderRefused extends Unauthenticated {
  readonly asker: Asker;

  constructor({ message, cause, challenge }: Unauthenticated, asker: Asker) {
    super(message, cause, challenge);
    this.asker = asker;
  }
}

/** Whose good token a refused request came with: that is logged. */
export function refusedAsker(error: unknown): Asker | undefined {
  return error instanceof AskerRefused || error instanceof SenderRefused ? error.asker : undefined;
}

const SENT = /^(Bearer|DPoP) +([A-Za-z0-9._-]+)$/i;

/**
 * Who asks, and what for. The organisation's kind comes from our register and never from the token:
 * a provider that could name the kind could name any view.
 * @throws Unauthenticated without a valid token; Forbidden when organisation or purpose are not open; KetenzichtError
 * `UNAVAILABLE` when the register cannot be read
 */
export async function identify(stated: StatedIdentity, rules: IdentityRules): Promise<Caller> {
  const token = await sentToken(stated, rules);
  const organisation = await rules.findOrganisation(token.organisation);
  if (organisation && rules.sender.demandsMore(token, organisation.partnerKind, stated)) {
    throw new SenderRefused(rules.sender.demand(), statedAsker(stated, token, organisation.partnerKind));
  }
  const refuse = (message: string): never => {
    throw new AskerRefused(message, statedAsker(stated, token, organisation?.partnerKind));
  };
  if (!organisation) return refuse('Your organisation is not registered here. Ask the operator to add it.');
  const { partnerKind } = organisation;
  const purpose = purposeOf(stated, token, refuse);
  if (!rules.purposesOf(partnerKind).includes(purpose)) {
    return refuse('This purpose is not open to your organisation. State another in X-Purpose.');
  }
  return {
    principal: { organisation: organisation.code, partnerKind, client: token.client, officer: token.officer },
    organisationName: organisation.name,
    purpose,
    view: viewKey(partnerKind, purpose),
    tokenId: token.tokenId,
    expiresAt: token.expiresAt,
  };
}

/** The token of a request, good and from whoever may send it. @throws Unauthenticated, saying how to authenticate */
async function sentToken(stated: StatedIdentity, { verifier, sender }: IdentityRules): Promise<VerifiedToken> {
  const [, word, jwt] = SENT.exec(stated.authorization ?? '') ?? [];
  if (jwt === undefined) throw sender.refusal('Bearer');
  const scheme: TokenScheme = word?.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
  const token = await verifier.verify(jwt).catch((error: unknown) => {
    if (!(error instanceof Unauthenticated)) throw error;
    throw sender.refusal(scheme, 'invalid_token', error.message, error);
  });
  await sender.check(jwt, token, scheme, stated).catch((error: unknown) => {
    throw error instanceof Unauthenticated ? new SenderRefused(error, statedAsker(stated, token, undefined)) : error;
  });
  return token;
}

function purposeOf(stated: StatedIdentity, token: VerifiedToken, refuse: (message: string) => never): Purpose {
  const [only, ...others] = token.purposes;
  if (stated.purpose === undefined && only !== undefined && others.length === 0) return only;
  if (stated.purpose === undefined) {
    return refuse('Your token allows several purposes. State one of them in the header X-Purpose.');
  }
  if (!token.purposes.includes(stated.purpose)) {
    return refuse('Your token does not allow the purpose in X-Purpose. State one that it allows.');
  }
  return stated.purpose;
}

/** The logs' words for a caller. */
export function askerOf({ principal, purpose, tokenId }: Caller): Asker {
  return { ...principal, tokenId, purpose };
}

/** Nothing of a header is kept that the identity provider did not say as well: anything could stand there. */
function statedAsker(stated: StatedIdentity, token: VerifiedToken, partnerKind: PartnerKind | undefined): Asker {
  const { client, officer, tokenId } = token;
  const organisation = isOrganisationCode(token.organisation) ? token.organisation : 'unregistered';
  const purpose = token.purposes.find((allowed) => allowed === stated.purpose);
  return { organisation, partnerKind, client, officer, tokenId, purpose };
}
