/** What goes wrong is one clear entry, and heals: a wrong password, servers that are away. */
import { expect } from '@playwright/test';
import type { ArgumentsOf, EngineRequestName } from '../../preload/contract/requests.ts';
import type { StatusView } from '../../preload/contract/views/status.ts';
import { type App, test } from './launch.ts';
import { type SimulatedServers, startSimulatedServers } from './simulated-servers.ts';

let servers: SimulatedServers;
test.beforeEach(async () => {
  servers = await startSimulatedServers();
});
test.afterEach(() => servers.stop());

/** As the page asks; fails when it is refused. */
async function ask<N extends EngineRequestName>(
  { page }: App,
  name: N,
  args: ArgumentsOf<N>,
): Promise<unknown> {
  const reply = await page.evaluate(
    ([asked, given]) => Reflect.get(globalThis, 'integrator').ask(asked, given),
    [name, args] as const,
  );
  expect(reply.ok, JSON.stringify(reply.problem)).toBe(true);
  return reply.value;
}

const status = async (app: App) => (await ask(app, 'status.read', {})) as StatusView;

async function setUp(app: App, password: string): Promise<void> {
  await ask(app, 'settings.save', { draft: { ...servers.settings }, basedOn: 0 });
  await ask(app, 'secrets.set', { name: 'halo.clientSecret', value: servers.clientSecret });
  await ask(app, 'secrets.set', { name: 'exchange.password', value: password });
  await ask(app, 'first-start.switch-on', {});
}

test('a wrong password is one entry that names the account, and heals when it is entered anew', async ({
  app,
}) => {
  await setUp(app, 'wrong');
  await expect.poll(async () => (await status(app)).health).toBe('not-syncing');
  const bad = await status(app);
  expect(bad.attention.map(entry => entry.code)).toEqual(['exchange.unauthorized']);
  await expect(app.page.getByText(bad.attention[0]?.sentence ?? 'none').first()).toBeVisible();
  await ask(app, 'secrets.set', { name: 'exchange.password', value: servers.password });
  await ask(app, 'sync.start', { agentIds: null, verify: false });
  await expect.poll(async () => (await status(app)).sentence).toBe('All 3 calendars are up to date.');
  expect((await status(app)).attention).toEqual([]);
});

test('servers that are away are said by name, and what is in Halo stays', async ({ app }) => {
  await setUp(app, servers.password);
  await expect.poll(async () => (await status(app)).sentence).toBe('All 3 calendars are up to date.');
  await servers.stop();
  await ask(app, 'sync.start', { agentIds: null, verify: false });
  await expect.poll(async () => (await status(app)).health).toBe('not-syncing');
  const away = await status(app);
  expect(away.attention.map(entry => entry.code)).toEqual(['halo.refused']);
  expect(away.sentence).toContain('127.0.0.1');
  expect(away.lastRun?.counts.removed).toBe(0);
});
