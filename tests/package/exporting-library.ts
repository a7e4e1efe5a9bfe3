/** A Windows library that exports names and does nothing: makensis reads the export table of a plugin and no more. */

const base = 0x1000_0000;
const sectionAt = 0x1000;
const sectionBytes = 0x2000;
const fileAt = 0x200;
const code = sectionBytes - 0x100;

/** The section: export table, addresses, name pointers, ordinals, names, and one `ret`. */
function exportSection(library: string, names: readonly string[]): { bytes: Buffer; tableBytes: number } {
  const bytes = Buffer.alloc(sectionBytes);
  const addresses = 40;
  const pointers = addresses + 4 * names.length;
  const ordinals = pointers + 4 * names.length;
  let free = ordinals + 2 * names.length;
  const put = (text: string): number => {
    const at = free;
    free += bytes.write(`${text}\0`, at, 'latin1');
    return sectionAt + at;
  };
  bytes.writeUInt32LE(put(`${library}.dll`), 12);
  bytes.writeUInt32LE(1, 16);
  bytes.writeUInt32LE(names.length, 20);
  bytes.writeUInt32LE(names.length, 24);
  bytes.writeUInt32LE(sectionAt + addresses, 28);
  bytes.writeUInt32LE(sectionAt + pointers, 32);
  bytes.writeUInt32LE(sectionAt + ordinals, 36);
  for (const [index, name] of names.entries()) {
    bytes.writeUInt32LE(sectionAt + code, addresses + 4 * index);
    bytes.writeUInt32LE(put(name), pointers + 4 * index);
    bytes.writeUInt16LE(index, ordinals + 2 * index);
  }
  if (free > code) throw new Error(`${library} has too many names for its one section`);
  bytes.writeUInt8(0xc3, code);
  return { bytes, tableBytes: free };
}

export function exportingLibrary(library: string, unsorted: readonly string[]): Buffer {
  const { bytes, tableBytes } = exportSection(library, [...unsorted].sort());
  const header = Buffer.alloc(fileAt);
  header.write('MZ');
  header.writeUInt32LE(0x40, 0x3c);
  header.write('PE\0\0', 0x40, 'latin1');
  const file = 0x44;
  // Machine i386, one section, 224 bytes of optional header, a 32-bit library.
  for (const [offset, value] of [
    [0, 0x14c],
    [2, 1],
    [16, 0xe0],
    [18, 0x2102],
  ] as const) {
    header.writeUInt16LE(value, file + offset);
  }
  const optional = file + 20;
  header.writeUInt16LE(0x10b, optional);
  for (const [offset, value] of [
    [4, sectionBytes],
    [16, sectionAt + code],
    [20, sectionAt],
    [28, base],
    [32, sectionAt],
    [36, fileAt],
    [56, sectionAt + sectionBytes],
    [60, fileAt],
    [92, 16],
    [96, sectionAt],
    [100, tableBytes],
  ] as const) {
    header.writeUInt32LE(value, optional + offset);
  }
  header.writeUInt16LE(4, optional + 40);
  header.writeUInt16LE(4, optional + 48);
  header.writeUInt16LE(2, optional + 68);
  const section = optional + 0xe0;
  header.write('.text', section);
  for (const [offset, value] of [
    [8, sectionBytes],
    [12, sectionAt],
    [16, sectionBytes],
    [20, fileAt],
    [36, 0x6000_0020],
  ] as const) {
    header.writeUInt32LE(value, section + offset);
  }
  return Buffer.concat([header, bytes]);
}
