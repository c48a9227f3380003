import { ActivityError } from '../audit/register-entries.js';
import { type Config, ConfigError } from '../config.js';
import { DatabaseError } from '../database/database-error.js';
import { migrate } from '../database/migrate.js';
import { describeFailure, type OperatorLog } from '../graph/errors.js';
import type { Front } from '../graph/front.js';
import { parsePolicy } from '../policy/policy.js';
import { PolicyError } from '../policy/policy-error.js';
import { type Assembly, assemble, type Lasting } from './assembly.js';
import { oneAtATime } from './one-at-a-time.js';
import { readPolicyText } from './policy-file.js';
import { policyGrants, registerOf } from './policy-grants.js';
import type { ReloadFigures } from './reload-figures.js';
import type { ServeParts } from './serve-parts.js';

/** What a process reloads with. */
export interface Reloading {
  readonly first: Assembly;
  /** The text of the policy that the first one goes by. */
  readonly policyText: string;
  readonly front: Front;
  readonly lasting: Lasting;
  readonly parts: ServeParts;
  readonly figures: ReloadFigures;
  readonly log: OperatorLog;
}

/**
 * Replaces what answers while it answers: policy, register of activities, organisations, and keys in files, read anew.
 * All of it is made and checked first; what does not fit leaves everything as it stands, with an alarm. Then the
 * database gets the new rights, as at a start, and from one request to the next the new one answers. What came before
 * is answered by the one that it came to, under the rights that the database has by then: never more than before the
 * change and after it both give. Subscriptions end, and are admitted anew by the new policy when they come back.
 */
export class Reload {
  readonly #setting: Reloading;
  readonly #job;
  #current: Assembly;
  #policyText: string;
  #stopJobs: () => Promise<unknown>;
  readonly #retiring = new Set<Promise<unknown>>();

  constructor(setting: Reloading) {
    this.#setting = setting;
    this.#current = setting.first;
    this.#policyText = setting.policyText;
    this.#stopJobs = setting.first.startJobs();
    this.#job = oneAtATime('reload', () => this.#reload(), setting.log);
  }

  /** What answers now. */
  get current(): Assembly {
    return this.#current;
  }

  /** Reloads, after a reload that is under way. */
  run(): void {
    if (!this.#setting.lasting.draining.isUnderWay()) this.#job.run();
  }

  /** Ends what is done beside answering, with all that went before. */
  async end(): Promise<void> {
    await this.#job.settled();
    await Promise.all([this.#stopJobs(), this.#current.graph.subscriptions.settled(), ...this.#retiring]);
  }

  async #reload(): Promise<void> {
    const { figures, log } = this.#setting;
    let next: Assembly | undefined;
    try {
      const text = await readPolicyText();
      next = await this.#make(text);
      const { config, database, policy } = next;
      await migrate(database, policyGrants(policy), registerOf(config, policy, database));
      this.#replace(next, text);
      figures.tell(true);
      log.warn({ policyVersion: policy.version }, 'reloaded');
    } catch (cause) {
      await next?.server.close();
      await next?.graph.close();
      figures.tell(false);
      const policyVersion = this.#current.policy.version;
      log.error({ policyVersion, ...reasonOf(cause) }, 'not reloaded: what was in force before stays in force');
    }
  }

  /** @throws Error that says what does not fit */
  async #make(text: string): Promise<Assembly> {
    const { lasting, parts } = this.#setting;
    const policy = parsePolicy(text);
    if (policy.version === this.#current.policy.version && text !== this.#policyText) {
      throw new PolicyError('The policy changed and its version did not: a version means one text for ever.');
    }
    const config: Config = parts.reread?.() ?? this.#current.config;
    registerOf(config, policy, this.#current.database);
    return assemble({ config, database: this.#current.database, policy }, lasting, parts);
  }

  #replace(next: Assembly, text: string): void {
    const [before, stopJobs] = [this.#current, this.#stopJobs];
    this.#setting.front.replace(next.server);
    this.#stopJobs = next.startJobs();
    this.#current = next;
    this.#policyText = text;
    const retired = this.#retire(before, stopJobs).catch((cause: unknown) =>
      this.#setting.log.error({ job: 'reload', ...describeFailure(cause) }, 'a job failed'),
    );
    this.#retiring.add(retired);
    void retired.then(() => this.#retiring.delete(retired));
  }

  async #retire(before: Assembly, stopJobs: () => Promise<unknown>): Promise<void> {
    await Promise.all([
      before.server.close(),
      this.#setting.front.settled(before.server),
      before.graph.subscriptions.settled(),
      stopJobs(),
    ]);
    await before.graph.close();
  }
}

/** Our own words say what to mend; of others only which they are. */
function reasonOf(cause: unknown): object {
  const kinds: unknown[] = [Error, PolicyError, ConfigError, ActivityError, DatabaseError];
  if (!(cause instanceof Error) || !kinds.includes(cause.constructor)) return describeFailure(cause);
  return { reason: cause.message };
}
