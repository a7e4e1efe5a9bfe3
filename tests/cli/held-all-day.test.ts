/** Whole days that wait for a person are told by their dates: as moments they were on another day, in another zone. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { openDataFolder } from '../../main/adapters/store/data-folder.ts';
import { createLinkStore } from '../../main/adapters/store/link-store.ts';
import type { Hold } from '../../main/core/link.ts';
import { emptyBook } from '../../main/core/link.ts';
import { openOutbound } from '../adapters/store/open-outbound.ts';
import { theValue } from '../builders/results.ts';
import { aLink, annas } from '../contracts/link-store.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { createCollectingLog } from '../fakes/collecting-log.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { runWords } from './run-words.ts';

const moments = { start: '2026-03-25T23:00:00Z', end: '2026-03-27T23:00:00Z' };
const when = { kind: 'all-day', first: '2026-03-26', last: '2026-03-27' } as const;

it('held names whole days by their dates, of what goes from Halo and of what goes from Exchange', async () => {
  const path = await mkdtemp(join(tmpdir(), 'halo-held-days-'));
  try {
    const open = await openOutbound(path);
    const state = { kind: 'held', reason: 'not-made-by-us', proposal: 'p' } as const;
    theValue(await open.store.append([{ kind: 'entries', entries: [anEntry(5002, { state })] }]));
    await open.close();
    const folder = theValue(await openDataFolder(path, { role: 'writer', clock: createManualClock() }));
    const links = createLinkStore(folder, createCollectingLog());
    const hold: Hold = {
      ...{ key: 'aaaa1111', action: 'remove', reason: 'many-removals', since: '2026-03-23T07:00:00Z' },
      ...{ state: 'waiting', proposal: 'x', itemId: 'i', seriesId: null, ...moments },
    };
    const linked = [aLink(1, { key: hold.key }), aLink(2, { key: 'bbbb2222' })].map(link => ({
      ...link,
      ...moments,
      values: { ...link.values, subject: 'Leave', when },
    }));
    const book = { ...emptyBook, links: new Map(linked.map(link => [link.key, link])) };
    const holds = new Map([[hold.key, hold]]);
    theValue(await links.writeMemory(annas, { book, decisions: new Map(), holds }));
    await links.close();
    await folder.close();
    await runWords(['config', 'set', 'outbound.enabled', 'true', '--data', path]);
    const { out } = await runWords(['held', '--data', path]);
    assert.match(out, /: remove the appointment of 2026-03-26, "Leave"\. Held since/);
    assert.match(out, /: move the event of 2026-03-26, "Leave", of appointment 5002, into/);
    const said = JSON.parse((await runWords(['held', '--json', '--data', path])).out);
    for (const { start, end } of said.held) assert.deepEqual([start, end], ['2026-03-26', '2026-03-27']);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
});
