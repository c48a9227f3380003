import { Registry } from 'prom-client';
import type { OperatorLog } from '../../graph/errors.js';
import type { TelemetrySettings } from '../../model/telemetry-settings.js';
import { LogFigures } from '../log-figures.js';
import { RequestFigures } from './request-figures.js';
import { traceFigures } from './trace-figures.js';
import { openTraces, type Traces } from './traces.js';
import { WriteFigures } from './write-figures.js';

/** What is told of how the process does: figures always, traces where a collector is set. */
export interface Telemetry {
  /** Holds the figures of requests and of the logs' writing. */
  readonly registry: Registry;
  readonly requests: RequestFigures;
  readonly writes: WriteFigures;
  readonly logs: LogFigures;
  /** Absent where no collector is set. */
  readonly traces?: Traces;
}

/** Opens what is told; close the traces when the server has ended. */
export function openTelemetry({ traces }: TelemetrySettings, log: Pick<OperatorLog, 'warn'>): Telemetry {
  const registry = new Registry();
  return {
    registry,
    requests: new RequestFigures(registry),
    writes: new WriteFigures(registry),
    logs: new LogFigures(),
    ...(traces && { traces: openTraces(traces, traceFigures(registry, log)) }),
  };
}
