import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { startBothSimulators } from '../../../main/simulators/both.ts';
import { settingsSchema } from '../../../preload/contract/settings.ts';
import { field, list } from './halo-client.ts';

function run(...words: string[]): ChildProcess {
  return spawn(process.execPath, ['main/simulators/cli.ts', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function refusal(...words: string[]): Promise<{ code: unknown; said: string }> {
  const child = run(...words);
  let said = '';
  child.stderr?.on('data', (part: Buffer) => {
    said += part.toString('utf8');
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

test('the first line says where and who, everybody named can sign in, and a stop ends it cleanly', async () => {
  const child = run('--json', '--agents', '2', '--events', '3');
  try {
    assert.ok(child.stdout !== null);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const said: unknown = JSON.parse(String(line));
    const exchange = field(said, 'exchange');
    const halo = field(said, 'halo');
    const boxes = list(field(exchange, 'mailboxes'));
    assert.deepEqual([boxes.length, list(field(halo, 'agents')).length], [2, 2]);
    for (const account of [field(exchange, 'master'), ...boxes]) {
      const secret = Buffer.from(`${field(account, 'user')}:${field(account, 'password')}`).toString(
        'base64',
      );
      const answer = await fetch(String(field(exchange, 'url')), {
        headers: { authorization: `Basic ${secret}` },
      });
      assert.equal(answer.status, 405, 'signed in, and told that EWS takes only POST');
    }
    const token = await fetch(`${field(halo, 'url')}/auth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: String(field(halo, 'clientId')),
        client_secret: String(field(field(said, 'environment'), 'HALO_CLIENT_SECRET')),
      }),
    });
    assert.equal(token.status, 200);
    assert.equal(settingsSchema.safeParse(field(said, 'settings')).success, true);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'close'), [0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('what cannot be done is said plainly and ends with 2', async () => {
  const kerberos = await refusal('--auth', 'kerberos');
  assert.equal(kerberos.code, 2);
  assert.match(kerberos.said, /--auth must be basic or ntlm/);
  const wrong = await refusal('--agents', 'many', '--colour', 'red');
  assert.equal(wrong.code, 2);
  assert.match(wrong.said, /--agents must be a whole number/);
  assert.match(wrong.said, /--colour is not known/);
});

test('a port that is taken is told and leaves nothing running', async () => {
  const other = createServer();
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await assert.rejects(startBothSimulators({ haloPort: port }), /EADDRINUSE/);
  other.close();
});

test('calendars are the same for the same seed and day, and differ between people', async () => {
  const now = (): number => Date.parse('2026-03-02T08:00:00Z');
  const subjects = async (seed: number): Promise<readonly string[]> => {
    const both = await startBothSimulators({ now, seed, agents: 2, events: 12 });
    const texts = both.exchange.state.mailboxes.map(box => JSON.stringify(box.items()));
    await both.close();
    return texts.map(text => text.replaceAll(/"(?:id|uid|folderId|changeKey)":"[^"]*"/g, ''));
  };
  const first = await subjects(1);
  assert.deepEqual(first, await subjects(1));
  assert.notDeepEqual(first, await subjects(2));
  assert.notEqual(first[0], first[1]);
});

test('with NTLM nothing else is offered, and the settings say so', async () => {
  const both = await startBothSimulators({ agents: 1, events: 0, auth: 'ntlm' });
  try {
    const answer = await fetch(both.exchange.url, { headers: { authorization: 'Basic eDp5' } });
    assert.deepEqual([answer.status, answer.headers.get('www-authenticate')], [401, 'NTLM']);
    assert.equal(settingsSchema.parse(both.description.settings).exchange.signIn, 'ntlm');
  } finally {
    await both.close();
  }
});

test('the settings of a pair whose Halo writes Exchange go through the integrator door', async () => {
  const both = await startBothSimulators({ agents: 1, events: 0, exchangeModule: true });
  await both.close();
  const settings = settingsSchema.parse(both.description.settings);
  assert.equal(settings.halo.door, 'integrator');
  assert.equal(both.halo.state.control.halointegrator_exchange, true);
});
