/**
 * For whoever releases the product. `new-key FILE`: makes the key pair; the private half goes into FILE, which is never committed, the public
 * one into main/shell/update-key.ts. `sign FILE VERSION PAGE`: prints the version file to publish.
 */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../main/shell/update-key.ts');

/** The text of a version file. `privateKey`: PKCS#8 in PEM. */
export function versionFile(privateKey: string, version: string, page: string): string {
  const payload = JSON.stringify({ version, page });
  const signature = sign(null, Buffer.from(payload, 'utf8'), createPrivateKey(privateKey));
  return `${JSON.stringify({ payload, signature: signature.toString('base64') })}\n`;
}

export function newKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

function main([what, file, version, page]: readonly string[]): number {
  if (what === 'new-key' && file !== undefined) {
    const { privateKey, publicKey } = newKeyPair();
    writeFileSync(file, privateKey, { flag: 'wx', mode: 0o600 });
    const before = readFileSync(source, 'utf8');
    writeFileSync(source, before.replace(/(updatePublicKey: string \| null = ).*;/, `$1'${publicKey}';`));
    console.log(
      `The private key is in ${file}: keep it where nobody else can read it. The public one is in ${source}.`,
    );
    return 0;
  }
  if (what === 'sign' && file !== undefined && version !== undefined && page !== undefined) {
    process.stdout.write(versionFile(readFileSync(file, 'utf8'), version, page));
    return 0;
  }
  console.error('node build/sign-version.ts new-key FILE | sign FILE VERSION PAGE');
  return 2;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
