import { KetenzichtError } from '../model/errors.js';
import { sha256Of } from './token-binding.js';

/** How many proofs are remembered, of all keys and of one: each is good for about two minutes. */
const AT_MOST = 200_000;
const EACH_AT_MOST = 50_000;

/**
 * Notes a proof for all replicas.
 * @param hash of its key and id: neither goes to the store
 * @returns whether no replica took it before; true where that cannot be known
 */
export type NoteForAll = (hash: string) => Promise<boolean>;

/**
 * The proofs that this process has seen, until each is too old to be taken anyway (RFC 9449, 11.1). Only proofs for a
 * good token come here, so no stranger fills it; one partner fills no more than its own share. What does not fit is
 * refused, never forgotten: a full memory opens nothing.
 *
 * It is of one process. With a store that all replicas share a proof is taken by one of them. Without it, or while it is
 * away, a proof could be sent once to each within its two minutes, by somebody who holds the token and saw the request
 * inside its TLS; it would still be good for that method and address only. Let the balancer keep a client at one replica
 * where that is too much.
 */
export class ReplayMemory {
  readonly #until = new Map<string, { readonly key: string; readonly until: number }>();
  readonly #ofKey = new Map<string, number>();
  readonly #noteForAll: NoteForAll | undefined;
  readonly #bounds: { readonly all: number; readonly each: number };

  /** @param noteForAll absent: this process is alone */
  constructor(noteForAll?: NoteForAll, bounds = { all: AT_MOST, each: EACH_AT_MOST }) {
    this.#noteForAll = noteForAll;
    this.#bounds = bounds;
  }

  /**
   * Notes a proof.
   * @param key thumbprint of the key that made it; @param id its `jti`
   * @param until when it is too old, in milliseconds since 1970
   * @returns whether it is the first time
   * @throws KetenzichtError `UNAVAILABLE` when no more can be remembered for now
   */
  async isNew(key: string, id: string, until: number, now: number): Promise<boolean> {
    const hash = sha256Of(`${key}\0${id}`);
    if (!this.#note(hash, key, until, now)) return false;
    return this.#noteForAll?.(hash) ?? true;
  }

  /** At once, so that of two requests with one proof only the first finds it new. */
  #note(hash: string, key: string, until: number, now: number): boolean {
    this.#forget(now);
    if (this.#until.has(hash)) return false;
    const ofKey = this.#ofKey.get(key) ?? 0;
    if (this.#until.size >= this.#bounds.all || ofKey >= this.#bounds.each) {
      throw new KetenzichtError('UNAVAILABLE', 'Too many requests with proofs came in a short time. Try again later.');
    }
    this.#until.set(hash, { key, until });
    this.#ofKey.set(key, ofKey + 1);
    return true;
  }

  /** The oldest stand first; a younger one that ends sooner waits for them, which is at most a minute. */
  #forget(now: number): void {
    for (const [hash, { key, until }] of this.#until) {
      if (until > now) return;
      this.#until.delete(hash);
      const left = (this.#ofKey.get(key) ?? 1) - 1;
      if (left > 0) this.#ofKey.set(key, left);
      else this.#ofKey.delete(key);
    }
  }
}
