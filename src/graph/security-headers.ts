import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';

/**
 * The headers that tell a browser what it may do with an answer. They are the same for every one, so they are made
 * once: `helmet` would make them anew for each request, which costs more than finding the operation does.
 * @param demo whether it is plain HTTP
 */
export function securityHeaders(demo: boolean): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  // It reads nothing of a request: none of these depends on one.
  helmet(optionsOf(demo))({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
}

function optionsOf(demo: boolean): HelmetOptions {
  const self = ["'self'"];
  const none = ["'none'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: none,
        baseUri: none,
        frameAncestors: none,
        formAction: self,
      },
    },
    xFrameOptions: { action: 'deny' },
    // The demo speaks plain HTTP on this machine; a browser must not remember otherwise for localhost.
    strictTransportSecurity: demo ? false : { maxAge: 31_536_000, includeSubDomains: true },
  };
}
