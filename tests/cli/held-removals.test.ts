/** `held`, its answers and `status` on a data folder whose way to Exchange holds removals. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { openDataFolder } from '../../main/adapters/store/data-folder.ts';
import { createLinkStore } from '../../main/adapters/store/link-store.ts';
import { emptyBook } from '../../main/core/link.ts';
import { openOutbound } from '../adapters/store/open-outbound.ts';
import { theValue } from '../builders/results.ts';
import { aLink, annas } from '../contracts/link-store.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { createCollectingLog } from '../fakes/collecting-log.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import type { Ended } from '../processes/started.ts';
import { runWords } from './run-words.ts';

const state = { kind: 'held', reason: 'not-made-by-us', proposal: 'p' } as const;

async function withHeld(
  check: (run: (...words: string[]) => Promise<Ended>, path: string) => Promise<void>,
): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'halo-held-cli-'));
  try {
    const open = await openOutbound(path);
    const entries = [anEntry(5001, { state }), anEntry(5002, { state }), anEntry(9999, { state })];
    theValue(await open.store.append([{ kind: 'entries', entries }]));
    await open.close();
    const log = createCollectingLog();
    const clock = createManualClock();
    const folder = theValue(await openDataFolder(path, { role: 'writer', clock }));
    const links = createLinkStore(folder, log);
    const secret = aLink(2, { key: 'b', values: { ...aLink(2).values, isPrivate: true } });
    const book = new Map([
      ['a', aLink(1, { key: 'a' })],
      ['b', secret],
    ]);
    theValue(
      await links.writeMemory(annas, {
        book: { ...emptyBook, links: book },
        decisions: new Map(),
        holds: new Map(),
      }),
    );
    await links.close();
    await folder.close();
    const run = (...words: string[]) => runWords([...words, '--data', path]);
    assert.equal((await run('config', 'set', 'outbound.enabled', 'true')).code, 0);
    await check(run, path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

it('held lists removals in Exchange, with what is known of each, and waits with exit code 3', () =>
  withHeld(async run => {
    const { code, out } = await run('held');
    assert.equal(code, 3);
    const lines = out.trimEnd().split('\n');
    assert.equal(lines.length, 3);
    assert.match(
      lines[0] ?? '',
      /^7:halo-5001 {2}Anna\.Berg@example\.org: move the event of .*, "Server review .*", of appointment 5001, into Deleted Items\. Held since .*: it was deleted in Halo, but its event in Exchange was not made by this app\.$/s,
    );
    assert.match(lines[1] ?? '', /^7:halo-5002 .* of .*, private, of appointment 5002, into Deleted Items/);
    assert.match(lines[2] ?? '', /^halo-9999 {2}move the event, of appointment 9999, into Deleted Items/);
    const said = JSON.parse((await run('held', '--json')).out);
    assert.equal(said.waiting, 3);
    const [first] = said.held;
    assert.deepEqual(
      [
        first.reference,
        first.at,
        first.agentId,
        first.mailbox,
        first.haloId,
        first.action,
        first.reason,
        first.state,
      ],
      ['7:halo-5001', 'exchange', 7, annas.address, 5001, 'remove', 'not-made-by-us', 'waiting'],
    );
  }));

it('status counts them to their calendar and to the whole', () =>
  withHeld(async run => {
    const { out } = await run('status', '--json');
    const said = JSON.parse(out);
    assert.equal(said.held, 3);
    assert.deepEqual(
      said.calendars.map((one: { held: number }) => one.held),
      [2],
    );
  }));

it('held approve and held keep answer them as outbound does, all or nothing', () =>
  withHeld(async (run, path) => {
    const entries = async () => {
      const again = await openOutbound(path, { role: 'reader' });
      const { entries: found } = theValue(await again.store.read());
      await again.close();
      return [...found.values()].map(one => [one.haloId, one.state.kind, one.approved]);
    };
    const before = await entries();
    const wrong = await run('held', 'approve', 'halo-5001', 'halo-77');
    assert.deepEqual([wrong.code, wrong.err.includes('halo-77')], [2, true]);
    assert.deepEqual(await entries(), before);
    const approved = await run('held', 'approve', '7:halo-5001');
    assert.equal(approved.code, 0);
    assert.match(approved.out, /^1 change approved: the app reads again/);
    assert.match((await run('held', 'keep', '--all')).out, /^2 changes kept as they are/);
    assert.deepEqual(await entries(), [
      [5001, 'waiting', 'p'],
      [5002, 'held', 'keep:p'],
      [9999, 'held', 'keep:p'],
    ]);
    assert.equal((await run('held')).code, 0);
    assert.equal((await run('held', '--kept')).out.match(/\(kept\)$/gm)?.length, 2);
  }));
