/** Reads the fuses of an executable back: what Electron may be made to do from outside. Knows the wire's place by its sentinel alone. */

/** Stands in front of the wire in every Electron executable. */
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** In the order of the wire, version 1 (Electron's `fuses.json5`). */
export const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
export type FuseName = (typeof fuseNames)[number];

/** A sentence when there is no wire, or one that is not known. */
export function readFuses(executable: Buffer): Readonly<Record<FuseName, boolean>> | string {
  const at = executable.indexOf(fuseSentinel, 0, 'latin1');
  if (at < 0) return 'The executable has no fuse wire.';
  const wire = executable.subarray(at + fuseSentinel.length);
  const [version, length = 0] = wire;
  if (version !== 1) return `The fuse wire has version ${version}, not 1.`;
  if (length < fuseNames.length) return `The fuse wire has ${length} fuses, fewer than ${fuseNames.length}.`;
  const isOn = (index: number) => wire[2 + index] === '1'.charCodeAt(0);
  const [a, b, c, d, e, f, g, h] = fuseNames.map((_, index) => isOn(index));
  return {
    runAsNode: a === true,
    enableCookieEncryption: b === true,
    enableNodeOptionsEnvironmentVariable: c === true,
    enableNodeCliInspectArguments: d === true,
    enableEmbeddedAsarIntegrityValidation: e === true,
    onlyLoadAppFromAsar: f === true,
    loadBrowserProcessSpecificV8Snapshot: g === true,
    grantFileProtocolExtraPrivileges: h === true,
  };
}
