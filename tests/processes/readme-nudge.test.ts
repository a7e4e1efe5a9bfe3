/** The nudge that README shows, run as it stands there: from the secret in the store to the event in Exchange. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { withEndpoint } from '../adapters/endpoint/sender.ts';
import { openHouse, secrets } from './house.ts';
import { until } from './until.ts';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

/** The block of code that begins with these words. */
function blockOf(start: string): string {
  const block = readme.split('```').find(text => text.replace(/^\w*\n/, '').startsWith(start));
  return block?.replace(/^\w*\n/, '') ?? assert.fail(`README.md has no block that begins with ${start}`);
}

test('the script of README is heard with the secret that was stored as README says, and its event is in Exchange', async () => {
  const secret = 'ab'.repeat(32);
  let port = 0;
  await withEndpoint(async free => {
    port = free.port;
  });
  const house = await openHouse();
  try {
    assert.equal((await house.here(['config', 'import', await house.settingsFile()])).code, 0);
    const lines = blockOf('HALO_NUDGE_SECRET=$(openssl rand -hex 32)').split('\n');
    const commands = lines.flatMap(line => /^npm run integrator -- (.*) --data \S+$/.exec(line)?.[1] ?? []);
    assert.deepEqual(commands.slice(-2), ['config secrets --save', 'check']);
    await house.here(['config', 'set', 'outbound.endpoint.port', String(port)]);
    await house.here(['config', 'set', 'outbound.pollSeconds', '3600']);
    for (const command of commands) {
      const ended = await house.here(command.split(' '), { ...secrets, HALO_NUDGE_SECRET: secret });
      assert.equal(ended.code, 0, ended.out + ended.err);
    }
    const serving = house.startIntegrator(['serve']);
    for await (const line of createInterface({ input: serving.child.stdout ?? assert.fail() })) {
      if (/run 1:/.test(line)) break;
    }
    const script = (id: number) =>
      blockOf("import { createHmac } from 'node:crypto';")
        .replace('127.0.0.1:8765', `127.0.0.1:${port}`)
        .replace('[5501]', `[${id}]`);
    const run = promisify(execFile);
    const nudge = async (id: number, key: string): Promise<string> => {
      const words = ['--input-type=module', '--eval', script(id)];
      const env = { ...process.env, HALO_NUDGE_SECRET: key };
      return run(process.execPath, words, { env }).then(
        ({ stdout }) => stdout.trim(),
        () => 'nobody listens',
      );
    };
    await until(async () => (await nudge(1_000_000, secret)) === '202');
    const [anna] = house.halo.state.agents().filter(agent => agent.name === 'Anna');
    const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const times = { start_date: `${date}T10:00:00Z`, end_date: `${date}T11:00:00Z` };
    const made = house.halo.state.book({ ...times, agent_id: anna?.id ?? 0, subject: 'Made in Halo' });
    assert.equal(await nudge(made.id, 'cd'.repeat(32)), '401');
    assert.equal(await nudge(made.id, secret), '202');
    await until(() => house.mailbox('Anna').items().length > 0);
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.subject),
      ['Made in Halo'],
    );
    serving.child.kill('SIGTERM');
    assert.equal((await serving.ended).code, 0);
  } finally {
    await house.close();
  }
});
