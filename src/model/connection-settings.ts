/** Where a program of a partner asks, and as whom: its settings, as they stand in the environment. */
export interface ConnectionSettings {
  /** `KETENZICHT_SERVER`: address of the server, such as `https://ketenzicht.example`. */
  readonly server?: string;
  /** `KETENZICHT_PURPOSE`: what for; may be left out where the token allows one purpose only. */
  readonly purpose?: string;
  /** `KETENZICHT_TOKEN`: an access token. */
  readonly token?: string;
  /** `KETENZICHT_ISSUER`: the identity provider of the organisation, for a program that runs by itself. */
  readonly issuer?: string;
  /** `KETENZICHT_CLIENT_ID`: the client that the organisation has there. */
  readonly clientId?: string;
  /** `KETENZICHT_CLIENT_KEY`: path of its private key. */
  readonly clientKeyFile?: string;
  /** `KETENZICHT_TOKEN_PARAMETERS`: what else the provider wants to know, such as `scope=deliver&resource=…`. */
  readonly tokenParameters?: string;
  /** `KETENZICHT_TOKEN_BOUND`: whether tokens are bound to a key of the program (DPoP). */
  readonly tokenBound?: boolean;
}

/** The settings as a help text lists them. */
export const CONNECTION_SETTINGS_HELP = `Settings, from the environment:
  KETENZICHT_SERVER            address of the server, such as https://ketenzicht.example
  KETENZICHT_PURPOSE           what for; may be left out where the token allows one purpose only
  KETENZICHT_TOKEN             an access token; or, for a program that runs by itself:
  KETENZICHT_ISSUER            the identity provider of your organisation
  KETENZICHT_CLIENT_ID         the client that you have there
  KETENZICHT_CLIENT_KEY        file with its private key (JWK or PEM), readable by this program only
  KETENZICHT_TOKEN_PARAMETERS  what else the provider wants to know, such as scope=deliver&resource=https://…
  KETENZICHT_TOKEN_BOUND       true binds the tokens to a key of this program (DPoP); the server may demand it`;

/** The names of the settings. */
export const CALLER_SETTINGS = [...CONNECTION_SETTINGS_HELP.matchAll(/^ {2}(KETENZICHT_[A-Z_]+)/gm)].map(
  ([, name = '']) => name,
);

/** Reads the settings; an empty one is none. */
export function readConnectionSettings(env: Readonly<Record<string, string | undefined>>): ConnectionSettings {
  return {
    server: env.KETENZICHT_SERVER || undefined,
    purpose: env.KETENZICHT_PURPOSE || undefined,
    token: env.KETENZICHT_TOKEN || undefined,
    issuer: env.KETENZICHT_ISSUER || undefined,
    clientId: env.KETENZICHT_CLIENT_ID || undefined,
    clientKeyFile: env.KETENZICHT_CLIENT_KEY || undefined,
    tokenParameters: env.KETENZICHT_TOKEN_PARAMETERS || undefined,
    tokenBound: env.KETENZICHT_TOKEN_BOUND === 'true',
  };
}
