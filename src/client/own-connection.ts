import { readFile } from 'node:fs/promises';
import type { ConnectionSettings } from '../model/connection-settings.js';
import { clientCredentials } from './client-credentials.js';
import { readClientKey } from './client-key.js';
import { type Connection, type TokenSource, Transport } from './transport.js';

/** A setting that is missing or cannot be used. The text names it, and shows no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * The connection that the settings describe: with the token that they hold, or else with tokens by client credentials.
 * @throws SettingsError
 */
export async function connectionFrom(settings: ConnectionSettings): Promise<Connection> {
  const { server: url, purpose, token } = settings;
  if (!url) throw new SettingsError('Set KETENZICHT_SERVER to the address of the server. --help tells more.');
  const connection = { url, ...(purpose ? { purpose } : {}), token: token ?? (await ownTokens(settings)) };
  try {
    new Transport(connection);
  } catch (error) {
    throw new SettingsError(`KETENZICHT_SERVER: ${(error as Error).message}`);
  }
  return connection;
}

async function ownTokens({
  issuer,
  clientId,
  clientKeyFile,
  tokenParameters,
  tokenBound,
}: ConnectionSettings): Promise<TokenSource> {
  if (!issuer || !clientId || !clientKeyFile) {
    throw new SettingsError(
      'Set KETENZICHT_TOKEN, or KETENZICHT_ISSUER, KETENZICHT_CLIENT_ID and KETENZICHT_CLIENT_KEY. --help tells more.',
    );
  }
  if (!URL.canParse(issuer)) throw new SettingsError('KETENZICHT_ISSUER must be the URL of the identity provider.');
  const key = await readFile(clientKeyFile, 'utf8')
    .then(readClientKey)
    .catch(() => {
      throw new SettingsError(
        'The file of KETENZICHT_CLIENT_KEY cannot be read, or holds no private key (JWK or PEM).',
      );
    });
  const parameters = Object.fromEntries(new URLSearchParams(tokenParameters ?? ''));
  return clientCredentials({ issuer, clientId, key, parameters, bound: tokenBound });
}
