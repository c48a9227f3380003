import type { Organisation } from '../config.js';
import type { Caller } from '../model/caller.js';
import { Forbidden, Unauthenticated } from '../model/errors.js';
import type { PartnerKind } from '../model/principal.js';
import { type Purpose, viewKey } from '../model/purpose.js';
import type { VerifiedToken } from './claims.js';
import type { TokenVerifier } from './token-verifier.js';

/** What a request says of its caller, as its headers came. */
export interface StatedIdentity {
  /** The `Authorization` header. */
  readonly authorization?: string;
  /** The `X-Purpose` header. */
  readonly purpose?: string;
}

/** What a stated identity is held against. */
export interface IdentityRules {
  readonly verifier: TokenVerifier;
  readonly organisations: readonly Organisation[];
  /** The purposes that the policy opens to a kind of partner. */
  readonly purposesOf: (kind: PartnerKind) => readonly Purpose[];
}

const BEARER = /^Bearer +([A-Za-z0-9._-]+)$/i;

/**
 * Who asks, and what for. The organisation's kind comes from our register and never from the token:
 * a provider that could name the kind could name any view.
 * @throws Unauthenticated without a valid token; Forbidden when organisation or purpose are not open
 */
export async function identify(stated: StatedIdentity, rules: IdentityRules): Promise<Caller> {
  const jwt = BEARER.exec(stated.authorization ?? '')?.[1];
  if (jwt === undefined) throw new Unauthenticated();
  const token = await rules.verifier.verify(jwt);
  const organisation = rules.organisations.find((each) => each.code === token.organisation);
  if (!organisation) throw new Forbidden('Your organisation is not registered here. Ask the operator to add it.');
  const { partnerKind } = organisation;
  const purpose = purposeOf(stated, token);
  if (!rules.purposesOf(partnerKind).includes(purpose)) {
    throw new Forbidden('This purpose is not open to your organisation. State another in X-Purpose.');
  }
  return {
    principal: { organisation: organisation.code, partnerKind, client: token.client, officer: token.officer },
    purpose,
    view: viewKey(partnerKind, purpose),
    tokenId: token.tokenId,
    expiresAt: token.expiresAt,
  };
}

function purposeOf(stated: StatedIdentity, token: VerifiedToken): Purpose {
  const [only, ...others] = token.purposes;
  if (stated.purpose === undefined && only !== undefined && others.length === 0) return only;
  if (stated.purpose === undefined) {
    throw new Forbidden('Your token allows several purposes. State one of them in the header X-Purpose.');
  }
  if (!token.purposes.includes(stated.purpose)) {
    throw new Forbidden('Your token does not allow the purpose in X-Purpose. State one that it allows.');
  }
  return stated.purpose;
}
