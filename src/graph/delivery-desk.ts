import type { AccessLog } from '../audit/access-log.js';
import { loggedChange } from '../audit/logged-change.js';
import type { LoggedRequest } from '../audit/request-entry.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { participating } from '../database/participation.js';
import type { Snapshot } from '../database/snapshot.js';
import { inTransaction } from '../database/transaction.js';
import { asDelivery } from '../delivery/as-delivery.js';
import { confirmDelivery, type DeliveryDecision, withdrawDelivery } from '../delivery/decide-delivery.js';
import type { DeliveryQueue } from '../delivery/delivery-queue.js';
import {
  type DeliveryName,
  type DeliveryReport,
  type RejectedPlace,
  readDelivery,
  readRejected,
} from '../delivery/delivery-report.js';
import { endDelivery } from '../delivery/delivery-row.js';
import { forgetBody, openUpload, type Upload, type UploadRequest } from '../delivery/open-upload.js';
import { BodyReceiver, hashOf } from '../delivery/receive.js';
import { KetenzichtError, NotParticipating } from '../model/errors.js';
import { activityOf, type Policy } from '../policy/policy.js';
import type { SnapshotOpener } from './context.js';
import { type DeliveryOutcome, deliveryEntry } from './delivery-entry.js';

/** What deliveries over the wire are made with. */
export interface DeliveryDeskParts {
  readonly database: Pick<Database, 'admin' | 'gateway'>;
  readonly config: Pick<Config, 'deliveries' | 'limits'>;
  readonly policy: Policy;
  readonly accessLog: AccessLog;
  /** Under the role of the caller's view. */
  readonly openSnapshot: SnapshotOpener;
  readonly queue: DeliveryQueue;
}

/** A body that is sent, under the sender's name for it. */
export interface SentDelivery {
  readonly upload: Omit<UploadRequest, 'organisation'>;
  readonly body: AsyncIterable<Uint8Array>;
  readonly digest: Uint8Array | null;
}

const MAY_ASK = participating({ organisation: '$1', purpose: '$2', activity: '$3' });
/** Rejected rows that are read at a time. */
const REJECTED_PAGE = 1_000;
/** How long at most before it is asked again whether a delivery that another process stores is done. */
const LOOK_AGAIN_MS = 500;

/** Where an organisation delivers, and asks what became of it. Every call checks its grant and is logged. */
export class DeliveryDesk {
  readonly #parts: DeliveryDeskParts;

  constructor(parts: DeliveryDeskParts) {
    this.#parts = parts;
  }

  /**
   * Takes a delivery in. When the body is there as a whole, that it was accepted and the line of the audit log are
   * written in one transaction; from then on it is stored whatever happens to the connection, and also when the
   * organisation's grant ends meanwhile: it was accepted under it.
   * @returns the delivery's id
   * @throws KetenzichtError `DELIVERY_CONFLICT`, `PAYLOAD_TOO_LARGE`, `BAD_REQUEST`, NotParticipating, LogUnavailable
   */
  async deliver(request: LoggedRequest, sent: SentDelivery): Promise<string> {
    const { database, config } = this.#parts;
    await this.#admit(request);
    const { organisation } = request.caller.principal;
    const upload = await openUpload(database, { ...sent.upload, organisation });
    if (upload.whole) return this.#compare(request, upload, sent);
    const receiver = await BodyReceiver.open(database, upload);
    try {
      await receiver.take(this.#whileOpen(sent.body), config.deliveries.bytes);
    } catch (error) {
      if (error instanceof KetenzichtError && error.code === 'PAYLOAD_TOO_LARGE') await this.#giveUp(upload.id, error);
      throw error;
    }
    if (sent.digest && !receiver.matches(sent.digest)) await this.#refuseBroken(upload.id);
    const counts = { bytes: receiver.received };
    await this.#change(request, { action: 'deliver', counts }, (sql) => receiver.finish(sql));
    this.#parts.queue.look();
    return upload.id;
  }

  /** Reads a report. @returns null for one that is not of the organisation that asks */
  async report(request: LoggedRequest, name: DeliveryName, waitMs: number): Promise<DeliveryReport | null> {
    const until = Date.now() + waitMs;
    let report = await this.#read(request, (snapshot) => readDelivery(snapshot, name));
    while (report?.state === 'APPLYING' && Date.now() < until && !this.#parts.queue.isStopping()) {
      await this.#parts.queue.somethingDone(Math.min(LOOK_AGAIN_MS, until - Date.now()));
      report = await this.#read(request, (snapshot) => readDelivery(snapshot, name));
    }
    return report;
  }

  /** Reads the rejected rows of a delivery, page by page, so that a slow reader holds nothing. */
  async *rejected(request: LoggedRequest, id: string): AsyncGenerator<RejectedPlace> {
    let after = -1;
    for (let page: readonly RejectedPlace[] | undefined; page === undefined || page.length === REJECTED_PAGE; ) {
      const from = after;
      page = await this.#read(request, (snapshot) => readRejected(snapshot, id, from, REJECTED_PAGE));
      yield* page;
      after = page.at(-1)?.place ?? after;
    }
  }

  /** Lets a held snapshot be stored. @throws KetenzichtError `NOT_FOUND`, `DELIVERY_CONFLICT`; NotParticipating */
  async confirm(request: LoggedRequest, id: string): Promise<void> {
    await this.#change(request, { action: 'confirmDelivery' }, (sql) => confirmDelivery(sql, decisionOf(request, id)));
    this.#parts.queue.look();
  }

  /** Gives a delivery up. @throws KetenzichtError `NOT_FOUND`, `DELIVERY_CONFLICT`; NotParticipating */
  async withdraw(request: LoggedRequest, id: string): Promise<void> {
    await this.#change(request, { action: 'withdrawDelivery' }, (sql) =>
      withdrawDelivery(sql, decisionOf(request, id)),
    );
  }

  /** Writes the line of what changes nothing; before it is answered. @throws LogUnavailable */
  async log(request: LoggedRequest, outcome: DeliveryOutcome): Promise<void> {
    await this.#parts.accessLog.write(deliveryEntry(this.#parts.policy, request, outcome));
  }

  /** The whole body was received before under this key: the same body is the same delivery, another one is refused. */
  async #compare(request: LoggedRequest, { id, bodyHash }: Upload, { body }: SentDelivery): Promise<string> {
    const hash = await hashOf(body, this.#parts.config.deliveries.bytes);
    if (hash !== bodyHash) {
      throw new KetenzichtError(
        'DELIVERY_CONFLICT',
        'This key is of another body. Choose another key for another delivery.',
      );
    }
    await this.log(request, { action: 'deliver', counts: { repeated: 1 } });
    return id;
  }

  /** A sender that takes its time must not keep a process from ending: it goes on with the next one. */
  async *#whileOpen(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      yield chunk;
      if (!this.#parts.queue.isStopping()) continue;
      throw new KetenzichtError('UNAVAILABLE', 'The service stops here. Go on from where the delivery stands.');
    }
  }

  /** What is too large stays too large: no place is kept for it. */
  async #giveUp(id: string, { message: failure }: KetenzichtError): Promise<void> {
    await inTransaction(this.#parts.database.admin, async (sql) => {
      await asDelivery(sql);
      await endDelivery(sql, id, { state: 'FAILED', failure });
    });
  }

  async #refuseBroken(id: string): Promise<never> {
    await inTransaction(this.#parts.database.admin, async (sql) => {
      await asDelivery(sql);
      await forgetBody(sql, id);
    });
    throw new KetenzichtError('BAD_REQUEST', 'The body does not have the digest of Repr-Digest. Send it again.');
  }

  async #admit({ caller }: LoggedRequest): Promise<void> {
    const { database, policy } = this.#parts;
    const asked = [caller.principal.organisation, caller.purpose, activityOf(policy, caller.view)];
    const found = await database.gateway.unsafe(MAY_ASK, asked);
    if (found.length === 0) throw new NotParticipating();
  }

  async #read<Value>({ caller }: LoggedRequest, read: (snapshot: Snapshot) => Promise<Value>): Promise<Value> {
    const snapshot = await this.#parts.openSnapshot({ caller });
    try {
      const value = read(snapshot);
      value.catch(() => undefined);
      if (!(await snapshot.participates)) throw new NotParticipating();
      return await value;
    } finally {
      await snapshot.end();
    }
  }

  async #change(
    request: LoggedRequest,
    outcome: DeliveryOutcome,
    run: (sql: Parameters<Parameters<typeof loggedChange>[2]>[0]) => Promise<void>,
  ): Promise<void> {
    const { database, accessLog, config, policy } = this.#parts;
    const { principal, purpose, view } = request.caller;
    const entry = () => deliveryEntry(policy, request, outcome);
    await loggedChange(
      { database, log: accessLog, statementTimeoutMs: config.limits.statementTimeoutMs },
      { organisation: principal.organisation, purpose, activity: activityOf(policy, view), as: 'delivery', entry },
      async (sql) => ({ value: await run(sql) }),
    );
  }
}

function decisionOf({ caller }: LoggedRequest, id: string): DeliveryDecision {
  const { organisation, officer, client } = caller.principal;
  return { id, organisation, decidedBy: officer ?? client };
}
