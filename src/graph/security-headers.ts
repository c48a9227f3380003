/** What every answer tells a browser that it may do with it, as options of `helmet`. @param demo whether it is plain HTTP */
export function securityHeaders(demo: boolean) {
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
    xFrameOptions: { action: 'deny' as const },
    // The demo speaks plain HTTP on this machine; a browser must not remember otherwise for localhost.
    strictTransportSecurity: demo ? (false as const) : { maxAge: 31_536_000, includeSubDomains: true },
  };
}
