/** A cron line that can never be followed is refused where it is typed: by the checks of the window, at a save, and by `config set`. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openIntegrator } from '../../main/compose/integrator.ts';
import { createHost } from '../../main/engine/host.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { createIdleParts } from './idle-parts.ts';

const withCron = (cron: string) => ({
  ...defaultSettings,
  schedule: { ...defaultSettings.schedule, cron },
});

test('a save and `config set` refuse it with its field, and a good one is saved', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'integrator-cron-'));
  const opened = await openIntegrator({ dataPath: join(folder, 'data'), role: 'writer', environment: {} });
  assert.ok(opened.ok);
  const { settings } = opened.value;
  for (const cron of ['99 99 * * *', '0 0 31 2 *', 'hourly', '* * * *']) {
    for (const tried of [
      await settings.save(withCron(cron), 'a'),
      await settings.set('schedule.cron', cron, 'a'),
    ])
      assert.equal(tried.ok ? cron : tried.problem.facts?.['field'], 'schedule.cron', cron);
  }
  assert.ok((await settings.set('schedule.cron', '0 8 * * 1-5', 'a')).ok);
  await opened.value.close();
  rmSync(folder, { recursive: true });
});

test('the window marks the field before anybody saves', async () => {
  const wrong = [{ key: 'schedule.cron', reason: 'it is not a cron line, or one that never comes' }];
  const idle = createIdleParts();
  const host = createHost(
    createIdleParts({ settings: { ...idle.settings, wrongToSave: async () => wrong } }),
  );
  const reply = await host.ask('settings.validate', { draft: withCron('99 99 * * *') });
  assert.ok(reply.ok);
  assert.deepEqual(Object(reply.value).wrong, [
    { key: 'schedule.cron', message: 'it is not a cron line, or one that never comes' },
  ]);
  host.close();
});
