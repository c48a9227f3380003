import type { PartnerKind } from '../../../model/principal.js';

/** An organisation that the demo lets one be. */
export interface Persona {
  readonly organisation: string;
  readonly name: string;
  readonly partnerKind: PartnerKind;
  readonly municipality?: string | null;
  readonly purposes: readonly string[];
}

/** What holds whether or not somebody is signed in. */
interface Surroundings {
  readonly demo: boolean;
  /** Where the identity provider is reached; null in the demo. */
  readonly signIn: string | null;
  /** Whom the demo lets one be; null elsewhere. */
  readonly personas: readonly Persona[] | null;
}

/** Whoever is signed in. */
export interface SignedIn extends Surroundings {
  readonly signedIn: true;
  readonly organisation: string;
  readonly organisationName: string;
  readonly partnerKind: PartnerKind;
  readonly municipality?: string | null;
  readonly purpose: string;
  readonly purposes: readonly string[];
  /** Names of the organisations that answers name by their codes. */
  readonly organisations: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** The session of this browser, as the server knows it. No token is in it: that stays in a cookie no script can read. */
export type Session = SignedIn | (Surroundings & { readonly signedIn: false });

/** Asks for the session. @throws Error when the server does not answer it */
export async function readSession(): Promise<Session> {
  const response = await fetch('/session', { credentials: 'same-origin', headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error('no session was told');
  return (await response.json()) as Session;
}

/** Takes a persona of the demo on. @throws Error when it cannot be */
export async function takePersona(organisation: string, purpose: string): Promise<void> {
  const response = await fetch('/session/persona', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ organisation, purpose }),
  });
  if (!response.ok) throw new Error('the persona was not taken on');
}

/** Ends the session. @returns where its end goes on at the identity provider */
export async function endSession(): Promise<string | undefined> {
  const response = await fetch('/logout', { method: 'POST', credentials: 'same-origin' });
  return response.headers.get('location') ?? undefined;
}

/** The address that signs in for a purpose and leads back to where one was. */
export function signInAddress(signIn: string, purpose: string, next: string): string {
  return `${signIn}?${new URLSearchParams({ purpose, next })}`;
}
