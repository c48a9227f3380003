import type { FastifyInstance } from 'fastify';
import type { AccessLog } from '../audit/access-log.js';
import type { IdentifyCaller } from '../audit/read-processing-routes.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { openQueue } from '../delivery/delivery-queue.js';
import type { Policy } from '../policy/policy.js';
import type { SnapshotOpener } from './context.js';
import { DeliveryDesk } from './delivery-desk.js';
import { deliveryRoutes } from './delivery-routes.js';
import { describeFailure, type OperatorLog } from './errors.js';

/** Compressed a hundredfold, a body is no list of records any more. */
const UNPACK_RATIO = 100;
/** So many records a snapshot may close in a small source too. */
const CLOSES_UNASKED = 5;

/** With what deliveries over the wire are opened. */
export interface DeliverySetting {
  readonly config: Pick<Config, 'deliveries' | 'limits'>;
  readonly database: Pick<Database, 'admin' | 'gateway'>;
  readonly policy: Policy;
  readonly log: OperatorLog;
  readonly accessLog: AccessLog;
  readonly openSnapshot: SnapshotOpener;
}

/** Adds the addresses of deliveries to a server. */
export type AddDeliveries = (server: FastifyInstance, identify: IdentifyCaller) => Promise<void>;

/**
 * The addresses of deliveries, for a server. With the server, the storing begins: it goes on with what another process
 * left undone; when the server closes, it ends after the batch that is being stored, and the rest is for who comes next.
 */
export function openDeliveries({
  config,
  database,
  policy,
  log,
  accessLog,
  openSnapshot,
}: DeliverySetting): AddDeliveries {
  return async (server, identify) => {
    const { bytes, closePercent } = config.deliveries;
    const queue = openQueue({
      database,
      unpack: { bytes, ratio: UNPACK_RATIO },
      closing: { percent: closePercent, records: CLOSES_UNASKED },
      report: (error) => log.error({ job: 'deliveries', ...describeFailure(error) }, 'a delivery could not be stored'),
    });
    server.addHook('preClose', queue.stop);
    const desk = new DeliveryDesk({ database, config, policy, accessLog, openSnapshot, queue });
    await deliveryRoutes({ policy, desk })(server, identify);
  };
}
