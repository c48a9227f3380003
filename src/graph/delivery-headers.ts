import type { IncomingHttpHeaders } from 'node:http';
import { KetenzichtError } from '../model/errors.js';
import type { FileFormat, Layout } from '../sources/layout.js';

/** What the headers of a delivery say. */
export interface DeliveryHeaders {
  /** `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): the sender's name for the delivery. */
  readonly key: string;
  readonly mode: 'DELTA' | 'SNAPSHOT';
  readonly isCompressed: boolean;
  /** `Upload-Offset`: where the sender goes on; null to begin. */
  readonly offset: number | null;
  /** SHA-256 of the whole body, from `Repr-Digest` (RFC 9530). */
  readonly digest: Uint8Array | null;
}

const MEDIA_TYPES: Readonly<Record<FileFormat['format'], string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  'json-array': 'application/json',
};

/** The ending of a file in this format. */
export const FILE_ENDINGS: Readonly<Record<FileFormat['format'], string>> = {
  csv: 'csv',
  ndjson: 'ndjson',
  'json-array': 'json',
};

/**
 * Reads the headers of a delivery, before anything of its body is read.
 * @throws KetenzichtError `BAD_REQUEST` or `UNSUPPORTED_MEDIA_TYPE` that names the header and what it must be
 */
export function readDeliveryHeaders(headers: IncomingHttpHeaders, layout: Layout): DeliveryHeaders {
  checkMediaType(headers['content-type'], layout);
  return {
    key: readKey(headers['idempotency-key']),
    mode: readMode(headers['delivery-mode']),
    isCompressed: readEncoding(headers['content-encoding']),
    offset: readOffset(headers['upload-offset']),
    digest: readDigest(headers['repr-digest']),
  };
}

function checkMediaType(given: string | undefined, { file }: Layout): void {
  const [type = '', ...parameters] = (given ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.flatMap((one) => /^charset="?([^"]+)"?$/.exec(one)?.[1] ?? [])[0] ?? file.encoding;
  if (type === MEDIA_TYPES[file.format] && charset === file.encoding) return;
  throw new KetenzichtError(
    'UNSUPPORTED_MEDIA_TYPE',
    `Send the files of your organisation with Content-Type: ${mediaTypeOf({ file })}.`,
  );
}

/** The `Content-Type` of files in a layout. */
export function mediaTypeOf({ file }: Pick<Layout, 'file'>): string {
  return `${MEDIA_TYPES[file.format]}; charset=${file.encoding}`;
}

function readKey(given: string | string[] | undefined): string {
  // The draft writes it as a structured string, in quotes; most senders leave them out.
  const [, key] = /^"?([A-Za-z0-9._-]{1,100})"?$/.exec(String(given ?? '')) ?? [];
  if (key !== undefined) return key;
  throw new KetenzichtError(
    'BAD_REQUEST',
    'Send an Idempotency-Key of 1 to 100 letters, digits, full stops, hyphens and underscores: one for each delivery.',
  );
}

function readMode(given: string | string[] | undefined): DeliveryHeaders['mode'] {
  const mode = String(given ?? 'delta').toLowerCase();
  if (mode === 'delta') return 'DELTA';
  if (mode === 'snapshot') return 'SNAPSHOT';
  throw new KetenzichtError('BAD_REQUEST', 'Delivery-Mode must be delta or snapshot; it is delta when left out.');
}

function readEncoding(given: string | undefined): boolean {
  const encoding = (given ?? 'identity').trim().toLowerCase();
  if (encoding === 'gzip') return true;
  if (encoding === 'identity') return false;
  throw new KetenzichtError('UNSUPPORTED_MEDIA_TYPE', 'Content-Encoding must be gzip, or be left out.');
}

function readOffset(given: string | string[] | undefined): number | null {
  if (given === undefined) return null;
  if (/^\d{1,15}$/.test(String(given))) return Number(given);
  throw new KetenzichtError('BAD_REQUEST', 'Upload-Offset must be a number of bytes.');
}

function readDigest(given: string | string[] | undefined): Uint8Array | null {
  if (given === undefined) return null;
  const [, text = ''] = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(String(given)) ?? [];
  if (text) return Buffer.from(text, 'base64');
  throw new KetenzichtError('BAD_REQUEST', 'Repr-Digest must hold sha-256=:<base64>:, or be left out (RFC 9530).');
}

/** The longest wait that may be asked for, in seconds. */
const LONGEST_WAIT = 60;

/** How long the sender wants to wait for the end, from `Prefer: wait=<seconds>` (RFC 7240). Milliseconds. */
export function waitOf({ prefer }: IncomingHttpHeaders): number {
  const [, seconds = '0'] = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,4})"?/i.exec(String(prefer ?? '')) ?? [];
  return Math.min(Number(seconds), LONGEST_WAIT) * 1_000;
}
