/** NTLM against a server that verifies it with code of its own: accounts, sockets, channel binding, and no lock-outs. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ntlmSignIn } from '../../../../main/adapters/exchange/ntlm/ntlm-sign-in.ts';
import type { Problem, Result } from '../../../../main/core/problem.ts';
import { loopbackCertificate, loopbackKey } from '../../../simulators/exchange/loopback-certificate.ts';
import { annas, never, type OverSimulator, onSimulator } from '../over-simulator.ts';

const tls = { key: loopbackKey, cert: loopbackCertificate };
const ntlm = { signIn: 'ntlm' } as const;
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problem.code);
const problemOf = (result: Result<unknown>): Problem =>
  result.ok ? assert.fail('no problem') : result.problem;
const connections = ({ server }: OverSimulator) => new Set(server.requests.map(one => one.connection)).size;
const refusals = ({ server }: OverSimulator) => server.requests.filter(one => one.status === 401).length;

it(
  'twenty calls: at most as many sockets as requests at once, and one handshake on each',
  onSimulator(
    async over => {
      const mailboxes = Array.from({ length: 20 }, (_, number) => {
        const address = `agent${number}@example.org`;
        over.server.state.addMailbox({ address });
        return { address, folderId: null };
      });
      over.server.faults.order({ kind: 'slow', ms: 5, times: 999 });
      const results = await Promise.all(mailboxes.map(one => over.source.openCalendar(one, never)));
      assert.deepEqual(new Set(results.map(codeOf)), new Set(['ok']));
      const sockets = connections(over);
      assert.ok(sockets <= 5, `${sockets} sockets`);
      // A handshake is one answer 401, with the challenge; the second step carries the first call.
      assert.equal(refusals(over), sockets);
      assert.equal(over.server.requests.length, 20 + sockets);
      for (const call of mailboxes) assert.equal(codeOf(await over.source.changes(call, null, never)), 'ok');
      assert.equal(refusals(over), sockets);
    },
    { server: { signIn: ['ntlm'], tls, channelBinding: 'require' }, settings: { ...ntlm, concurrency: 5 } },
  ),
);

for (const [written, account] of [
  ['LAB\\svc-ntlm', 'LAB\\svc-ntlm'],
  ['lab\\SVC-ntlm', 'LAB\\svc-ntlm'],
  ['svc-ntlm@example.org', 'svc-ntlm@example.org'],
  ['.\\svc-ntlm', 'EXCH01\\svc-ntlm'],
  ['svc-ntlm', 'EXAMPLE\\svc-ntlm'],
] as const) {
  it(
    `signs in as ${written}`,
    onSimulator(
      async over => {
        over.server.state.addUser(account, 'Größe ₤ 🔑');
        over.server.state.setImpersonation(account, true);
        const source = over.sourceWith({ user: written }, 'Größe ₤ 🔑');
        assert.equal(codeOf(await source.openCalendar(annas, never)), 'ok');
      },
      { server: { signIn: ['ntlm', 'basic'] }, settings: ntlm },
    ),
  );
}

for (const rule of ['off', 'allow', 'require'] as const) {
  it(
    `passes with channel binding ${rule}`,
    onSimulator(async over => assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok'), {
      server: { signIn: ['ntlm'], tls, channelBinding: rule },
      settings: ntlm,
    }),
  );
}

it(
  'tries a wrong password once, however many calls wait, and never another sign-in',
  onSimulator(
    async over => {
      const results = await Promise.all(
        Array.from({ length: 5 }, () => over.source.openCalendar(annas, never)),
      );
      assert.deepEqual(new Set(results.map(codeOf)), new Set(['exchange.unauthorized']));
      assert.equal(over.server.requests.length, 2);
    },
    { server: { signIn: ['ntlm', 'basic'] }, settings: ntlm, password: 'wrong' },
  ),
);

it(
  'says that with TLS the binding was sent when the sign-in is refused',
  onSimulator(
    async over => {
      const { facts } = problemOf(await over.source.openCalendar(annas, never));
      assert.equal(facts?.['binding'], 'sent');
    },
    { server: { signIn: ['ntlm'], tls, channelBinding: 'require' }, settings: ntlm, password: 'wrong' },
  ),
);

it(
  'says what a server offers instead, and sends it neither proof nor password',
  onSimulator(
    async over => {
      const problem = problemOf(await over.source.openCalendar(annas, never));
      assert.equal(problem.code, 'exchange.sign-in-not-offered');
      assert.deepEqual([problem.facts?.['signIn'], problem.facts?.['offered']], ['NTLM', 'Basic']);
      assert.equal(over.server.requests.length, 1);
    },
    { server: { signIn: ['basic'] }, settings: ntlm },
  ),
);

it(
  'signs in again when the server forgets a socket, without asking anybody',
  onSimulator(
    async over => {
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      over.server.faults.order({ kind: 'http-401' });
      assert.equal(codeOf(await over.source.openCalendar(annas, never)), 'ok');
      assert.equal(connections(over), 1);
    },
    { server: { signIn: ['ntlm'] }, settings: ntlm, skipsWaits: false },
  ),
);

it(
  'people behind one socket each get their own calendar: nothing but the request says whose it is',
  onSimulator(
    async over => {
      const bo = over.server.state.addMailbox({ address: 'bo@example.org' });
      const folders = new Map([
        [annas.address, over.calendar.folderId],
        ['bo@example.org', bo.folderId],
      ]);
      for (let turn = 0; turn < 4; turn += 1) {
        for (const [address, folderId] of folders) {
          const opened = await over.source.openCalendar({ address, folderId: null }, never);
          assert.equal(opened.ok && opened.value.folderId, folderId);
        }
      }
      assert.equal(connections(over), 1);
    },
    { server: { signIn: ['ntlm'] }, settings: ntlm },
  ),
);

it('answers nothing to what is no challenge', async () => {
  const handshake = ntlmSignIn({ user: 'LAB\\x', password: 'p', nowMs: () => 0 }).begin('mail.example.org');
  const type2 = Buffer.alloc(56);
  type2.write('NTLMSSP\0', 'latin1');
  type2.writeUInt32LE(2, 8);
  type2.writeUInt32LE(0x2800201, 20);
  const beyond = Buffer.from(type2);
  beyond.writeUInt16LE(60_000, 40);
  beyond.writeUInt32LE(0xffff_fff0, 44);
  const endless = Buffer.concat([type2, Buffer.from([2, 0, 0xff, 0xff])]);
  endless.writeUInt16LE(4, 40);
  endless.writeUInt32LE(56, 44);
  const oldOnes = Buffer.from(type2);
  oldOnes.writeUInt32LE(0x201, 20);
  for (const bytes of [Buffer.from('no'), handshake.first, beyond, endless, oldOnes]) {
    const token = typeof bytes === 'string' ? bytes.slice(5) : bytes.toString('base64');
    assert.equal(await handshake.answer(`Negotiate, NTLM ${token}`, null), null);
  }
  assert.equal(await handshake.answer('Negotiate, NTLM', null), null);
});
