import { ConfigError, readSettings } from '../config.js';
import { refuseOpenDemo } from '../identity/demo-issuer.js';
import type { SettingInForce } from '../model/settings-in-force.js';
import { type CommandResult, cannot } from './command-result.js';

const ORIGINS: Record<SettingInForce['origin'], string> = {
  SET: 'set',
  STANDARD: 'standard',
  DERIVED: 'derived',
  NOT_SET: 'not set',
};

/**
 * `ketenzicht config`: every setting of the server, its value and where that is from; makes nothing and connects to
 * nothing. Exit code 1 names what looks like a setting and is none, 2 says which setting cannot be used.
 */
export function configCommand(env?: Record<string, string | undefined>): CommandResult {
  try {
    const { settings, unknown, demo, host } = readSettings(env);
    refuseOpenDemo({ demo, host });
    const width = Math.max(...settings.map(({ name }) => name.length));
    const lines = settings.map(({ name, value, origin }) => {
      const end = value === null ? ORIGINS[origin] : `${value}  (${ORIGINS[origin]})`;
      return `${name.padEnd(width)}  ${end}`;
    });
    const faults = unknown.map((name) => `There is no setting ${name}: nothing reads it.`);
    const text = [...lines, ...(faults.length > 0 ? ['', ...faults] : [])].join('\n');
    return { exitCode: faults.length > 0 ? 1 : 0, text, json: { settings, unknown } };
  } catch (cause) {
    if (cause instanceof ConfigError) return cannot(cause.message);
    throw cause;
  }
}
