/**
 * Makes X.509 certificates for servers under test: valid, expired, for another host, from an authority that nobody knows. Made anew for each run,
 * so that no private key lies in the repository and none expires.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface Certified {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certified {
  readonly name: string;
}

export interface CertificateWish {
  /** Default now, less a day. */
  readonly from?: Date;
  /** Default now and a day more. */
  readonly until?: Date;
  /** DNS name or 127.0.0.1; default 127.0.0.1. */
  readonly host?: string;
}

const dayMs = 86_400_000;

function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Buffer[]) => tlv(0x30, ...parts);
const oid = (...bytes: readonly number[]) => tlv(0x06, Buffer.from(bytes));
const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

function named(name: string): Buffer {
  return sequence(tlv(0x31, sequence(oid(0x55, 0x04, 0x03), tlv(0x0c, Buffer.from(name)))));
}

function time(date: Date): Buffer {
  const text = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return tlv(0x18, Buffer.from(text));
}

function extension(id: readonly number[], value: Buffer): Buffer {
  return sequence(oid(...id), tlv(0x04, value));
}

function extensions(host: string | null): Buffer {
  const isAuthority = host === null;
  const limits = extension(
    [0x55, 0x1d, 0x13],
    sequence(...(isAuthority ? [tlv(0x01, Buffer.from([0xff]))] : [])),
  );
  if (isAuthority) return sequence(limits);
  const address =
    host === '127.0.0.1' ? tlv(0x87, Buffer.from([127, 0, 0, 1])) : tlv(0x82, Buffer.from(host));
  return sequence(limits, extension([0x55, 0x1d, 0x11], sequence(address)));
}

function issue(
  subject: string,
  issuer: { name: string; key: KeyObject } | null,
  host: string | null,
  wish: CertificateWish,
): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([1 + Math.floor(Math.random() * 126), 1 + (now % 251)])),
    ecdsaWithSha256,
    named(issuer?.name ?? subject),
    sequence(time(wish.from ?? new Date(now - dayMs)), time(wish.until ?? new Date(now + dayMs))),
    named(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, extensions(host)),
  );
  const signature = sign('sha256', body, { key: issuer?.key ?? privateKey, dsaEncoding: 'der' });
  const whole = sequence(body, ecdsaWithSha256, tlv(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

export function makeAuthority(name = 'Test Authority'): Authority {
  return { name, ...issue(name, null, null, {}) };
}

export function makeCertificate(authority: Authority, wish: CertificateWish = {}): Certified {
  const host = wish.host ?? '127.0.0.1';
  return issue(host, { name: authority.name, key: createPrivateKey(authority.key) }, host, wish);
}

/** Signed by its own key. */
export function makeSelfSigned(wish: CertificateWish = {}): Certified {
  const host = wish.host ?? '127.0.0.1';
  return issue(host, null, host, wish);
}
