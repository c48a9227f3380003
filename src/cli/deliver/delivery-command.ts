import { connectionFrom, Deliveries, RequestFailed, SettingsError, TryLater } from '../../client/index.js';
import type { ConnectionSettings } from '../../model/connection-settings.js';
import type { DeliveryReport, RejectedPlace } from '../../model/delivery-report.js';
import { type CommandResult, cannot } from '../command-result.js';

/** What may be done with a delivery that is at a server. */
export type DeliveryAction = 'show' | 'confirm' | 'withdraw' | 'rejected';

/** What `ketenzicht delivery` was asked. */
export interface DeliveryRequest {
  readonly action: DeliveryAction;
  readonly id: string;
  readonly settings: ConnectionSettings;
}

/**
 * `ketenzicht delivery show|confirm|withdraw|rejected <id>`. Exit code 0: done. 2: refused. 3: it is held. 75: the server
 * does not answer now.
 */
export async function deliveryCommand(request: DeliveryRequest): Promise<CommandResult> {
  try {
    const deliveries = new Deliveries(await connectionFrom(request.settings));
    return await run(deliveries, request);
  } catch (error) {
    if (error instanceof SettingsError) return cannot(error.message);
    if (!(error instanceof RequestFailed)) throw error;
    return { ...cannot(error.describe()), exitCode: error instanceof TryLater ? 75 : 2 };
  }
}

async function run(deliveries: Deliveries, { action, id }: DeliveryRequest): Promise<CommandResult> {
  if (action === 'rejected') {
    const rows: RejectedPlace[] = [];
    for await (const row of deliveries.rejected(id)) rows.push(row);
    return { exitCode: 0, text: rows.map(({ place, reason }) => `${place}: ${reason}`).join('\n'), json: { rows } };
  }
  const report = await (action === 'show' ? deliveries.report(id) : deliveries[action](id));
  return { exitCode: report.state === 'HELD' ? 3 : 0, text: describeReport(report), json: report };
}

const COUNTS = [
  'received',
  'new',
  'changed',
  'unchanged',
  'superseded',
  'quarantined',
  'rejected',
  'waiting',
  'closed',
] as const;

function describeReport(report: DeliveryReport): string {
  const { id, state, startedAt, endedAt, toClose, failure } = report;
  return [
    `${id}: ${state}, ${report.mode}, ${report.source} of ${report.organisation}`,
    `  begun ${startedAt}${endedAt ? `, ended ${endedAt}` : ''}`,
    `  ${COUNTS.map((name) => `${name} ${report[name]}`).join(', ')}`,
    ...(state === 'HELD' ? [`  would close ${toClose}; nothing of it is stored until it is confirmed`] : []),
    ...(failure === null ? [] : [`  ${failure}`]),
    ...report.rejectedRows.map(({ place, reason }) => `  ${place}: ${reason}`),
  ].join('\n');
}
