/** What cannot be saved is marked in the window before anybody saves: every field at once, over the rules of the real store. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openIntegrator } from '../../main/compose/integrator.ts';
import { createHost } from '../../main/engine/host.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { createIdleParts } from './idle-parts.ts';

test('every field that does not go together is named, and a save is refused with the first of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'integrator-refused-'));
  const opened = await openIntegrator({ dataPath: join(folder, 'data'), role: 'writer', environment: {} });
  assert.ok(opened.ok);
  const host = createHost(createIdleParts({ settings: opened.value.settings }));
  const draft = {
    ...defaultSettings,
    exchange: { ...defaultSettings.exchange, caFile: join(folder, 'none.pem') },
    network: { ...defaultSettings.network, proxy: 'manual' },
    agents: { preferenceOn: [1], preferenceOff: [0, 1], mailboxes: { '7': 'anna' }, off: [] },
  };
  const reply = await host.ask('settings.validate', { draft });
  assert.ok(reply.ok);
  const wrong: readonly { readonly key: string }[] = Object(reply.value).wrong;
  assert.deepEqual(
    wrong.map(({ key }) => key),
    ['exchange.caFile', 'network.proxyUrl', 'agents.preferenceOff', 'agents.mailboxes.7'],
  );
  const saved = await host.ask('settings.save', { draft, basedOn: 0 });
  assert.ok(!saved.ok);
  assert.match(saved.problem.sentence, /exchange\.caFile cannot be used: there is no such file/);
  assert.deepEqual(await opened.value.settings.read(), { ok: true, value: defaultSettings });
  host.close();
  await opened.value.close();
  rmSync(folder, { recursive: true });
});
