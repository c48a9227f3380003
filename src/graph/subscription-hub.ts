import type postgres from 'postgres';
import type { Config } from '../config.js';
import { listenTo, type OutboxState, outboxState, type Participant } from '../database/outbox-watch.js';
import { CHANGES_CHANNEL } from '../delivery/outbox.js';
import type { Caller } from '../model/caller.js';
import { KetenzichtError, NotParticipating, ServerStops, Unauthenticated } from '../model/errors.js';
import { activityOf, type Policy } from '../policy/policy.js';

/** How often the hub looks by itself: for grants that ended, and for words that were lost with their connection. */
const LOOK_MS = 400;

/** One open subscription, as the hub knows it. */
export interface Membership {
  /** Why the subscription is over; undefined while it is not. */
  over(): KetenzichtError | undefined;
  /** The last position that is known to be committed. */
  head(): number;
  /** Settles when the outbox goes further than this position, or the subscription is over. */
  further(than: number): Promise<void>;
  /** Ends it from the side of the caller. */
  leave(): void;
}

interface Member extends Participant {
  readonly wake: Set<() => void>;
  readonly timer: NodeJS.Timeout;
  over?: KetenzichtError;
}

/** What the hub is made from. */
export interface HubSetting {
  readonly gateway: postgres.Sql;
  readonly policy: Policy;
  readonly limits: Pick<Config['limits'], 'subscriptions' | 'subscriptionsEach'>;
}

/**
 * Wakes the subscriptions of this process when the outbox grows, and ends them when the token or the grant behind them
 * does. One connection listens for all of them, one statement looks for all of them. It tells nobody what changed:
 * each reads that for itself, under its own view's role.
 */
export class SubscriptionHub {
  readonly #setting: HubSetting;
  readonly #members = new Set<Member>();
  #head = 0;
  #timer?: NodeJS.Timeout;
  #stopListening?: Promise<() => Promise<void>>;
  #looking?: Promise<void>;
  #lookAgain = false;
  #closed = false;

  constructor(setting: HubSetting) {
    this.#setting = setting;
  }

  /**
   * Adds a subscription. Its head is the outbox's as of now.
   * @throws KetenzichtError `UNAVAILABLE` where there are too many already, or the server stops
   */
  async join({ principal, purpose, view, expiresAt }: Caller): Promise<Membership> {
    this.#refuseTooMany(principal.organisation);
    const endsIn = Math.min(expiresAt.getTime() - Date.now(), 2 ** 31 - 1);
    const member: Member = {
      organisation: principal.organisation,
      purpose,
      activity: activityOf(this.#setting.policy, view),
      wake: new Set(),
      timer: setTimeout(() => end(member, new Unauthenticated(TOKEN_ENDED)), Math.max(0, endsIn)),
    };
    member.timer.unref();
    this.#members.add(member);
    this.#begin();
    try {
      this.#take(await outboxState(this.#setting.gateway, []), []);
    } catch (error) {
      this.#leave(member);
      throw error;
    }
    return {
      over: () => member.over,
      head: () => this.#head,
      further: (than) => this.#further(member, than),
      leave: () => this.#leave(member),
    };
  }

  /** How many are open now. */
  get size(): number {
    return this.#members.size;
  }

  /** Ends all subscriptions: callers come back with their cursors, to another process or to the next one. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const member of this.#members) end(member, new ServerStops(STOPS));
    await this.#looking;
    await (await this.#stopListening?.catch(() => undefined))?.().catch(() => undefined);
  }

  #refuseTooMany(organisation: string): void {
    if (this.#closed) throw new ServerStops(STOPS);
    const { subscriptions, subscriptionsEach } = this.#setting.limits;
    const own = [...this.#members].filter((member) => member.organisation === organisation).length;
    if (own < subscriptionsEach && this.#members.size < subscriptions) return;
    throw new KetenzichtError('UNAVAILABLE', 'Too many subscriptions are open. Close one, or try again later.');
  }

  #further(member: Member, than: number): Promise<void> {
    if (member.over || this.#head > than) return Promise.resolve();
    return new Promise((resolve) => member.wake.add(resolve));
  }

  #leave(member: Member): void {
    end(member, new ServerStops(STOPS));
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #begin(): void {
    // A connection that cannot be had now leaves the looking by itself, which wakes a little later.
    this.#stopListening ??= listenTo(this.#setting.gateway, CHANGES_CHANNEL, () => this.#look());
    this.#stopListening.catch(() => {
      this.#stopListening = undefined;
    });
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  /** One look at a time: words that come meanwhile are one look more. */
  #look(): void {
    if (this.#closed || this.#members.size === 0) return;
    this.#lookAgain = true;
    this.#looking ??= this.#lookAll().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookAll(): Promise<void> {
    while (this.#lookAgain && !this.#closed) {
      this.#lookAgain = false;
      const participants = [...new Map([...this.#members].map((one) => [nameOf(one), one])).values()];
      // A look that fails is made again; what cannot be read is not sent to anybody meanwhile.
      const state = await outboxState(this.#setting.gateway, participants).catch(() => undefined);
      if (state) this.#take(state, participants);
    }
  }

  #take({ head, stands }: OutboxState, participants: readonly Participant[]): void {
    const ended = new Set(participants.filter((_, place) => stands[place] === false).map(nameOf));
    for (const member of this.#members) if (ended.has(nameOf(member))) end(member, new NotParticipating());
    if (head <= this.#head) return;
    this.#head = head;
    for (const { wake } of this.#members) wakeAll(wake);
  }
}

const TOKEN_ENDED = 'Your token has ended. Subscribe again with a new one, from the cursor of the last change.';
const STOPS = 'This server stops. Subscribe again, from the cursor of the last change.';

function end(member: Member, why: KetenzichtError): void {
  clearTimeout(member.timer);
  member.over ??= why;
  wakeAll(member.wake);
}

function wakeAll(wake: Set<() => void>): void {
  for (const resolve of wake) resolve();
  wake.clear();
}

function nameOf({ organisation, purpose, activity }: Participant): string {
  return `${organisation} ${purpose} ${activity}`;
}
