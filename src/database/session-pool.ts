import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { KetenzichtError, ServerStops } from '../model/errors.js';
import { newSession, type PooledSession, type Session } from './session.js';

/** How long the end of a pool waits for what is at work. */
const END_WITHIN_MS = 5_000;

/** How much a pool may do at once, and keep. */
export interface PoolBounds {
  /** Sessions that are taken at the same time, whoever's they are. */
  readonly atWork: number;
  /** Connections, idle ones among them; not less than `atWork`. One that is being closed is not counted. */
  readonly open: number;
}

/** How a pool is at this moment. */
export interface PoolCounts {
  readonly atWork: number;
  readonly idle: number;
  /** Who waits for a session. */
  readonly waiting: number;
  /** That may be at work at once. */
  readonly most: number;
}

/**
 * Sessions of several logins. A session is only ever its own login's. One that is idle is kept for the next who asks
 * for that login; where a connection too many would be opened, the one that was idle longest is closed for it. As no
 * more are at work than may be open, one of those is always there: nobody waits for an idle session of somebody else.
 */
export class SessionPool {
  /** The one that was idle longest comes first. */
  private readonly idle: PooledSession[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly all = new Set<PooledSession>();
  private readonly closing = new Set<Promise<void>>();
  private isEnded = false;
  private tellAllGiven: () => void = () => undefined;

  /** @param optionsOf how a login connects */
  constructor(
    private readonly optionsOf: (login: string) => postgres.Sql['options'],
    private readonly bounds: PoolBounds,
  ) {}

  /**
   * Takes a session of a login for oneself; waits in turn while so many are at work already.
   * @param waitMs how long, in milliseconds; without it as long as it takes
   * @throws KetenzichtError `UNAVAILABLE` when none comes free in time, or the pool was ended
   */
  async take(login: string, waitMs?: number): Promise<Session> {
    if (this.all.size - this.idle.length < this.bounds.atWork) return this.use(login);
    return this.wait(login, waitMs);
  }

  /** Takes a session back, for its own login and no other. */
  give(session: Session): void {
    const given = session as PooledSession;
    if (given.isWorn() || this.isEnded) this.close(given);
    else this.idle.push(given);
    if (this.all.size === 0) this.tellAllGiven();
    const [first] = this.waiting;
    first?.();
  }

  /** How it is at this moment. */
  counts(): PoolCounts {
    const idle = this.idle.length;
    return { atWork: this.all.size - idle, idle, waiting: this.waiting.size, most: this.bounds.atWork };
  }

  /**
   * Ends every session, one that is at work when it is given back, or after some seconds. The driver may leave a
   * connection open for ever that it ends between two statements. No other is opened: it would keep the process, which
   * is about to end.
   */
  async end(): Promise<void> {
    this.isEnded = true;
    for (const mayTake of [...this.waiting]) mayTake();
    for (const session of this.idle.splice(0)) this.close(session);
    const enough = new AbortController();
    this.tellAllGiven = () => enough.abort();
    if (this.all.size > 0) await sleep(END_WITHIN_MS, undefined, { signal: enough.signal }).catch(() => undefined);
    for (const session of this.all) this.close(session);
    await Promise.all(this.closing);
  }

  /** In turn. Whoever holds one and waits for another must not wait for ever: all may be doing so. */
  private wait(login: string, waitMs?: number): Promise<PooledSession> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const mayTake = () => {
        clearTimeout(timer);
        this.waiting.delete(mayTake);
        try {
          resolve(this.use(login));
        } catch (error) {
          reject(error);
        }
      };
      this.waiting.add(mayTake);
      if (waitMs === undefined) return;
      timer = setTimeout(() => {
        this.waiting.delete(mayTake);
        reject(new KetenzichtError('UNAVAILABLE', 'The service has too much to do now. Ask again later.'));
      }, waitMs);
    });
  }

  /** The one of this login that was used last, whose plans are warm, or a new one. */
  private use(login: string): PooledSession {
    if (this.isEnded) throw new ServerStops('This server stops. Ask again.');
    const place = this.idle.findLastIndex((session) => session.login === login);
    const [kept] = place < 0 ? [] : this.idle.splice(place, 1);
    if (kept && !kept.isWorn()) return kept;
    if (kept) this.close(kept);
    else if (this.all.size >= this.bounds.open) this.close(this.idle.shift());
    const opened = newSession(login, this.optionsOf(login));
    this.all.add(opened);
    return opened;
  }

  private close(session: PooledSession | undefined): void {
    if (!session) return;
    this.all.delete(session);
    const closed: Promise<void> = session.client
      .end({ timeout: 0 })
      .catch(() => undefined)
      .then(() => void this.closing.delete(closed));
    this.closing.add(closed);
  }
}
