import { createHmac } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { Unauthenticated } from '../model/errors.js';
import type { Purpose } from '../model/purpose.js';

/** Names of the claims that carry what we need; identity providers differ, so configuration says. */
export interface ClaimNames {
  readonly organisationClaim: string;
  /** An array of purposes, or one string with spaces between them. */
  readonly purposesClaim: string;
  readonly clientClaim: string;
  readonly officerClaim: string;
}

/** What a verified token says, and nothing else of it. */
export interface VerifiedToken {
  /** Code of an organisation, not yet looked up in the register. */
  readonly organisation: string;
  /** Purposes that the identity provider allows this client; each once. */
  readonly purposes: readonly Purpose[];
  readonly client: string;
  readonly officer?: string;
  readonly tokenId: string;
  readonly expiresAt: Date;
}

/**
 * Reads the claims of a token whose signature, issuer, audience and times are already verified.
 * @param secret key of the officer's pseudonym
 * @throws Unauthenticated when a claim is absent or has another shape
 */
export function readClaims(payload: JWTPayload, names: ClaimNames, secret: Uint8Array): VerifiedToken {
  const client = text(payload[names.clientClaim] ?? payload.client_id ?? payload.azp);
  return {
    organisation: text(payload[names.organisationClaim]),
    purposes: purposesIn(payload[names.purposesClaim]),
    client,
    officer: officerIn(payload, names, client, secret),
    tokenId: text(payload.jti),
    expiresAt: new Date((payload.exp ?? 0) * 1000),
  };
}

function text(claim: unknown): string {
  if (typeof claim !== 'string' || claim === '' || claim.length > 200) throw new Unauthenticated();
  return claim;
}

function purposesIn(claim: unknown): readonly Purpose[] {
  const listed: unknown[] =
    typeof claim === 'string' ? claim.split(' ').filter(Boolean) : Array.isArray(claim) ? claim : [];
  if (listed.length === 0 || listed.length > 50) throw new Unauthenticated();
  return [...new Set(listed.map(text))];
}

/**
 * A keyed hash of the officer's subject, so that logs tell officers apart and name nobody: a provider may put a
 * name or a staff number there. In client-credentials tokens the subject is the client itself: no officer.
 */
function officerIn(payload: JWTPayload, names: ClaimNames, client: string, secret: Uint8Array): string | undefined {
  const subject = payload[names.officerClaim];
  if (subject === undefined || subject === client) return undefined;
  const hash = createHmac('sha256', secret).update(`officer\0${payload.iss}\0${text(subject)}`);
  return hash.digest('base64url').slice(0, 22);
}
