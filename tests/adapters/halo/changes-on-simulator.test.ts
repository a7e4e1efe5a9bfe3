/** The contract of HaloChanges, kept by the real adapter against a simulated Halo in each of its likely dialects. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { When } from '../../../main/core/appointment.ts';
import type { Series } from '../../../main/core/outbound/event-draft.ts';
import { seriesOf } from '../../../main/core/outbound/series-pattern.ts';
import type { HaloDialect } from '../../../main/simulators/halo/dialect.ts';
import type { Recurrence } from '../../../main/simulators/halo/schedule.ts';
import { otherCodes, ownCodes } from '../../../main/simulators/halo/schedule-codes.ts';
import type { HaloSimulator } from '../../../main/simulators/halo/server.ts';
import { startHaloSimulator } from '../../../main/simulators/halo/server.ts';
import { answered } from '../../contracts/desk-under-test.ts';
import type { MadeByHand } from '../../contracts/halo-changes.ts';
import { describeHaloChanges } from '../../contracts/halo-changes.ts';
import { deskFor } from './desk-for-tests.ts';

const never = new AbortController().signal;

function wireDates(when: When) {
  return when.kind === 'timed'
    ? { start_date: when.start, end_date: when.end }
    : { start_date: `${when.first}T00:00:00`, end_date: `${when.last}T23:59:59`, allday: true };
}

function booking(agentId: number, fields: MadeByHand) {
  return {
    agent_id: agentId,
    subject: fields.subject,
    ...wireDates(fields.when),
    appointment_location_free_text: fields.location ?? '',
    note: fields.note ?? '',
    appointment_type_id: fields.typeId ?? 0,
    is_task: fields.isTask ?? false,
  };
}

/** A Halo whose clock goes on by more than a second with each look at it. */
function startHalo(dialect: Partial<HaloDialect>): Promise<HaloSimulator> {
  let now = Date.parse('2026-03-04T08:00:00Z');
  return startHaloSimulator({ dialect, now: () => (now += 1_010) });
}

async function changesOnSimulator(dialect: Partial<HaloDialect>) {
  const halo = await startHalo(dialect);
  const { state } = halo;
  const anna = state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
  const ben = state.addAgent({ name: 'Ben Cole', email: 'ben@example.org' });
  const { changes, requests, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  let counted = 0;
  return {
    changes,
    anna,
    ben,
    showsDeleted: dialect.obeysIncludeDeleted !== false,
    tellsLastModified: dialect.postTellsLastModified !== false,
    make: (agentId: number, fields: MadeByHand) => state.book(booking(agentId, fields)).id,
    makeSeries: (agentId: number, fields: MadeByHand) =>
      state.makeSeries(booking(agentId, fields), { kind: 'daily', every: 2 }, { times: 4 }).id,
    rename: (id: number, subject: string) => void state.edit(id, { subject }),
    moveTo: (id: number, agentId: number) => void state.moveTo(id, agentId),
    shareWith: (id: number, agentIds: readonly number[]) => void state.shareWith(id, agentIds),
    complete: (id: number) => void state.complete(id),
    remove: (id: number) => void state.deleteByHand(id),
    requests: () => {
      const since = requests.length - counted;
      counted = requests.length;
      return since;
    },
    mailsSent: () => halo.mailsSent + state.reminders,
    close: async () => {
      close();
      await halo.close();
    },
  };
}

const dialects: readonly Partial<HaloDialect>[] = [
  {},
  { postAnswer: 'first-object', dateForm: 'with-z', pageCap: 40 },
  { postAnswer: 'envelope', allDayForm: 'exclusive-end', listShape: 'always-envelope' },
  { listShape: 'always-array', allDayForm: 'date-only-fields', pageCap: 50, lastModifiedTo: 'second' },
  { noteKept: 'html', errorShape: 'class-name', obeysIncludeDeleted: false },
  { errorShape: 'empty', deletedMark: 'deleted-true', getDeleted: 'row', listsShowDeleted: true },
  { errorShape: 'text', postDeleted: 'stays-deleted', postTellsLastModified: false },
  { dateForm: 'with-z', lastModifiedTo: 'second', deletedMark: 'deleted-true', overlapRefusal: false },
  { mailsOnWrite: 'unless-forbidden', scheduleCodes: otherCodes, agentZero: 'nobody' },
];

for (const dialect of dialects) {
  const words = Object.entries(dialect).map(([name, value]) =>
    typeof value === 'object' ? `other ${name}` : `${name} ${value}`,
  );
  describeHaloChanges(`the changes of a Halo with ${words.join(', ') || 'likely habits'}`, () =>
    changesOnSimulator(dialect),
  );
}

test('a Halo that lists by ids whatever it is asked is told as such once an older appointment has changed', async t => {
  const halo = await startHalo({ listOrder: 'by-id' });
  const { changes, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  t.after(async () => {
    close();
    await halo.close();
  });
  const anna = halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
  const when = { kind: 'timed', start: '2026-03-05T09:00:00Z', end: '2026-03-05T10:00:00Z' } as const;
  for (const subject of ['One', 'Two']) halo.state.book(booking(anna.id, { subject, when }));
  const answer = await changes.recent('', null, never);
  assert.equal(answer.ok ? '' : answer.problem.code, 'halo.order-ignored');
});

test('where agents=0 shows nothing the filter is left out, and stays so once that has shown something', async t => {
  const halo = await startHalo({ agentZero: 'nobody' });
  const { changes, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  t.after(async () => {
    close();
    await halo.close();
  });
  const anna = halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
  const when = { kind: 'timed', start: '2026-03-05T09:00:00Z', end: '2026-03-05T10:00:00Z' } as const;
  const look = async (agentId: number | null = null) => {
    halo.clearRequests();
    const { length } = answered(await changes.recent('', agentId, never)).changes;
    const lists = halo.requests.filter(({ path }) => path.startsWith('/api/Appointment'));
    return [length, lists.length];
  };
  assert.deepEqual(await look(), [0, 2]);
  halo.state.book(booking(anna.id, { subject: 'One', when }));
  assert.deepEqual(await look(), [1, 2]);
  assert.deepEqual(await look(), [1, 1]);
  assert.deepEqual(await look(anna.id), [1, 1]);
});

const patterns: readonly (readonly [Recurrence, Series['pattern']])[] = [
  [
    { kind: 'daily', every: 3 },
    { kind: 'daily', every: 3 },
  ],
  [
    { kind: 'working-days' },
    { kind: 'weekly', every: 1, days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
  ],
  [
    { kind: 'weekly', every: 2, days: ['Sunday', 'Thursday'] },
    { kind: 'weekly', every: 2, days: ['sunday', 'thursday'] },
  ],
  [
    { kind: 'monthly-on-date', every: 1, dayOfMonth: 31 },
    { kind: 'monthly-on-date', every: 1, dayOfMonth: 31 },
  ],
  [
    { kind: 'monthly-on-weekday', every: 2, day: 'workingDay', week: 'last' },
    { kind: 'monthly-on-weekday', every: 2, day: 'weekday', index: 'last' },
  ],
  [
    { kind: 'yearly-on-date', month: 12, dayOfMonth: 24 },
    { kind: 'yearly-on-date', month: 12, dayOfMonth: 24 },
  ],
  [
    { kind: 'yearly-on-weekday', month: 1, day: 'monday', week: 'first' },
    { kind: 'yearly-on-weekday', month: 1, day: 'monday', index: 'first' },
  ],
];

for (const [name, codes, weekDayWords] of [
  ['the codes', ownCodes, 'names'],
  ['other codes', otherCodes, 'numbers'],
] as const) {
  test(`each series that people make in a Halo with ${name} is understood by what was confirmed, and by nothing else`, async t => {
    const halo = await startHalo({ scheduleCodes: codes, weekDayWords });
    const { changes, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
    t.after(async () => {
      close();
      await halo.close();
    });
    const anna = halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
    const when = { kind: 'timed', start: '2026-03-05T09:00:00Z', end: '2026-03-05T10:00:00Z' } as const;
    for (const [recurrence, pattern] of patterns) {
      for (const [end, range] of [
        [null, { kind: 'endless' }],
        [{ times: 4 }, { kind: 'times', times: 4 }],
        [{ until: '2026-12-31' }, { kind: 'until', last: '2026-12-31' }],
      ] as const) {
        const { id } = halo.state.makeSeries(booking(anna.id, { subject: 'Duty', when }), recurrence, end);
        const reading = answered(await changes.whole(id, never));
        const schedule = reading.kind === 'found' ? reading.whole.schedule : null;
        assert.ok(schedule !== null);
        assert.deepEqual(seriesOf(schedule, codes, 'Europe/Paris'), {
          kind: 'series',
          series: { pattern, range },
        });
      }
    }
  });
}
