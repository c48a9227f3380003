import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ConfigError, codeOf } from './config-error.js';

/** What is told of the data folder when it cannot be used. */
export const EXPECTED_OF_DATA_FOLDER = 'must be a folder that this process may write';

/**
 * A random secret that is kept in a file only its owner may read; made at the first call.
 * Several processes at once get the same one.
 * @returns 64 hexadecimal digits
 * @throws ConfigError when the file cannot be made or read
 */
export function keptSecret(path: string): string {
  let secret: string;
  try {
    if (!existsSync(path)) makeSecret(path);
    secret = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`KETENZICHT_DATA_FOLDER: cannot make or read ${path} (${codeOf(error)})`);
  }
  if (!/^[0-9a-f]{64}$/.test(secret)) throw new ConfigError(`${path} is damaged: restore it from a backup`);
  return secret;
}

/** A link appears whole or not at all, so nobody ever reads half a secret; who comes second keeps the first one. */
function makeSecret(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Makes the data folder where it is not there. As root, PostgreSQL runs as another user, who must be able to pass through
 * the folder; its files stay closed.
 * @throws ConfigError when it cannot be made
 */
export function openFolder(folder: string): string {
  try {
    if (mkdirSync(folder, { recursive: true })) chmodSync(folder, 0o711);
    return folder;
  } catch (error) {
    throw new ConfigError(
      `KETENZICHT_DATA_FOLDER ${EXPECTED_OF_DATA_FOLDER}: ${folder} cannot be made (${codeOf(error)})`,
    );
  }
}
