/** Removals that the way out holds, as the window shows them: on Status, in Agents and in Held changes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyBook } from '../../main/core/link.ts';
import { succeeded } from '../../main/core/problem.ts';
import { answerAllHeld, type BothWays, listAllHeld } from '../../main/engine/all-held.ts';
import type { HostParts } from '../../main/engine/host/parts.ts';
import { createHost } from '../../main/engine/host.ts';
import { OutboundQueue } from '../../main/engine/outbound/outbound-queue.ts';
import type { CalendarStatus } from '../../main/engine/status.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { agentList } from '../../preload/contract/views/agents.ts';
import { heldView } from '../../preload/contract/views/answers.ts';
import { statusView } from '../../preload/contract/views/status.ts';
import { theValue } from '../builders/results.ts';
import { aLink, annas } from '../contracts/link-store.ts';
import { anEntry } from '../contracts/outbound-store.ts';
import { createMemoryLinks } from '../fakes/memory-links.ts';
import { createMemoryOutbound } from '../fakes/memory-outbound.ts';
import { createIdleParts } from './idle-parts.ts';

const held = (reason: 'not-made-by-us' | 'changed-in-exchange' | 'many-removals') =>
  ({ kind: 'held', reason, proposal: `remove ${reason}` }) as const;

const anna: CalendarStatus = {
  ...annas,
  ...{ agent: 'Anna Berg', health: 'up-to-date', lastSuccess: '2026-03-02T08:00:00Z' },
  ...{ held: 0, failed: 0, problems: [], nextTry: null },
};

/** Two removals of Anna's wait, one was kept, and of one nothing is known any more. */
async function hostWith(enabled = true) {
  const links = createMemoryLinks();
  const book = new Map([1, 2, 3].map(number => [`key-${number}`, aLink(number, { key: `key-${number}` })]));
  theValue(
    await links.writeMemory(annas, {
      book: { ...emptyBook, links: book },
      decisions: new Map(),
      holds: new Map(),
    }),
  );
  const store = createMemoryOutbound();
  const entries = [
    anEntry(5001, { state: held('not-made-by-us') }),
    anEntry(5002, { agentId: 7, state: held('many-removals'), since: '2026-03-29T07:00:00Z' }),
    anEntry(5003, { state: held('not-made-by-us'), approved: 'keep:remove not-made-by-us' }),
    anEntry(9999, { state: held('changed-in-exchange') }),
  ];
  theValue(await store.append([{ kind: 'entries', entries }]));
  const idle = createIdleParts();
  const queue = new OutboundQueue(store, idle.clock);
  const settings = settingsSchema.parse({
    halo: { url: 'https://halo.example.org', clientId: 'client' },
    exchange: { url: 'https://mail.example.org/EWS/Exchange.asmx', user: 'EXAMPLE\\sync' },
    outbound: { enabled },
  });
  const ways: BothWays = {
    links,
    outbound: async () => (enabled ? store.read() : succeeded(null)),
    answerOutbound: (ids, answer) => queue.answer(ids, answer),
  };
  const parts: HostParts = {
    ...idle,
    memory: links,
    settings: { ...idle.settings, read: async () => succeeded(settings) },
    schedule: { ...idle.schedule, isOn: () => true, staleBefore: () => '2026-03-02T07:00:00Z' },
    status: async () => succeeded({ lastRun: null, calendars: [anna], held: 0 }),
    outbound: { ...idle.outbound, memory: () => store.read() },
    held: () => listAllHeld(ways),
    answerHeld: (which, state) => answerAllHeld(ways, which, state),
  };
  const host = createHost(parts);
  const ask = async (name: string, args: object = {}) => {
    const reply = await host.ask(name, args);
    assert.ok(reply.ok, JSON.stringify(reply));
    return reply.value;
  };
  return { host, ask, store };
}

describe('removals that the way to Exchange holds', () => {
  it('need somebody: they count to their calendar and to the whole, and Status leads to them', async () => {
    const { host, ask } = await hostWith();
    const view = statusView.parse(await ask('status.read'));
    assert.deepEqual([view.health, view.held, view.calendars.needsYou], ['needs-you', 3, 1]);
    const entries = view.attention.filter(({ verb }) => verb?.does === 'review-held');
    assert.deepEqual(
      entries.map(({ sentence }) => sentence),
      ['3 changes wait for your decision: 2 for Anna Berg.'],
    );
    assert.equal(view.attention.filter(({ id }) => id.startsWith('outbound')).length, 0, 'told once');
    const agents = agentList.parse(await ask('agents.list'));
    assert.deepEqual(
      agents.rows.map(({ name, health, held: many, says }) => [name, health, many, says]),
      [['Anna Berg', 'needs-you', 2, '2 changes held']],
    );
    host.close();
  });

  it('are listed by agent and reason, with what would happen and why, and stay on the list when they were kept', async () => {
    const { host, ask } = await hostWith();
    const view = heldView.parse(await ask('held.list'));
    assert.equal(view.waiting, 3);
    assert.deepEqual(
      view.groups.map(({ title, approveLabel, keepLabel }) => [title, approveLabel, keepLabel]),
      [
        ['Anna Berg: 1 event would be moved into Deleted Items', 'Remove 1 in Exchange', 'Keep as it is'],
        ['Anna Berg: 1 event would be moved into Deleted Items', 'Remove 1 in Exchange', 'Keep as it is'],
        ['An agent: 1 event would be moved into Deleted Items', 'Remove 1 in Exchange', 'Keep as it is'],
      ],
    );
    assert.match(
      view.groups[0]?.says ?? '',
      /^Unusually many .* deleted in Halo\. If you do nothing, the event stays in Exchange\.$/,
    );
    const [first] = view.groups[1]?.changes ?? [];
    assert.deepEqual(
      [first?.at, first?.subject, first?.start, first?.because],
      [
        'exchange',
        aLink(1).values.subject,
        aLink(1).start,
        'it was deleted in Halo, but its event in Exchange was not made by this app',
      ],
    );
    const [lost] = view.groups[2]?.changes ?? [];
    assert.deepEqual([lost?.start, lost?.subject, lost?.reference], [null, null, 'halo-9999']);
    assert.deepEqual(
      view.answered.map(({ reference, state }) => [reference, state]),
      [['7:halo-5003', 'kept']],
    );
    host.close();
  });

  it('are approved and kept like all others', async () => {
    const { host, ask, store } = await hostWith();
    await ask('held.answer', { which: ['7:halo-5001'], answer: 'approve' });
    const approved = store.memory.entries.get(5001);
    assert.deepEqual([approved?.state.kind, approved?.approved], ['waiting', 'remove not-made-by-us']);
    const view = heldView.parse(await ask('held.answer', { which: 'all', answer: 'keep' }));
    assert.deepEqual([view.waiting, view.answered.length], [0, 3]);
    const status = statusView.parse(await ask('status.read'));
    assert.deepEqual([status.health, status.held], ['up-to-date', 0]);
    host.close();
  });

  it('wait unseen while nothing is written to Exchange', async () => {
    const { host, ask } = await hostWith(false);
    assert.equal(heldView.parse(await ask('held.list')).waiting, 0);
    const view = statusView.parse(await ask('status.read'));
    assert.deepEqual([view.health, view.held], ['up-to-date', 0]);
    host.close();
  });
});
