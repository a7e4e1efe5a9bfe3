/** Reads the resources of a Windows executable (version strings, the hash of the app's archive) by itself, not by what wrote them. */

interface Section {
  readonly address: number;
  readonly size: number;
  readonly at: number;
}

function sectionsOf(file: Buffer): { readonly sections: readonly Section[]; readonly resources: number } {
  const header = file.readUInt32LE(0x3c);
  if (file.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error('not a Windows executable');
  const count = file.readUInt16LE(header + 6);
  const optional = header + 24;
  const optionalBytes = file.readUInt16LE(header + 20);
  const isWide = file.readUInt16LE(optional) === 0x20b;
  // The third of the data directories.
  const resources = file.readUInt32LE(optional + (isWide ? 112 : 96) + 16);
  const sections = Array.from({ length: count }, (_, index) => {
    const at = optional + optionalBytes + index * 40;
    return {
      address: file.readUInt32LE(at + 12),
      size: file.readUInt32LE(at + 16),
      at: file.readUInt32LE(at + 20),
    };
  });
  return { sections, resources };
}

export interface WindowsResource {
  /** A number, or a name, of each level: type, name, language. */
  readonly path: readonly (string | number)[];
  readonly content: Buffer;
}

/** All resources, each with its three names. */
export function readResources(file: Buffer): readonly WindowsResource[] {
  const { sections, resources } = sectionsOf(file);
  const place = (address: number): number => {
    const section = sections.find(one => address >= one.address && address < one.address + one.size);
    if (section === undefined) throw new Error('a resource lies outside the file');
    return address - section.address + section.at;
  };
  if (resources === 0) return [];
  const root = place(resources);
  const found: WindowsResource[] = [];
  const nameOf = (value: number): string | number => {
    if (value < 0x8000_0000) return value;
    const at = root + (value - 0x8000_0000);
    return file.toString('utf16le', at + 2, at + 2 + file.readUInt16LE(at) * 2);
  };
  const walk = (at: number, path: readonly (string | number)[]) => {
    const count = file.readUInt16LE(at + 12) + file.readUInt16LE(at + 14);
    for (let index = 0; index < count; index += 1) {
      const entry = at + 16 + index * 8;
      const names = [...path, nameOf(file.readUInt32LE(entry))];
      const target = file.readUInt32LE(entry + 4);
      if (target >= 0x8000_0000 && names.length < 3) walk(root + (target - 0x8000_0000), names);
      else if (target < 0x8000_0000) {
        const content = place(file.readUInt32LE(root + target));
        const size = file.readUInt32LE(root + target + 4);
        found.push({ path: names, content: file.subarray(content, content + size) });
      }
    }
  };
  walk(root, []);
  return found;
}

const versionType = 16;

/** The version strings, e.g. `ProductName`; of several languages the first. */
export function readVersionStrings(file: Buffer): ReadonlyMap<string, string> {
  const version = readResources(file).find(one => one.path[0] === versionType)?.content;
  const strings = new Map<string, string>();
  if (version === undefined) return strings;
  const aligned = (at: number) => (at + 3) & ~3;
  const textAt = (at: number): { text: string; end: number } => {
    let end = at;
    while (end + 1 < version.length && version.readUInt16LE(end) !== 0) end += 2;
    return { text: version.toString('utf16le', at, end), end: end + 2 };
  };
  /** A block: its size, its value's size, whether the value is text, its name, its value, its children. */
  const walk = (at: number, end: number, depth: number) => {
    for (let block = at; block + 6 < end; ) {
      const size = version.readUInt16LE(block);
      if (size === 0) return;
      const valueSize = version.readUInt16LE(block + 2);
      const isText = version.readUInt16LE(block + 4) === 1;
      const { text: name, end: nameEnd } = textAt(block + 6);
      const value = aligned(nameEnd);
      if (depth === 3 && isText) {
        if (!strings.has(name)) strings.set(name, valueSize === 0 ? '' : textAt(value).text);
      } else if (depth < 3) {
        walk(aligned(value + (isText ? valueSize * 2 : valueSize)), block + size, depth + 1);
      }
      block = aligned(block + size);
    }
  };
  walk(0, version.length, 0);
  return strings;
}

/** What Electron compares the archive with at start: file name, algorithm, hash of its header. Null when the executable has none. */
export function readArchiveIntegrity(file: Buffer): string | null {
  const found = readResources(file).find(
    one => one.path[0] === 'INTEGRITY' && one.path[1] === 'ELECTRONASAR',
  );
  return found?.content.toString('utf8') ?? null;
}
