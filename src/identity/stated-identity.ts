/** What of a request can prove who sent it, beside what it says: `node:http` has it so. */
export interface SentRequest {
  readonly method?: string;
  readonly url?: string;
  readonly headersDistinct: Readonly<Record<string, string[] | undefined>>;
  readonly socket: { readonly remoteAddress?: string };
}

/** What a request says of its caller. */
export interface StatedIdentity {
  /** The `Authorization` header. */
  readonly authorization?: string;
  /** The `X-Purpose` header. */
  readonly purpose?: string;
  /** The request itself; absent, no token that is bound to its sender is taken. */
  readonly request?: SentRequest;
  /** The proof, where it does not come in the header `DPoP` of the request. */
  readonly proof?: string;
  /** The token lies in a session that only this server can open: it never travelled, and needs not be bound. */
  readonly ofSession?: boolean;
}
