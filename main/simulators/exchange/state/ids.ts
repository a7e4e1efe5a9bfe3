/**
 * Identifiers in the shapes of a real Exchange: item, occurrence and folder ids, change keys, UIDs and the binary global
 * object ids. A client must treat them as opaque; the shapes (length, alphabet, what they share) are what clients trip over.
 */
import { createHash } from 'node:crypto';

/** What all ids of one mailbox have in common. Made anew with the mailbox. */
export interface IdSpace {
  /** 36 characters. */
  readonly guid: string;
  /** 16 bytes each: the store and the calendar folder. */
  readonly store: Buffer;
  readonly folder: Buffer;
}

export function newIdSpace(address: string, generation: number): IdSpace {
  const bytes = createHash('sha512').update(`${address.toLowerCase()}#${generation}`).digest();
  const hex = bytes.toString('hex', 0, 16);
  const guid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { guid, store: bytes.subarray(16, 32), folder: bytes.subarray(32, 48) };
}

function counterBytes(counter: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(counter, 0, 6);
  return bytes;
}

const calendarCounter = counterBytes(0x7315ca);
const twoZeros = Buffer.alloc(2);

function head(space: IdSpace, kind: number, length: number): Buffer {
  return Buffer.concat([
    Buffer.from([0, 3, 36, 0]),
    Buffer.from(space.guid, 'latin1'),
    Buffer.from([kind, length, 0]),
  ]);
}

function entry(space: IdSpace, counter: number): Buffer {
  return Buffer.concat([
    Buffer.alloc(4),
    space.store,
    Buffer.from([7, 0]),
    space.folder,
    calendarCounter,
    twoZeros,
    space.folder,
    counterBytes(counter),
    twoZeros,
  ]);
}

/** 152 characters. */
export function itemId(space: IdSpace, counter: number): string {
  return Buffer.concat([head(space, 0, 70), entry(space, counter)]).toString('base64');
}

const ticksPerDay = 864_000_000_000n;
const ticksAtEpoch = 621_355_968_000_000_000n;

/** Mailbox + original day + the master's entry: 168 characters. */
export function occurrenceId(space: IdSpace, counter: number, day: number): string {
  const ticks = Buffer.alloc(8);
  ticks.writeBigUInt64BE(ticksAtEpoch + BigInt(day) * ticksPerDay);
  return Buffer.concat([
    head(space, 1, 81),
    Buffer.from([8]),
    ticks,
    Buffer.from([70]),
    entry(space, counter),
    Buffer.from([16]),
  ]).toString('base64');
}

/** `number` 0 is the calendar, others are other folders of the mailbox. */
export function folderId(space: IdSpace, number = 0): string {
  return Buffer.concat([
    head(space, 0, 46),
    Buffer.alloc(4),
    space.store,
    Buffer.from([1, 0]),
    space.folder,
    number === 0 ? calendarCounter : counterBytes(number),
    twoZeros,
  ]).toString('base64');
}

export function changeKey(space: IdSpace, version: number): string {
  return Buffer.concat([
    Buffer.from([15, 0, 0, 0, 22, 0, 0, 0]),
    space.folder,
    counterBytes(version),
  ]).toString('base64');
}

export type ReadId =
  | { readonly kind: 'item'; readonly guid: string; readonly itemId: string }
  | { readonly kind: 'occurrence'; readonly guid: string; readonly itemId: string; readonly day: number }
  | { readonly kind: 'folder'; readonly guid: string };

/** Takes an id apart; undefined = malformed (ErrorInvalidIdMalformed). `itemId` is the master's id of an occurrence. */
export function readId(text: string): ReadId | undefined {
  if (!/^[A-Za-z0-9+/]+=*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < 43 || bytes[1] !== 3 || bytes[2] !== 36) return undefined;
  const guid = bytes.toString('latin1', 4, 40);
  if (bytes[40] === 0 && bytes.length === 113) return { kind: 'item', guid, itemId: text };
  if (bytes[40] === 0 && bytes.length === 89) return { kind: 'folder', guid };
  if (bytes[40] === 1 && bytes.length === 124) {
    const day = Number((bytes.readBigUInt64BE(44) - ticksAtEpoch) / ticksPerDay);
    const master = Buffer.concat([
      bytes.subarray(0, 40),
      Buffer.from([0, 70, 0]),
      bytes.subarray(53, 123),
    ]).toString('base64');
    return { kind: 'occurrence', guid, itemId: master, day };
  }
  return undefined;
}

const goidClass = '040000008200E00074C5B7101A82E008';

/** A UID as Outlook makes it: class, no instance date, creation time, 16 bytes of its own. */
export function newUid(space: IdSpace, counter: number, now: number): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(BigInt(Math.trunc(now)) * 10_000n + 116_444_736_000_000_000n);
  const data = createHash('md5').update(`${space.guid}/${counter}`).digest('hex');
  return `${goidClass}00000000${time.toString('hex')}0000000000000000${'10000000'}${data}`.toUpperCase();
}

/** PidLidGlobalObjectId of a UID; with an instance date ('YYYY-MM-DD') that of a lone invited occurrence. */
export function globalObjectId(uid: string, instanceDate?: string): Buffer {
  const bytes =
    /^(?:[0-9A-F]{2}){40,}$/i.test(uid) && uid.toUpperCase().startsWith(goidClass)
      ? Buffer.from(uid, 'hex')
      : wrapForeignUid(uid);
  bytes.fill(0, 16, 20);
  if (instanceDate !== undefined) {
    const [year, month, day] = instanceDate.split('-').map(Number);
    bytes.writeUInt16BE(year ?? 0, 16);
    bytes.writeUInt8(month ?? 0, 18);
    bytes.writeUInt8(day ?? 0, 19);
  }
  return bytes;
}

function wrapForeignUid(uid: string): Buffer {
  const data = Buffer.concat([
    Buffer.from('vCal-Uid\u0001\u0000\u0000\u0000', 'latin1'),
    Buffer.from(`${uid}\u0000`),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(goidClass, 'hex'), Buffer.alloc(20), size, data]);
}
