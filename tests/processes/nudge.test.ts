/** From a signed request to the calendar in Exchange, in the process that serves: at once, although the next look is an hour away. */
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { secret as nudgeSecret, send, withEndpoint } from '../adapters/endpoint/sender.ts';
import { openHouse, secrets } from './house.ts';
import { until } from './until.ts';

test('what Halo tells of by a signed request is in Exchange at once, and nobody else is heard', async () => {
  let port = 0;
  await withEndpoint(async free => {
    port = free.port;
  });
  const house = await openHouse();
  const nudge = (appointments: readonly number[], secret = nudgeSecret) => {
    const body = JSON.stringify({ appointments });
    const seconds = Math.floor(Date.now() / 1000);
    return send(port, { body, seconds, secret }).then(
      answer => answer.status,
      () => null,
    );
  };
  const subjects = () =>
    house
      .mailbox('Anna')
      .items()
      .map(item => item.subject);
  try {
    const file = await house.settingsFile({
      outbound: { enabled: true, pollSeconds: 3_600, endpoint: { enabled: true, port } },
    });
    assert.equal((await house.here(['config', 'import', file])).code, 0);
    const serving = house.startIntegrator(['serve'], { ...secrets, HALO_NUDGE_SECRET: nudgeSecret });
    assert.ok(serving.child.stdout !== null);
    for await (const line of createInterface({ input: serving.child.stdout })) {
      if (/run 1:/.test(line)) break;
    }
    await until(async () => (await nudge([1_000_000])) === 202);
    const [anna] = house.halo.state.agents().filter(agent => agent.name === 'Anna');
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const booking = { start_date: `${day}T10:00:00Z`, end_date: `${day}T11:00:00Z` };
    const made = house.halo.state.book({ ...booking, agent_id: anna?.id ?? 0, subject: 'Made in Halo' });
    assert.equal(await nudge([made.id], 'another secret that is long enough, too'), 401);
    assert.deepEqual(subjects(), []);
    assert.equal(await nudge([made.id]), 202);
    await until(() => subjects().length > 0);
    assert.deepEqual(subjects(), ['Made in Halo']);
    // It is told, and then in the report.
    await until(async () => {
      const { agents } = JSON.parse((await house.here(['outbound', '--json'])).out);
      return agents.some((one: { lastSent: string | null }) => one.lastSent !== null);
    });
    const checked = await house.here(['check']);
    assert.deepEqual([checked.code, checked.out.includes(`at 127.0.0.1, port ${port}`)], [0, true]);
    serving.child.kill('SIGTERM');
    const ended = await serving.ended;
    assert.equal(ended.code, 0);
    assert.match(ended.out, /^\S+ \S+: From Halo to Exchange: 1 added\.$/m);
    assert.equal(await nudge([made.id]), null);
    const { out } = await house.here(['outbound', '--json']);
    const said = JSON.parse(out);
    assert.deepEqual(
      said.entries.filter((one: { haloId: number }) => one.haloId === made.id),
      [],
    );
    assert.notEqual(said.lastWrite, null);
    const { requests } = JSON.parse((await house.here(['requests', '--last', '1000', '--json'])).out);
    const outbound = requests.filter((one: { direction: string }) => one.direction === 'outbound');
    const told = outbound.map(({ peer, operation, status }: Record<string, unknown>) =>
      [peer, operation, status].join(' '),
    );
    for (const line of ['halo POST /changed 202', 'halo POST /changed 401', 'exchange CreateItem 200'])
      assert.ok(told.includes(line), `${line} in ${told.join(', ')}`);
  } finally {
    await house.close();
  }
});
