/**
 * The secrets of the app. The environment wins; else they are in an encrypted file of the data folder whose key lies beside it in a
 * file for the running account alone. Each secret knows who wrote it, so that one which cannot be read says whom to ask. Values are
 * registered with the redactor the moment they are known, and are never logged.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import type { Clock } from '../../ports.ts';
import type { Redactor } from './redactor.ts';

const secretNames = ['halo.clientSecret', 'exchange.password', 'outbound.secret'] as const;
export type SecretName = (typeof secretNames)[number];

/** What may be told of a secret; never its value. */
export interface SecretFacts {
  readonly name: SecretName;
  readonly source: 'environment' | 'file' | 'none';
  /** Account that wrote it; '' when it comes from the environment or is unknown. */
  readonly writtenBy: string;
  /** When; '' as above. */
  readonly at: string;
}

export interface SecretStore {
  /** Problems: outbound.weak-secret: it can be guessed; and what the disk says. */
  save(name: SecretName, value: string): Promise<Result<void>>;
  /** secret.missing, secret.unreadable (fact `account`: who wrote it), or what the disk says. */
  read(name: SecretName): Promise<Result<string>>;
  clear(name: SecretName): Promise<Result<void>>;
  list(): Promise<Result<readonly SecretFacts[]>>;
}

/** A small text that only the running account (on Windows also system and administrators) can read. */
export interface SecretFile {
  read(): Promise<Result<string | null>>;
  write(text: string): Promise<Result<void>>;
  setAside(): Promise<Result<void>>;
}

export interface SecretStoreOptions {
  readonly file: SecretFile;
  readonly keyFile: SecretFile;
  /** The running account, as it is told to others. */
  readonly account: string;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const environmentNames: Readonly<Record<SecretName, string>> = {
  'halo.clientSecret': 'HALO_CLIENT_SECRET',
  'exchange.password': 'EXCHANGE_PASSWORD',
  'outbound.secret': 'HALO_NUDGE_SECRET',
};

/** The secrets of servers are chosen elsewhere; this one is chosen for us, and strangers may try as often as they like. */
const shortest: Readonly<Record<SecretName, number>> = {
  'halo.clientSecret': 0,
  'exchange.password': 0,
  'outbound.secret': 32,
};

const recordSchema = z.strictObject({
  writtenBy: z.string(),
  at: z.string(),
  nonce: z.string(),
  sealed: z.string(),
});
type SecretRecord = z.infer<typeof recordSchema>;

const fileSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.partialRecord(z.enum(secretNames), recordSchema),
});
type SecretsFile = z.infer<typeof fileSchema>;

const keySchema = z.strictObject({ version: z.literal(1), key: z.base64().length(44) });
const tagBytes = 16;

/** The words know a secret by what it is for. */
const secretFact: Readonly<Record<SecretName, string>> = {
  'halo.clientSecret': 'halo',
  'exchange.password': 'exchange',
  'outbound.secret': 'outbound',
};

function problem(code: 'secret.missing' | 'secret.unreadable', name: SecretName, account?: string): Problem {
  const secret = secretFact[name];
  const facts = account === undefined ? { secret } : { secret, account };
  return { code, scope: 'installation', retryable: false, facts };
}

/** What a record is sealed together with: moved to another name or given to another writer it does not open. */
function context(name: SecretName, record: Pick<SecretRecord, 'writtenBy' | 'at'>): Buffer {
  return Buffer.from(JSON.stringify([1, name, record.writtenBy, record.at]));
}

function seal(key: Buffer, name: SecretName, value: string, writtenBy: string, at: string): SecretRecord {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(context(name, { writtenBy, at }));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { writtenBy, at, nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** Null: another key, or not what was written. */
function unseal(key: Buffer, name: SecretName, record: SecretRecord): string | null {
  try {
    const bytes = Buffer.from(record.sealed, 'base64');
    const nonce = Buffer.from(record.nonce, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(context(name, record));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function createSecretStore(options: SecretStoreOptions): SecretStore {
  const { file, keyFile, account, clock, redactor, environment } = options;
  let queue: Promise<unknown> = Promise.resolve();

  const fromEnvironment = (name: SecretName): string | null => {
    const value = environment[environmentNames[name]];
    return value === undefined || value === '' ? null : value;
  };
  /** Null: there is no usable file. */
  const readFile = async (): Promise<Result<{ present: boolean; content: SecretsFile | null }>> => {
    const text = await file.read();
    if (!text.ok) return text;
    if (text.value === null) return succeeded({ present: false, content: null });
    const version = parse(z.object({ version: z.int() }), text.value)?.version ?? 1;
    if (version > 1) {
      const facts = { file: 'secrets', version };
      return failed({ code: 'store.newer', scope: 'installation', retryable: false, facts });
    }
    return succeeded({ present: true, content: parse(fileSchema, text.value) });
  };
  /** Null: no key, not a key, or a key of somebody else that this account may not read. */
  const readKey = async (): Promise<{ present: boolean; key: Buffer | null }> => {
    const text = await keyFile.read();
    if (!text.ok) return { present: true, key: null };
    if (text.value === null) return { present: false, key: null };
    const parsed = parse(keySchema, text.value);
    return { present: true, key: parsed === null ? null : Buffer.from(parsed.key, 'base64') };
  };
  const keyForWriting = async (): Promise<Result<Buffer>> => {
    const found = await readKey();
    if (found.key !== null) return succeeded(found.key);
    if (found.present) {
      const aside = await keyFile.setAside();
      if (!aside.ok) return aside;
    }
    const key = randomBytes(32);
    const written = await keyFile.write(`${JSON.stringify({ version: 1, key: key.toString('base64') })}\n`);
    return written.ok ? succeeded(key) : written;
  };
  /** Changes the file as a whole; one change after another. */
  const change = (step: (content: SecretsFile) => Promise<Result<SecretsFile>>): Promise<Result<void>> => {
    const work = async (): Promise<Result<void>> => {
      const found = await readFile();
      if (!found.ok) return found;
      if (found.value.present && found.value.content === null) {
        const aside = await file.setAside();
        if (!aside.ok) return aside;
      }
      const next = await step(found.value.content ?? { version: 1, secrets: {} });
      return next.ok ? file.write(`${JSON.stringify(next.value)}\n`) : next;
    };
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    read: async name => {
      const given = fromEnvironment(name);
      if (given !== null) {
        redactor.protect(given);
        return succeeded(given);
      }
      const found = await readFile();
      if (!found.ok) return found;
      const { present, content } = found.value;
      if (content === null)
        return failed(present ? problem('secret.unreadable', name, '') : problem('secret.missing', name));
      const record = content.secrets[name];
      if (record === undefined) return failed(problem('secret.missing', name));
      const { key } = await readKey();
      const value = key === null ? null : unseal(key, name, record);
      if (value === null) return failed(problem('secret.unreadable', name, record.writtenBy));
      redactor.protect(value);
      return succeeded(value);
    },
    save: (name, value) => {
      redactor.protect(value);
      if (value.length < shortest[name]) {
        return Promise.resolve(
          failed({ code: 'outbound.weak-secret', scope: 'installation', retryable: false }),
        );
      }
      return change(async content => {
        const key = await keyForWriting();
        if (!key.ok) return key;
        const record = seal(key.value, name, value, account, clock.now());
        return succeeded({ ...content, secrets: { ...content.secrets, [name]: record } });
      });
    },
    clear: name =>
      change(async content => {
        const { [name]: _, ...secrets } = content.secrets;
        return succeeded({ ...content, secrets });
      }),
    list: async () => {
      const found = await readFile();
      if (!found.ok) return found;
      return succeeded(
        secretNames.map(name => {
          if (fromEnvironment(name) !== null) return { name, source: 'environment', writtenBy: '', at: '' };
          const record = found.value.content?.secrets[name];
          if (record === undefined) return { name, source: 'none', writtenBy: '', at: '' };
          return { name, source: 'file', writtenBy: record.writtenBy, at: record.at };
        }),
      );
    },
  };
}
