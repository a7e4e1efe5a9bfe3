/**
 * Whether a request comes from who has the secret and was made just now. The signature is over the time and the body as it was sent, so
 * neither can be exchanged. Knows nothing of what the body says.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const timestampHeader = 'x-halo-timestamp';
const signatureHeader = 'x-halo-signature';

/** How far the sender's clock may be from ours, either way. */
export const mostSkewSeconds = 300;

/** What the headers claim; nothing of it is proven. */
export interface Claim {
  /** As it was sent: this text is signed. */
  readonly timestamp: string;
  /** Unix seconds. */
  readonly seconds: number;
  readonly signature: Buffer;
}

/** Null: missing, twice, or not in the form `X-Halo-Timestamp: 1767225600`, `X-Halo-Signature: sha256=<64 hex digits>`. */
export function readClaim(headers: IncomingHttpHeaders): Claim | null {
  const timestamp = headers[timestampHeader];
  const signature = headers[signatureHeader];
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return null;
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1];
  if (hex === undefined || !/^\d{9,11}$/.test(timestamp)) return null;
  return { timestamp, seconds: Number(timestamp), signature: Buffer.from(hex, 'hex') };
}

/** The sender's clock differs from ours by no more than `mostSkewSeconds`. */
export function isOfNow(claim: Claim, nowMs: number): boolean {
  return Math.abs(nowMs / 1000 - claim.seconds) <= mostSkewSeconds;
}

/** Takes the same time wherever the two differ. */
export function isSigned(claim: Claim, body: Uint8Array, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(`${claim.timestamp}.`).update(body).digest();
  return timingSafeEqual(expected, claim.signature);
}
