/** First start over the real engine and both simulators: each step needs only what was asked for until then. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDesktop } from '../../main/compose/desktop.ts';
import { startBothSimulators } from '../../main/simulators/both.ts';

test('Halo is asked for its agents before anything of Exchange is set, and says what is wrong with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'integrator-first-start-'));
  const servers = await startBothSimulators({ agents: 3, events: 0 });
  const desktop = await openDesktop({
    dataPath: join(folder, 'data'),
    environment: {},
    product: { name: 'Halo Integrator for Exchange', version: '0.0.0', runtime: [] },
    startsWithSampleData: false,
  });
  const refresh = async () => {
    const reply = await desktop.ask('agents.refresh', {});
    return reply.ok ? 'answered' : reply.problem.sentence;
  };
  const enter = (value: string) => desktop.ask('secrets.set', { name: 'halo.clientSecret', value });
  try {
    assert.match(await refresh(), /halo\.url/);
    const { halo } = servers.description.settings;
    assert.ok((await desktop.ask('settings.save', { draft: { version: 1, halo }, basedOn: 0 })).ok);
    assert.match(await refresh(), /client secret for Halo has not been entered/);
    await enter('wrong');
    assert.match(await refresh(), /does not accept the client ID or the client secret/);
    await enter(servers.halo.clientSecret);
    assert.equal(await refresh(), 'answered');
    const path = await desktop.ask('first-start.read', {});
    assert.ok(path.ok);
    assert.equal(Reflect.get(Object(path.value), 'step'), 'exchange');
  } finally {
    await desktop.close();
    await servers.close();
    await rm(folder, { recursive: true, force: true });
  }
});
