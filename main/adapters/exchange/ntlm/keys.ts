/**
 * The keys of NTLMv2 ([MS-NLMP] 3.3.2), from a password to the proof. MD4 comes from a library, loaded when it is first needed:
 * OpenSSL 3 has none. No key is ever written anywhere.
 */
import { createHmac } from 'node:crypto';

/** How an account signs in: the domain is '' when the name itself says it (`user@domain`). */
export interface Account {
  readonly domain: string;
  readonly user: string;
}

/** `domain` of an account of the server itself, until the server has told its name. */
export const localDomain = '.';

/** `DOMAIN\user`, `user@domain`, `.\user` (an account of the server itself) or a bare name, which the server completes. */
export function readAccount(name: string): Account {
  const place = name.indexOf('\\');
  return place < 0
    ? { domain: '', user: name }
    : { domain: name.slice(0, place), user: name.slice(place + 1) };
}

/** Text in the bytes that NTLM takes: UTF-16, the low byte first. */
export function unicode(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

export function hmacMd5(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** As Windows does it: unit by unit, and what would become longer stays (ß). */
function upperCase(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index);
    const upper = unit.toUpperCase();
    return upper.length === 1 ? upper : unit;
  }).join('');
}

/** NTOWFv1: all of the password that is ever needed. */
export async function passwordHash(password: string): Promise<Buffer> {
  const { createMD4 } = await import('hash-wasm');
  const md4 = await createMD4();
  return Buffer.from(md4.init().update(unicode(password)).digest('binary'));
}

/** NTOWFv2. The user's case does not count, the domain's does. */
export function responseKey(hash: Uint8Array, account: Account): Buffer {
  return hmacMd5(hash, unicode(upperCase(account.user) + account.domain));
}

export interface Proof {
  /** NtChallengeResponse: the proof and what it is of. */
  readonly response: Buffer;
  /** Without key exchange this is the exported session key, too. */
  readonly sessionKey: Buffer;
}

/** `time` is a Windows FILETIME of eight bytes, `info` the target information with its end. */
export function prove(
  key: Uint8Array,
  asked: {
    readonly serverChallenge: Uint8Array;
    readonly clientChallenge: Uint8Array;
    readonly time: Uint8Array;
    readonly info: Uint8Array;
  },
): Proof {
  const { serverChallenge, clientChallenge, time, info } = asked;
  const version = Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]);
  const temp = Buffer.concat([version, time, clientChallenge, Buffer.alloc(4), info, Buffer.alloc(4)]);
  const proof = hmacMd5(key, serverChallenge, temp);
  return { response: Buffer.concat([proof, temp]), sessionKey: hmacMd5(key, proof) };
}

/** LMv2, for a server that tells no time. */
export function lmResponse(
  key: Uint8Array,
  serverChallenge: Uint8Array,
  clientChallenge: Uint8Array,
): Buffer {
  return Buffer.concat([hmacMd5(key, serverChallenge, clientChallenge), clientChallenge]);
}
