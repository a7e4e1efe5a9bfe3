/**
 * SHA-256 (FIPS 180-4) of short texts, many of them: no object is made per text, and its UTF-8 is written straight into the block. For keys
 * and fingerprints of ours alone, never for a secret: it does not hide how long it takes.
 */

/** The first 32 bits of the fractional parts of the roots of the first primes, as the standard has them. */
function fractions(count: number, root: (prime: number) => number): Int32Array {
  const found: number[] = [];
  for (let number = 2; found.length < count; number += 1) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= number; divisor += 1) isPrime &&= number % divisor !== 0;
    if (isPrime) found.push((root(number) % 1) * 0x1_0000_0000);
  }
  return Int32Array.from(found, fraction => Math.floor(fraction) | 0);
}

const rounds = fractions(64, Math.cbrt);
const start = fractions(8, Math.sqrt);
const state = new Int32Array(8);
const words = new Int32Array(64);

/** Takes the 16 words of a block that stand in `words` into the state. */
function mix(): void {
  for (let at = 16; at < 64; at += 1) {
    const x = words[at - 15] ?? 0;
    const y = words[at - 2] ?? 0;
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[at] = ((words[at - 16] ?? 0) + low + (words[at - 7] ?? 0) + high) | 0;
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let at = 0; at < 64; at += 1) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + high + ((e & f) ^ (~e & g)) + (rounds[at] ?? 0) + (words[at] ?? 0)) | 0;
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
  state[5] = (state[5] ?? 0) + f;
  state[6] = (state[6] ?? 0) + g;
  state[7] = (state[7] ?? 0) + h;
}

let length = 0;

function put(byte: number): void {
  const place = (length >>> 2) & 15;
  words[place] = ((words[place] ?? 0) << 8) | byte;
  length += 1;
  if ((length & 63) === 0) mix();
}

function putCharacter(code: number): void {
  if (code < 0x80) {
    put(code);
    return;
  }
  if (code < 0x800) put(0xc0 | (code >>> 6));
  else {
    if (code < 0x1_0000) put(0xe0 | (code >>> 12));
    else {
      put(0xf0 | (code >>> 18));
      put(0x80 | ((code >>> 12) & 63));
    }
    put(0x80 | ((code >>> 6) & 63));
  }
  put(0x80 | (code & 63));
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(word: number): string {
  return `${hexOf[word >>> 24]}${hexOf[(word >>> 16) & 255]}${hexOf[(word >>> 8) & 255]}${hexOf[word & 255]}`;
}

/** Of the text in UTF-8, the first so many of its 8 words as lower-case hex; half a surrogate pair counts as U+FFFD. */
export function sha256(text: string, wordCount = 8): string {
  state.set(start);
  length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) put(code);
    else if (code < 0xd800 || code > 0xdfff) putCharacter(code);
    else {
      const whole = text.codePointAt(at) ?? 0;
      if (whole > 0xffff) at += 1;
      putCharacter(whole > 0xffff ? whole : 0xfffd);
    }
  }
  const bits = length * 8;
  put(0x80);
  while ((length & 63) !== 56) put(0);
  words[14] = Math.floor(bits / 0x1_0000_0000);
  words[15] = bits | 0;
  mix();
  let digest = '';
  for (let at = 0; at < wordCount; at += 1) digest += hex(state[at] ?? 0);
  return digest;
}
