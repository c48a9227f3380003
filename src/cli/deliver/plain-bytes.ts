import { type ByteSource, fileBytes, unpacked } from '../../delivery/body-bytes.js';

/** The file is the caller's own: how far it unfolds is bounded by its disk and patience only. */
const OWN_FILE = { bytes: Number.POSITIVE_INFINITY, ratio: Number.POSITIVE_INFINITY };

/** The bytes of a file here, unpacked where its name ends in `.gz`. */
export function plainBytes(path: string): ByteSource {
  return path.endsWith('.gz') ? unpacked(fileBytes(path), OWN_FILE) : fileBytes(path);
}
