/** `DELTA`: what changed. `SNAPSHOT`: all that the organisation has; what it no longer holds is closed. */
export type DeliveryMode = 'DELTA' | 'SNAPSHOT';

/**
 * How far a delivery is: its bytes come in; its rows are stored; it waits for somebody to confirm that it may close so
 * much; it is done; nothing, or no more, of it could be stored; it was given up before anything of it was stored.
 */
export type DeliveryState = 'RECEIVING' | 'APPLYING' | 'HELD' | 'DONE' | 'FAILED' | 'WITHDRAWN';

/** A row that was not stored. Its values are with the deliverer only. */
export interface RejectedPlace {
  /** Line or element of the file, from 1. */
  readonly place: number;
  readonly reason: string;
}

/** What became of a delivery, as its organisation is told. `received` and `rejected` count rows, the rest records. */
export interface DeliveryReport {
  readonly id: string;
  /** Agency of the source, such as `SHELTER`. */
  readonly source: string;
  readonly organisation: string;
  readonly mode: DeliveryMode;
  readonly state: DeliveryState;
  /** ISO 8601, as all moments here. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Bytes of the body as it was sent, compressed or not. */
  readonly bytesReceived: number;
  readonly received: number;
  readonly new: number;
  readonly changed: number;
  /** Said before, word for word. */
  readonly unchanged: number;
  /** Older than what is stored. */
  readonly superseded: number;
  /** Of those new or changed: match no case. */
  readonly quarantined: number;
  readonly rejected: number;
  /** Their pieces say too little yet. */
  readonly waiting: number;
  /** Closed, because this snapshot does not hold them. */
  readonly closed: number;
  /** What a snapshot closes, once that is known; while it is held nothing of it was stored. */
  readonly toClose: number | null;
  /** Why it was refused as a whole; names no value. */
  readonly failure: string | null;
  /** The first hundred, in the order of the file. */
  readonly rejectedRows: readonly RejectedPlace[];
}
