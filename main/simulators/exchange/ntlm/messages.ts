/** NTLM's messages as a server sees them: reads types 1 and 3 with every offset checked, writes type 2. Only NTLMv2. */

const signature = 'NTLMSSP\0';

const unicode = 0x1;
const oem = 0x2;
const requestTarget = 0x4;
/** NTLM, always sign, target is a domain, extended session security, target information, version. */
const always = 0x200 | 0x8000 | 0x10000 | 0x80000 | 0x800000 | 0x2000000;
/** 128 and 56 bits: confirmed to those who ask. */
const onRequest = 0x20000000 | 0x80000000;

function typeOf(message: Buffer): number {
  return message.length >= 16 && message.toString('latin1', 0, 8) === signature ? message.readUInt32LE(8) : 0;
}

/** The flags that a client offers; undefined for what is no type 1. */
export function readOffer(message: Buffer): number | undefined {
  return typeOf(message) === 1 ? message.readUInt32LE(12) : undefined;
}

export interface ServerNames {
  /** NetBIOS name of the domain, and its DNS name. */
  readonly domain: string;
  readonly dnsDomain: string;
  /** NetBIOS name of the server. */
  readonly computer: string;
}

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** `time`: FILETIME. */
export function writeChallenge(offer: number, nonce: Buffer, names: ServerNames, time: Buffer): Buffer {
  const isUnicode = (offer & unicode) !== 0;
  const target = Buffer.from(names.domain, isUnicode ? 'utf16le' : 'latin1');
  const wide = (text: string) => Buffer.from(text, 'utf16le');
  const info = Buffer.concat([
    pair(2, wide(names.domain)),
    pair(1, wide(names.computer)),
    pair(4, wide(names.dnsDomain)),
    pair(3, wide(`${names.computer.toLowerCase()}.${names.dnsDomain}`)),
    pair(7, time),
    pair(0, Buffer.alloc(0)),
  ]);
  const head = Buffer.alloc(56);
  head.write(signature, 'latin1');
  head.writeUInt32LE(2, 8);
  head.writeUInt16LE(target.length, 12);
  head.writeUInt16LE(target.length, 14);
  head.writeUInt32LE(56, 16);
  const flags = always | (isUnicode ? unicode : oem) | (offer & (onRequest | requestTarget));
  head.writeUInt32LE(flags >>> 0, 20);
  nonce.copy(head, 24);
  head.writeUInt16LE(info.length, 40);
  head.writeUInt16LE(info.length, 42);
  head.writeUInt32LE(56 + target.length, 44);
  Buffer.from([10, 0, 0x7c, 0x4f, 0, 0, 0, 15]).copy(head, 48);
  return Buffer.concat([head, target, info]);
}

export interface Claim {
  readonly domain: string;
  readonly user: string;
  readonly ntResponse: Buffer;
  /** The message with its integrity code blanked, and the code; undefined when the message is too short to have one. */
  readonly blanked: Buffer;
  readonly integrity: Buffer | undefined;
}

/** Undefined for what is no type 3. */
export function readClaim(message: Buffer): Claim | undefined {
  if (typeOf(message) !== 3 || message.length < 64) return undefined;
  const field = (at: number): Buffer | undefined => {
    const start = message.readUInt32LE(at + 4);
    const end = start + message.readUInt16LE(at);
    return end <= message.length ? message.subarray(start, end) : undefined;
  };
  const [ntResponse, domain, user] = [field(20), field(28), field(36)];
  if (ntResponse === undefined || domain === undefined || user === undefined) return undefined;
  const encoding = (message.readUInt32LE(60) & unicode) !== 0 ? 'utf16le' : 'latin1';
  const blanked = Buffer.from(message);
  const mayHaveCode = message.length >= 88;
  if (mayHaveCode) blanked.fill(0, 72, 88);
  return {
    domain: domain.toString(encoding),
    user: user.toString(encoding),
    ntResponse,
    blanked,
    integrity: mayHaveCode ? message.subarray(72, 88) : undefined,
  };
}

/** The attributes that the client vouches for with its proof; the last of an id counts. */
export function readAttributes(ntResponse: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 44; at + 4 <= ntResponse.length; ) {
    const id = ntResponse.readUInt16LE(at);
    const end = at + 4 + ntResponse.readUInt16LE(at + 2);
    if (id === 0 || end > ntResponse.length) break;
    found.set(id, ntResponse.subarray(at + 4, end));
    at = end;
  }
  return found;
}
