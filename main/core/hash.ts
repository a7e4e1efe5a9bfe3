/** One hash for keys, marks and fingerprints: SHA-256 over UTF-8, as lower-case hex. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Hash of data: the same fields in the same order give the same hash. */
export function hashOf(value: unknown): string {
  return hashText(JSON.stringify(value));
}
