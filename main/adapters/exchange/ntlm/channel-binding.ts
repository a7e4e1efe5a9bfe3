/**
 * The channel binding `tls-server-end-point` (RFC 5929, section 4): ties a sign-in to the certificate that the server showed, so that
 * nobody in between can pass the sign-in on. Servers with Extended Protection = Require accept none without it.
 */
import { createHash } from 'node:crypto';

interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly rest: Buffer;
}

/** One DER element at the beginning; null when these bytes are none. */
function element(bytes: Buffer): Element | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return null;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4 || bytes.length < 2 + more) return null;
  const length = more === 0 ? first : bytes.readUIntBE(2, more);
  const start = 2 + more;
  if (first === 0x80 || bytes.length < start + length) return null;
  return { tag, content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}

/** Object identifiers of signatures and hashes, in hexadecimal, whose hash is stronger than SHA-1 and is not SHA-256. */
const otherHashes: Readonly<Record<string, string>> = {
  '2a864886f70d01010e': 'sha224',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  '608648016503040204': 'sha224',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
const rsaPss = '2a864886f70d01010a';

/** The hash of an RSASSA-PSS signature stands in its parameters: [0] { AlgorithmIdentifier }. */
function pssHash(parameters: Buffer): string {
  const wrapped = element(element(parameters)?.content ?? Buffer.alloc(0));
  const identifier = wrapped?.tag === 0xa0 ? element(wrapped.content) : null;
  return element(identifier?.content ?? Buffer.alloc(0))?.content.toString('hex') ?? '';
}

/**
 * The hash that the certificate's signature uses; SHA-256 where that is MD5 or SHA-1, as the RFC says, and where it has none of its own,
 * as everybody does.
 */
export function hashOfSignature(certificate: Uint8Array): string {
  const body = element(element(Buffer.from(certificate))?.content ?? Buffer.alloc(0));
  const algorithm = element(element(body?.rest ?? Buffer.alloc(0))?.content ?? Buffer.alloc(0));
  const id = algorithm?.content.toString('hex') ?? '';
  return otherHashes[id === rsaPss ? pssHash(algorithm?.rest ?? Buffer.alloc(0)) : id] ?? 'sha256';
}

/** MD5 of gss_channel_bindings_struct around the hash of a certificate. */
export function bindingOf(hash: Uint8Array): Buffer {
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), hash]);
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  return createHash('md5').update(head).update(data).digest();
}

/** What goes into the sign-in; zeros where there is no TLS. `certificate` in DER. */
export function channelBinding(certificate: Uint8Array | null): Buffer {
  if (certificate === null) return Buffer.alloc(16);
  return bindingOf(createHash(hashOfSignature(certificate)).update(certificate).digest());
}
