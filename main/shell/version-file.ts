/**
 * Reads a version file: a text of its own, signed as it is, so that nothing has to be written the same way twice. Whatever is not signed
 * with the key of the product is nothing. Pure.
 */
import { createPublicKey, verify } from 'node:crypto';
import { type PublishedVersion, publishedVersion, signedText } from '../../preload/contract/version-file.ts';

function parse<T>(schema: { parse(value: unknown): T }, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** `publicKey`: SPKI in base64. Null: not a version file, or not signed for this key. */
export function readVersionFile(text: string, publicKey: string): PublishedVersion | null {
  const envelope = parse(signedText, text);
  if (envelope === null) return null;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return null;
    const signature = Buffer.from(envelope.signature, 'base64');
    if (!verify(null, Buffer.from(envelope.payload, 'utf8'), key, signature)) return null;
  } catch {
    return null;
  }
  return parse(publishedVersion, envelope.payload);
}

/** Whether `published` comes after `current`, number by number. */
export function isNewer(published: string, current: string): boolean {
  const numbers = (text: string) => text.split('.').map(Number);
  const [theirs, ours] = [numbers(published), numbers(current)];
  for (const [index, number] of theirs.entries()) {
    const difference = number - (ours[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
