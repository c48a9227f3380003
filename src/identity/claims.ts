import { createHmac } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { Unauthenticated } from '../model/errors.js';
import type { Purpose } from '../model/purpose.js';
import { bindingIn, type TokenBinding } from './token-binding.js';

/**
 * Names of the claims that carry what we need; identity providers differ, so configuration says. A name that begins with a
 * slash is a path into a claim: a JSON Pointer (RFC 6901), such as `/organisation/oin`.
 */
export interface ClaimNames {
  readonly organisationClaim: string;
  /** An array of purposes, or one string with spaces between them. */
  readonly purposesClaim: string;
  readonly clientClaim: string;
  readonly officerClaim: string;
  /** Our codes by what the provider calls organisations; where there are any, no other name is taken. */
  readonly organisationCodes?: Readonly<Record<string, string>>;
}

/** What a verified token says, and nothing else of it. */
export interface VerifiedToken {
  /** Code of an organisation, not yet looked up in the register; empty where the provider's name for it is not known. */
  readonly organisation: string;
  /** Purposes that the identity provider allows this client; each once. */
  readonly purposes: readonly Purpose[];
  readonly client: string;
  readonly officer?: string;
  readonly tokenId: string;
  readonly expiresAt: Date;
  /** What the sender has to prove that it holds; absent for a bearer token. */
  readonly boundTo?: TokenBinding;
}

/**
 * Reads the claims of a token whose signature, issuer, audience and times are already verified.
 * @param secret key of the officer's pseudonym
 * @throws Unauthenticated when a claim is absent or has another shape
 */
export function readClaims(payload: JWTPayload, names: ClaimNames, secret: Uint8Array): VerifiedToken {
  const client = clientIn(payload, names);
  return {
    organisation: organisationIn(payload, names),
    purposes: purposesIn(claimAt(payload, names.purposesClaim)),
    client,
    officer: officerIn(payload, names, client, secret),
    tokenId: text(payload.jti),
    expiresAt: new Date((payload.exp ?? 0) * 1000),
    boundTo: bindingIn(payload.cnf),
  };
}

/** Whether a client acts for itself: then the subject is the client, or there is none (RFC 9068, 2.2). */
export function isOfSystem(payload: JWTPayload, names: ClaimNames): boolean {
  const subject = claimAt(payload, names.officerClaim);
  return subject === undefined || subject === clientIn(payload, names);
}

/** A claim by its name, or by the path to it. Only what stands in the token itself: nothing that all objects have. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (!name.startsWith('/')) return Object.hasOwn(payload, name) ? payload[name] : undefined;
  const steps = name
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Object(at)[step] : undefined),
    payload,
  );
}

function clientIn(payload: JWTPayload, names: ClaimNames): string {
  return text(claimAt(payload, names.clientClaim) ?? payload.client_id ?? payload.azp);
}

function organisationIn(payload: JWTPayload, { organisationClaim, organisationCodes }: ClaimNames): string {
  const name = text(claimAt(payload, organisationClaim));
  if (!organisationCodes) return name;
  return Object.hasOwn(organisationCodes, name) ? (organisationCodes[name] ?? '') : '';
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
  const subject = claimAt(payload, names.officerClaim);
  if (subject === undefined || subject === client) return undefined;
  const hash = createHmac('sha256', secret).update(`officer\0${payload.iss}\0${text(subject)}`);
  return hash.digest('base64url').slice(0, 22);
}
