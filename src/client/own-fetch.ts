import { fetch as newer } from 'undici';

/**
 * The `fetch` of a client that is given none. Not the one that comes with Node 20: its promise never settles when a
 * connection is closed before anything was said on it, as a server that is going away does.
 */
export const ownFetch = newer as unknown as typeof fetch;
