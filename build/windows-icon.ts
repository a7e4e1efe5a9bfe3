/**
 * An .ico file from PNG pictures of one drawing. Sizes below 256 are stored as bitmaps with their own transparency, which every part of
 * Windows and the installer's compiler read; 256 stays a PNG, as Windows has it.
 */
import { inflateSync } from 'node:zlib';

const signatureBytes = 8;

interface Picture {
  readonly size: number;
  /** Red, green, blue, opacity; from the top, row by row. */
  readonly pixels: Buffer;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [guess - left, guess - above, guess - corner].map(Math.abs);
  if ((toLeft ?? 0) <= (toAbove ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toAbove ?? 0) <= (toCorner ?? 0) ? above : corner;
}

/** Square, eight bits, RGB or RGBA, not interlaced: what a browser's screenshot is. */
function readPng(png: Buffer): Picture {
  const parts: Buffer[] = [];
  let size = 0;
  let channels = 0;
  for (let at = signatureBytes; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') {
      size = content.readUInt32BE(0);
      channels = content[9] === 6 ? 4 : 3;
      if (content.readUInt32BE(4) !== size || content[8] !== 8 || content[12] !== 0) {
        throw new Error('not a square picture of eight bits');
      }
    } else if (kind === 'IDAT') parts.push(content);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = size * channels;
  const plain = Buffer.alloc(stride * size);
  const pixels = Buffer.alloc(size * size * 4, 0xff);
  for (let row = 0; row < size; row += 1) {
    const filter = raw[row * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? (plain[row * stride + x - channels] ?? 0) : 0;
      const above = row > 0 ? (plain[(row - 1) * stride + x] ?? 0) : 0;
      const corner = row > 0 && x >= channels ? (plain[(row - 1) * stride + x - channels] ?? 0) : 0;
      const guesses = [0, left, above, (left + above) >> 1, paeth(left, above, corner)];
      const value = (raw[row * (stride + 1) + 1 + x] ?? 0) + (guesses[filter ?? 0] ?? 0);
      plain[row * stride + x] = value & 0xff;
    }
  }
  for (let at = 0; at < size * size; at += 1) {
    plain.copy(pixels, at * 4, at * channels, (at + 1) * channels);
  }
  return { size, pixels };
}

/** As an icon holds it: a header of double height, rows from the bottom in blue, green, red, opacity, and an empty mask. */
function bitmapOf({ size, pixels }: Picture): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const rows = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = ((size - 1 - y) * size + x) * 4;
      const to = (y * size + x) * 4;
      for (const [index, channel] of [2, 1, 0, 3].entries()) rows[to + index] = pixels[from + channel] ?? 0;
    }
  }
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([header, rows, mask]);
}

/** One entry per picture, smallest first. */
export function windowsIcon(pngs: readonly Buffer[]): Buffer {
  const images = pngs
    .map(png => {
      const picture = readPng(png);
      return { size: picture.size, bytes: picture.size < 256 ? bitmapOf(picture) : png };
    })
    .sort((one, other) => one.size - other.size);
  const directory = Buffer.alloc(6 + 16 * images.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(images.length, 4);
  let at = directory.length;
  for (const [index, { size, bytes }] of images.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    directory.writeUInt8(size % 256, entry);
    directory.writeUInt8(size % 256, entry + 1);
    directory.writeUInt16LE(1, entry + 4);
    directory.writeUInt16LE(32, entry + 6);
    directory.writeUInt32LE(bytes.length, entry + 8);
    directory.writeUInt32LE(at, entry + 12);
    at += bytes.length;
  }
  return Buffer.concat([directory, ...images.map(image => image.bytes)]);
}
