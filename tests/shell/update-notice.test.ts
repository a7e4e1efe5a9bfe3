/** The notice of a newer version: what is believed, when it is looked for, and that nothing is fetched but the version file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newKeyPair, versionFile } from '../../build/sign-version.ts';
import { updatePublicKey } from '../../main/shell/update-key.ts';
import { createUpdateNotice } from '../../main/shell/update-notice.ts';
import { isNewer, readVersionFile } from '../../main/shell/version-file.ts';

const ours = newKeyPair();
const theirs = newKeyPair();
const page = 'https://example.org/integrator/1.2.0';
const address = 'https://example.org/version.json';
const good = versionFile(ours.privateKey, '1.2.0', page);

function changed(change: (payload: string) => string): string {
  const { payload, signature } = JSON.parse(good);
  return JSON.stringify({ payload: change(payload), signature });
}

test('a version file that is signed with the key of the product is read', () => {
  assert.deepEqual(readVersionFile(good, ours.publicKey), { version: '1.2.0', page });
});

const refused: readonly (readonly [string, string])[] = [
  ['signed with another key', versionFile(theirs.privateKey, '1.2.0', page)],
  ['whose version was changed', changed(payload => payload.replace('1.2.0', '9.9.9'))],
  ['whose page was changed', changed(payload => payload.replace('example.org', 'example.net'))],
  ['without a signature', JSON.stringify({ payload: JSON.parse(good).payload })],
  ['with an empty signature', JSON.stringify({ payload: JSON.parse(good).payload, signature: '' })],
  [
    'that is signed, but leads to a page that is not https',
    versionFile(ours.privateKey, '1.2.0', 'http://example.org/'),
  ],
  ['that is signed, but leads to a program', versionFile(ours.privateKey, '1.2.0', 'file:///C:/setup.exe')],
  ['that is signed, but has no version', versionFile(ours.privateKey, 'newest', page)],
  ['that is a page of a proxy', '<html>Sign in</html>'],
  ['that is empty', ''],
];
for (const [what, text] of refused) {
  test(`a version file ${what} is not believed`, () =>
    assert.equal(readVersionFile(text, ours.publicKey), null));
}

test('the key in the sources is none, or one that files can be checked with', () => {
  assert.ok(updatePublicKey === null || Buffer.from(updatePublicKey, 'base64').length === 44);
  assert.equal(readVersionFile(good, theirs.publicKey), null);
  assert.equal(readVersionFile(good, 'no key'), null);
});

test('versions are compared number by number', () => {
  assert.ok(isNewer('1.10.0', '1.9.9') && isNewer('2.0.0', '1.99.99') && isNewer('0.1.1', '0.1.0'));
  assert.ok(!isNewer('1.2.0', '1.2.0') && !isNewer('1.1.9', '1.2.0') && !isNewer('0.9.9', '1.0.0'));
});

function noticeOn(
  answer: () => Response | Promise<Response>,
  more: { key?: string | null; address?: string } = {},
) {
  const asked: string[] = [];
  const now = { ms: 0 };
  const notice = createUpdateNotice({
    address: async () => more.address ?? address,
    currentVersion: '0.1.0',
    publicKey: more.key === undefined ? ours.publicKey : more.key,
    fetch: async url => {
      asked.push(url);
      return answer();
    },
    nowMs: () => now.ms,
  });
  return { notice, asked, now };
}

test('a newer version is told with its page, and looked for a few times a day at most', async () => {
  const { notice, asked, now } = noticeOn(() => new Response(good));
  assert.equal(notice.page(), null);
  assert.deepEqual(await notice.read(), { state: 'newer', version: '1.2.0', page });
  await notice.read();
  assert.deepEqual(asked, [address], 'the version file alone, once');
  assert.equal(notice.page(), page);
  now.ms += 7 * 3_600_000;
  await notice.read();
  assert.equal(asked.length, 2);
});

test('without an address nobody is asked', async () => {
  const { notice, asked } = noticeOn(() => new Response(good), { address: '' });
  assert.equal((await notice.read()).state, 'off');
  assert.deepEqual(asked, []);
});

test('without a key nobody is asked and nothing is believed', async () => {
  const { notice, asked } = noticeOn(() => new Response(good), { key: null });
  assert.equal((await notice.read()).state, 'not-trusted');
  assert.deepEqual(asked, []);
});

const ends: readonly (readonly [string, () => Response | Promise<Response>, string])[] = [
  ['our own version', () => new Response(versionFile(ours.privateKey, '0.1.0', page)), 'current'],
  ['a server that is away', () => Promise.reject(new Error('ECONNREFUSED')), 'not-reached'],
  ['an answer that is none', () => new Response('no', { status: 503 }), 'not-reached'],
  [
    'a file of another hand',
    () => new Response(versionFile(theirs.privateKey, '9.0.0', page)),
    'not-trusted',
  ],
  ['a file without an end', () => new Response(new Uint8Array(1_000_000)), 'not-trusted'],
];
for (const [what, answer, state] of ends) {
  test(`${what} ends as ${state} and opens no page`, async () => {
    const { notice } = noticeOn(answer);
    assert.deepEqual(await notice.read(), { state, version: '', page: '' });
    assert.equal(notice.page(), null);
  });
}
