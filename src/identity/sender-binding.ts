import type { Config } from '../config.js';
import { Unauthenticated } from '../model/errors.js';
import type { BoundTokens } from '../model/oidc-settings.js';
import type { PartnerKind } from '../model/principal.js';
import type { VerifiedToken } from './claims.js';
import { certificateReader, type ReadCertificate } from './client-certificate.js';
import { PROOF_ALGORITHMS, verifyProof } from './dpop-proof.js';
import { ReplayMemory } from './replay-memory.js';
import type { StatedIdentity } from './stated-identity.js';
import { isSame } from './token-binding.js';

/** How a token was sent: the scheme of the `Authorization` header. */
export type TokenScheme = 'Bearer' | 'DPoP';

/** What senders of tokens are held to. */
export interface SenderRules {
  /** The origin under which clients know this server. Absent: no DPoP proof can be for it, so none is taken. */
  readonly publicUrl?: string;
  readonly readCertificate: ReadCertificate;
  /** Who may not send a bearer token. */
  readonly bound: BoundTokens;
  /** The clock, for tests. */
  readonly now?: () => Date;
}

/**
 * The senders of this process, as configuration has them; in the demo nobody's token is bound, or has to be.
 * @param seen the proofs that were taken before; none when absent
 */
export function openSenderBinding(
  config: Pick<Config, 'publicUrl' | 'certificates' | 'oidc'>,
  seen?: ReplayMemory,
): SenderBinding {
  const readCertificate = certificateReader(config.certificates);
  const bound = config.oidc?.bound ?? { kinds: [], clients: [] };
  return new SenderBinding({ publicUrl: config.publicUrl, readCertificate, bound }, seen);
}

const ALGORITHMS = `algs="${PROOF_ALGORITHMS.join(' ')}"`;

/**
 * Holds a token against its sender: one that is bound to a key (DPoP, RFC 9449) or a certificate (mutual TLS, RFC 8705) is
 * good only from whoever holds that. Closed by default: what is bound and comes without proof is refused, whatever the
 * reason is that no proof can be had.
 */
export class SenderBinding {
  readonly #rules: SenderRules;
  readonly #seen: ReplayMemory;

  constructor(rules: SenderRules, seen = new ReplayMemory()) {
    this.#rules = rules;
    this.#seen = seen;
  }

  /**
   * Checks that the sender holds all that the token is bound to.
   * @throws Unauthenticated, with the challenge that the RFCs have for it
   */
  async check(jwt: string, { boundTo }: VerifiedToken, scheme: TokenScheme, stated: StatedIdentity): Promise<void> {
    // RFC 9449, 7.1: this scheme is for bound tokens, and no bound token is a bearer token.
    if ((scheme === 'DPoP') !== (boundTo?.key !== undefined)) throw this.refusal(scheme, 'invalid_token');
    if (boundTo?.key !== undefined) await this.#checkProof(jwt, boundTo.key, stated);
    if (boundTo?.certificate === undefined) return;
    const certificate = stated.request && !stated.ofSession ? this.#rules.readCertificate(stated.request) : undefined;
    // RFC 8705, 3: the certificate of this connection, or 401 with invalid_token.
    if (!certificate || !isSame(certificate, boundTo.certificate)) throw this.refusal(scheme, 'invalid_token');
  }

  /** Whether this is a bearer token of somebody who has to send bound ones. */
  demandsMore({ boundTo, client }: VerifiedToken, kind: PartnerKind, { ofSession }: StatedIdentity): boolean {
    const { kinds, clients } = this.#rules.bound;
    return !boundTo && !ofSession && (kinds.includes(kind) || clients.includes(client));
  }

  /** What they are told. */
  demand(): Unauthenticated {
    return this.refusal(
      'Bearer',
      'invalid_token',
      'Your organisation has to send tokens bound to it by DPoP or mutual TLS.',
    );
  }

  /** A refusal with its challenge: RFC 6750, 3 and 3.1; RFC 9449, 7.1. @param error absent when nothing was sent */
  refusal(scheme: TokenScheme, error?: string, message?: string, cause?: unknown): Unauthenticated {
    const stated = error === undefined ? [] : [`error="${error}"`];
    const dpop = this.#rules.publicUrl ? [`DPoP ${ALGORITHMS}`] : [];
    const challenges =
      scheme === 'DPoP' && dpop.length > 0
        ? [`DPoP ${[...stated, ALGORITHMS].join(', ')}`]
        : [['Bearer', ...stated].join(' '), ...dpop];
    return new Unauthenticated(message, cause, challenges.join(', '));
  }

  async #checkProof(token: string, key: string, { request, proof: given }: StatedIdentity): Promise<void> {
    const { publicUrl } = this.#rules;
    const url = request?.url ?? '';
    const [text, ...others] = given === undefined ? (request?.headersDistinct.dpop ?? []) : [given];
    const isOne = text !== undefined && others.length === 0;
    if (!publicUrl || !request || !isOne || !URL.canParse(url, publicUrl)) {
      throw this.refusal('DPoP', 'invalid_dpop_proof');
    }
    const now = this.#rules.now?.() ?? new Date();
    // Only its path: a request can name another server in its first line, and its proof be for that one.
    const address = `${publicUrl}${new URL(url, publicUrl).pathname}`;
    const proof = await verifyProof(text, { method: request.method ?? '', address, token, now }).catch((cause) => {
      throw this.refusal('DPoP', 'invalid_dpop_proof', undefined, cause);
    });
    if (!isSame(proof.key, key)) throw this.refusal('DPoP', 'invalid_token');
    // Last, so that only proofs for this very token are remembered.
    if (!(await this.#seen.isNew(proof.key, proof.id, proof.until, now.getTime()))) {
      throw this.refusal('DPoP', 'invalid_dpop_proof');
    }
  }
}
