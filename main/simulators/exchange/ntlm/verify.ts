/** Whether a claim is true: proof of the password, integrity of the three messages, binding to the channel. */
import { createHash, createHmac, timingSafeEqual, X509Certificate } from 'node:crypto';
import { createMD4 } from 'hash-wasm';
import { type Claim, readAttributes } from './messages.ts';

/** Extended Protection: not looked at; right or absent; right. */
export type ChannelBindingRule = 'off' | 'allow' | 'require';

export type Md4 = (text: string) => Buffer;

/** MD4 of a text in UTF-16; OpenSSL has it no longer. */
export async function loadMd4(): Promise<Md4> {
  const hasher = await createMD4();
  return text => Buffer.from(hasher.init().update(Buffer.from(text, 'utf16le')).digest('binary'));
}

const hmac = (key: Buffer, ...parts: readonly Buffer[]) =>
  createHmac('md5', key).update(Buffer.concat(parts)).digest();

const same = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other);

/** What the binding of this server's certificate (PEM) must be. */
export function expectedBinding(pem: string): Buffer {
  const certificate = new X509Certificate(pem);
  const [, size = '1'] = /sha-?(\d+)/i.exec(certificate.signatureAlgorithm ?? '') ?? [];
  const hash = size === '384' || size === '512' || size === '224' ? `sha${size}` : 'sha256';
  const point = createHash(hash).update(certificate.raw).digest();
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), point]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return createHash('md5')
    .update(Buffer.concat([Buffer.alloc(16), length, data]))
    .digest();
}

export interface Examined {
  readonly md4: Md4;
  readonly password: string;
  readonly nonce: Buffer;
  /** Types 1 and 2 as they went over the wire. */
  readonly before: readonly Buffer[];
  readonly rule: ChannelBindingRule;
  /** Undefined without TLS. */
  readonly binding: Buffer | undefined;
}

/** RtlUpcaseUnicodeString: unit by unit, never longer. */
const raised = (text: string) =>
  text.replace(/[\s\S]/g, unit => (unit.toUpperCase().length === 1 ? unit.toUpperCase() : unit));

export function isTrue(claim: Claim, examined: Examined): boolean {
  const { ntResponse } = claim;
  // Shorter ones are NTLMv1, which nobody accepts any more.
  if (ntResponse.length < 48) return false;
  const name = Buffer.from(raised(claim.user) + claim.domain, 'utf16le');
  const key = hmac(examined.md4(examined.password), name);
  const proof = ntResponse.subarray(0, 16);
  if (!same(hmac(key, examined.nonce, ntResponse.subarray(16)), proof)) return false;
  const attributes = readAttributes(ntResponse);
  const promised = ((attributes.get(6)?.at(0) ?? 0) & 2) !== 0;
  if (promised) {
    const code = hmac(hmac(key, proof), ...examined.before, claim.blanked);
    if (claim.integrity === undefined || !same(claim.integrity, code)) return false;
  }
  const { rule, binding } = examined;
  if (rule === 'off' || binding === undefined) return true;
  const told = attributes.get(10);
  const isBound = told?.some(byte => byte !== 0) === true;
  return isBound ? same(told, binding) : rule === 'allow';
}
