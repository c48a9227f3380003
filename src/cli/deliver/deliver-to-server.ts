import { basename } from 'node:path';
import { type Connection, type Delivered, Deliveries, deliveryFile } from '../../client/index.js';
import { mediaTypeOf } from '../../graph/delivery-headers.js';
import type { DeliveryMode, DeliveryReport } from '../../model/delivery-report.js';
import type { Layout } from '../../sources/layout.js';
import { checkCaller } from './check-caller.js';
import { failedOutcome } from './failed-outcome.js';
import type { DeliverFile, FileOutcome, TakenFile } from './file-outcome.js';
import { type DeliveryBars, Shown } from './shown-progress.js';
import { writeRejected } from './write-rejected.js';

/** How files are delivered to a server. */
export interface ServerRequest {
  readonly connection: Connection;
  /** Code of the organisation whose files they are. */
  readonly organisation: string;
  readonly layout: Layout;
  readonly mode: DeliveryMode;
  /** Where the rejected rows go; default: beside the file. */
  readonly rejected?: string;
  readonly bars?: DeliveryBars;
  /** Told of each interruption, in words. */
  readonly tell?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends files to a server. Before the first one it asks whom the server takes us for: nothing is delivered in the name
 * of another organisation than the one that was meant.
 * @returns what delivers one file
 */
export function deliverToServer(request: ServerRequest): DeliverFile {
  const deliveries = new Deliveries(request.connection);
  let isAdmitted = false;
  return async (path) => {
    const file = basename(path);
    const shown = new Shown(file, request.bars);
    try {
      if (!isAdmitted) await checkCaller(request);
      isAdmitted = true;
      const delivered = await send(path, request, deliveries, shown);
      shown.end();
      return await outcomeOf(path, delivered, request, deliveries);
    } catch (cause) {
      return failedOutcome(file, cause, request.signal);
    } finally {
      shown.end();
    }
  };
}

async function send(path: string, request: ServerRequest, deliveries: Deliveries, shown: Shown): Promise<Delivered> {
  const { layout, mode, signal, tell } = request;
  const body = await deliveryFile(path, (bytes) => shown.read(bytes));
  return deliveries.send(body, {
    source: layout.agency.toLowerCase(),
    contentType: mediaTypeOf(layout),
    mode,
    signal,
    onProgress: (far) => shown.progress(far),
    onInterrupted: ({ code }) => tell?.(`${basename(path)}: interrupted (${code}); it goes on by itself.`),
  });
}

async function outcomeOf(
  path: string,
  { report, sentBefore }: Delivered,
  request: ServerRequest,
  deliveries: Deliveries,
): Promise<FileOutcome> {
  const file = basename(path);
  const { id: deliveryId, state, failure } = report;
  if (state === 'HELD') return { file, deliveryId, held: report.toClose ?? 0 };
  if (state === 'WITHDRAWN') return { file, error: WITHDRAWN, because: 'FILE' };
  if (state !== 'DONE') {
    const again = sentBefore ? ' It was delivered before; write the file anew to deliver it again.' : '';
    return { file, error: `${failure ?? 'The server gave the delivery up.'}${again}`, because: 'FILE' };
  }
  const rejectedPath = request.rejected ?? `${path}.rejected.csv`;
  const rows = () => deliveries.rejected(deliveryId);
  const rejectedFile = await writeRejected({ path, rejectedPath, layout: request.layout, report, rows });
  return { ...countsOf(report), file, organisation: report.organisation, deliveryId, rejectedFile, sentBefore };
}

function countsOf({ received, new: added, changed, unchanged, ...report }: DeliveryReport) {
  const { superseded, quarantined, waiting, rejected, closed } = report;
  const counts = { received, added, changed, unchanged, superseded, quarantined, waiting, rejected, closed };
  return counts satisfies Partial<TakenFile>;
}

const WITHDRAWN = 'This delivery was withdrawn. Write the file anew to deliver it.';
