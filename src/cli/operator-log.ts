import type { OperatorLog } from '../graph/errors.js';
import { LOG_LEVELS, type LogLevel } from '../model/telemetry-settings.js';

/** Takes lines as text, such as standard output. */
export interface LineTaker {
  write(line: string): unknown;
}

/**
 * The operator's log of what is no request's: lines of JSON with level, time and message, as those of requests are.
 * @param least the level from which on there are lines
 */
export function operatorLog(least: LogLevel, to: LineTaker = process.stdout): OperatorLog {
  const lineOf = (level: LogLevel) => (fields: object, message: string) => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return;
    to.write(`${JSON.stringify({ level, time: new Date().toISOString(), ...fields, msg: message })}\n`);
  };
  return { warn: lineOf('warn'), error: lineOf('error') };
}
