/** The list of attributes in which NTLM's server says who it is and the client says what it vouches for ([MS-NLMP] 2.2.2.1). */

export const attribute = {
  end: 0,
  computerName: 1,
  flags: 6,
  time: 7,
  targetName: 9,
  channelBinding: 10,
} as const;

/** Attribute id -> value, in the server's order. */
export type TargetInfo = ReadonlyMap<number, Buffer>;

/** Null when the list has no end or runs over its bytes. */
export function readTargetInfo(bytes: Buffer): TargetInfo | null {
  const info = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length; ) {
    const id = bytes.readUInt16LE(at);
    const start = at + 4;
    const end = start + bytes.readUInt16LE(at + 2);
    if (id === attribute.end) return info;
    if (end > bytes.length) return null;
    info.set(id, bytes.subarray(start, end));
    at = end;
  }
  return null;
}

/** The list with its end, in the order of the map. */
export function writeTargetInfo(info: TargetInfo): Buffer {
  const parts: Buffer[] = [];
  for (const [id, value] of info) {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    parts.push(head, value);
  }
  return Buffer.concat([...parts, Buffer.alloc(4)]);
}
