import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from '../../../main/adapters/system/redactor.ts';
import { createSecretStore, type SecretFile } from '../../../main/adapters/system/secrets.ts';
import { failed, type Problem, type Result, succeeded } from '../../../main/core/problem.ts';
import { theValue } from '../../builders/results.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

interface TestFile extends SecretFile {
  text: string | null;
  problem: Problem | null;
  readonly aside: string[];
}

function aFile(text: string | null = null): TestFile {
  const file: TestFile = {
    text,
    problem: null,
    aside: [],
    read: async () => (file.problem === null ? succeeded(file.text) : failed(file.problem)),
    write: async written => {
      file.text = written;
      file.problem = null;
      return succeeded(undefined);
    },
    setAside: async () => {
      file.aside.push(file.text ?? '');
      file.text = null;
      file.problem = null;
      return succeeded(undefined);
    },
  };
  return file;
}

function put(file: TestFile, text: string | null): void {
  file.text = text;
}

function aStore(account = 'CONTOSO\\anna', files = { file: aFile(), keyFile: aFile() }) {
  const environment: Record<string, string | undefined> = {};
  const redactor = createRedactor();
  const clock = createManualClock();
  const store = createSecretStore({ ...files, account, clock, redactor, environment });
  return { store, environment, redactor, ...files };
}

const problemOf = (result: Result<unknown>) =>
  result.ok ? 'read' : { code: result.problem.code, ...result.problem.facts };
const password = 'Pa$$w0rd "ünïcode"';

describe('the secret store', () => {
  it('gives back what was saved, and no file shows it', async () => {
    const { store, file, keyFile } = aStore();
    theValue(await store.save('exchange.password', password));
    assert.equal(theValue(await store.read('exchange.password')), password);
    for (const text of [file.text ?? '', keyFile.text ?? '']) {
      assert.ok(!text.includes('w0rd'));
      assert.ok(!text.includes(Buffer.from(password).toString('base64').slice(0, 8)));
    }
    // The same value twice looks different: nobody can compare.
    const before = file.text;
    theValue(await store.save('exchange.password', password));
    assert.notEqual(file.text, before);
  });

  it('is read by another process of the same account', async () => {
    const first = aStore();
    theValue(await first.store.save('halo.clientSecret', 's3'));
    const second = aStore('CONTOSO\\anna', { file: first.file, keyFile: first.keyFile });
    assert.equal(theValue(await second.store.read('halo.clientSecret')), 's3');
  });

  it('says that a secret is missing', async () => {
    const { store } = aStore();
    assert.deepEqual(problemOf(await store.read('exchange.password')), {
      code: 'secret.missing',
      secret: 'exchange',
    });
    theValue(await store.save('halo.clientSecret', 's3'));
    assert.equal(JSON.stringify(problemOf(await store.read('exchange.password'))).includes('missing'), true);
    theValue(await store.clear('halo.clientSecret'));
    assert.deepEqual(problemOf(await store.read('halo.clientSecret')), {
      code: 'secret.missing',
      secret: 'halo',
    });
  });

  it('prefers the environment, in which an empty value is none', async () => {
    const { store, environment } = aStore();
    theValue(await store.save('exchange.password', 'from file'));
    environment['EXCHANGE_PASSWORD'] = 'from environment';
    assert.equal(theValue(await store.read('exchange.password')), 'from environment');
    environment['EXCHANGE_PASSWORD'] = '';
    assert.equal(theValue(await store.read('exchange.password')), 'from file');
    environment['HALO_CLIENT_SECRET'] = 's3';
    assert.deepEqual(theValue(await store.list()), [
      { name: 'halo.clientSecret', source: 'environment', writtenBy: '', at: '' },
      {
        name: 'exchange.password',
        source: 'file',
        writtenBy: 'CONTOSO\\anna',
        at: '2026-03-02T08:00:00Z',
      },
      { name: 'outbound.secret', source: 'none', writtenBy: '', at: '' },
    ]);
  });

  const unreadable = { code: 'secret.unreadable', secret: 'exchange', account: 'CONTOSO\\anna' };
  const spoil: readonly (readonly [string, (files: { file: TestFile; keyFile: TestFile }) => void])[] = [
    [
      'the key belongs to another account',
      ({ keyFile }) => {
        const facts = { error: 'EACCES' };
        keyFile.problem = { code: 'store.read-only', scope: 'installation', retryable: false, facts };
      },
    ],
    ['the key is gone', ({ keyFile }) => put(keyFile, null)],
    ['the key is broken', ({ keyFile }) => put(keyFile, '{"version":1,"key":"abc"}')],
    [
      'the key is another one',
      ({ keyFile }) => put(keyFile, JSON.stringify({ version: 1, key: Buffer.alloc(32).toString('base64') })),
    ],
    [
      'the sealed value was changed',
      ({ file }) => put(file, (file.text ?? '').replace(/"sealed":"./, '"sealed":"_')),
    ],
  ];
  for (const [why, damage] of spoil) {
    it(`says who wrote a secret that cannot be read because ${why}, and takes it anew`, async () => {
      const { store, file, keyFile } = aStore();
      theValue(await store.save('exchange.password', password));
      damage({ file, keyFile });
      const later = aStore('CONTOSO\\bo', { file, keyFile });
      assert.deepEqual(problemOf(await later.store.read('exchange.password')), unreadable);
      theValue(await later.store.save('halo.clientSecret', 'new'));
      assert.equal(theValue(await later.store.read('halo.clientSecret')), 'new');
      // Not lost with it: still there, still said.
      assert.deepEqual(problemOf(await later.store.read('exchange.password')), unreadable);
      theValue(await later.store.save('exchange.password', 'again'));
      assert.equal(theValue(await later.store.read('exchange.password')), 'again');
    });
  }

  it('does not take a value for another name or another writer', async () => {
    const { store, file } = aStore();
    theValue(await store.save('exchange.password', password));
    const text = file.text ?? '';
    file.text = text.replace('exchange.password', 'halo.clientSecret');
    assert.equal(
      JSON.stringify(problemOf(await store.read('halo.clientSecret'))).includes('unreadable'),
      true,
    );
    file.text = text.replace('anna', 'bo');
    assert.deepEqual(problemOf(await store.read('exchange.password')), {
      ...unreadable,
      account: 'CONTOSO\\bo',
    });
  });

  it('sets a broken file aside when something is saved, and refuses one of a newer version', async () => {
    const { store, file } = aStore('CONTOSO\\anna', { file: aFile('{"vers'), keyFile: aFile() });
    assert.deepEqual(problemOf(await store.read('exchange.password')), { ...unreadable, account: '' });
    theValue(await store.save('exchange.password', 'new'));
    assert.deepEqual(file.aside, ['{"vers']);
    assert.equal(theValue(await store.read('exchange.password')), 'new');
    file.text = '{"version":2}';
    for (const result of [
      await store.read('exchange.password'),
      await store.save('exchange.password', 'x'),
    ]) {
      assert.deepEqual(problemOf(result), { code: 'store.newer', file: 'secrets', version: 2 });
    }
  });

  it('takes two secrets that are saved at once', async () => {
    const { store } = aStore();
    const both = await Promise.all([
      store.save('exchange.password', 'a1'),
      store.save('halo.clientSecret', 'b2'),
    ]);
    both.forEach(theValue);
    assert.equal(theValue(await store.read('exchange.password')), 'a1');
    assert.equal(theValue(await store.read('halo.clientSecret')), 'b2');
  });

  it('tells the redactor every value that it has seen', async () => {
    const { store, environment, redactor } = aStore();
    environment['HALO_CLIENT_SECRET'] = 'from-environment';
    theValue(await store.read('halo.clientSecret'));
    theValue(await store.save('exchange.password', 'typed-in'));
    assert.equal(redactor.clean('from-environment typed-in'), '[removed] [removed]');
    const later = aStore();
    assert.equal(later.redactor.clean('typed-in'), 'typed-in');
  });
});
