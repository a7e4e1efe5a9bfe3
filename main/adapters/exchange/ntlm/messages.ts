/**
 * The three messages of NTLM as bytes ([MS-NLMP] 2.2.1). Only NTLMv2 with Unicode and extended session security is spoken; a key is not
 * exchanged, since HTTP signs and seals nothing. Reads what a server sends with every offset checked.
 */
import { readTargetInfo, type TargetInfo } from './target-info.ts';

const signature = Buffer.from('NTLMSSP\0', 'latin1');

const flag = {
  unicode: 0x1,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  extendedSecurity: 0x80000,
  targetInfo: 0x800000,
  version: 0x2000000,
  strong: 0x20000000,
} as const;

const offered = Object.values(flag).reduce((all, one) => all | one, 0) >>> 0;

/** Version of the operating system that is told, and revision 15 of NTLM. Nothing depends on it. */
const version = Buffer.from([10, 0, 0x63, 0x45, 0, 0, 0, 15]);

/** The first message ([MS-NLMP] 2.2.1.1): what we can do. It names nobody. */
export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(40);
  signature.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(offered, 12);
  version.copy(message, 32);
  return message;
}

export interface Challenge {
  readonly bytes: Buffer;
  readonly serverChallenge: Buffer;
  readonly info: TargetInfo;
  readonly flags: number;
}

/** Null for what is no challenge, or one of a server that knows no NTLMv2. */
export function readChallenge(bytes: Buffer): Challenge | null {
  if (bytes.length < 48 || !bytes.subarray(0, 8).equals(signature) || bytes.readUInt32LE(8) !== 2)
    return null;
  const flags = bytes.readUInt32LE(20);
  const needed = flag.unicode | flag.ntlm | flag.targetInfo;
  if ((flags & needed) !== needed) return null;
  const length = bytes.readUInt16LE(40);
  const start = bytes.readUInt32LE(44);
  if (start + length > bytes.length) return null;
  const info = readTargetInfo(bytes.subarray(start, start + length));
  return info === null ? null : { bytes, serverChallenge: bytes.subarray(24, 32), info, flags };
}

export interface Authentication {
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
  readonly domain: Buffer;
  readonly user: Buffer;
  /** What the server offered; what both want is confirmed. */
  readonly flags: number;
}

/** Where the integrity code of all three messages stands, zeros until it is known. */
export const integrityAt = 72;

/** The third message ([MS-NLMP] 2.2.1.3): who signs in, and the proof. Its integrity code is still zeros. */
export function authenticateMessage(parts: Authentication): Buffer {
  const head = Buffer.alloc(88);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  const payload: Buffer[] = [];
  let end = head.length;
  const put = (at: number, value: Buffer) => {
    head.writeUInt16LE(value.length, at);
    head.writeUInt16LE(value.length, at + 2);
    head.writeUInt32LE(end, at + 4);
    payload.push(value);
    end += value.length;
  };
  put(28, parts.domain);
  put(36, parts.user);
  // No workstation and no session key.
  put(44, Buffer.alloc(0));
  put(12, parts.lmResponse);
  put(20, parts.ntResponse);
  put(52, Buffer.alloc(0));
  head.writeUInt32LE((parts.flags & offered) >>> 0, 60);
  if ((parts.flags & flag.version) !== 0) version.copy(head, 64);
  return Buffer.concat([head, ...payload]);
}
