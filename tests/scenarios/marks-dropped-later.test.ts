/** A Halo that begins to lose our marks after it was seen to keep them: noticed at the next group, before a lost answer can double. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppointmentDesk } from '../../main/ports.ts';
import { differences } from './compare.ts';
import { createDeskFor } from './desk.ts';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

const dropping = { method: 'POST', path: '/appointment', kind: 'drop-marks', times: 1_000 } as const;

function book(house: Installation, name: string, days: readonly number[]): void {
  for (const day of days)
    house.mailbox(name).book({
      subject: `Visit ${day}`,
      start: `2026-04-${day}T09:00:00`,
      end: `2026-04-${day}T10:00:00`,
    });
}

/** Both calendars have an appointment each, and the marks are proven. */
async function provenHouse(options: Parameters<typeof install>[0] = {}) {
  const house = await install({
    agents: [{ name: 'Anna' }, { name: 'Ben' }],
    settings: { halo: { rowsPerWrite: 2 }, exchange: { concurrency: 1 } },
    ...options,
  });
  book(house, 'Anna', [10]);
  book(house, 'Ben', [10]);
  await house.sync();
  return house;
}

const posts = (house: Installation) =>
  house.halo.requests
    .filter(each => each.method === 'POST' && each.path === '/api/Appointment')
    .map(each => JSON.parse(each.body).length);

test('the run ends after the group whose marks were lost, later ones send one at a time, and it heals', async t => {
  const house = await provenHouse();
  t.after(() => house.close());
  book(house, 'Anna', [11, 12, 13, 14, 15, 16]);
  book(house, 'Ben', [11]);
  const before = posts(house).length;
  house.halo.faults.order(dropping);
  assert.deepEqual(told(await house.sync()), ['halo.marks-dropped halo']);
  assert.deepEqual(posts(house).slice(before), [2]);
  assert.deepEqual(told(await house.sync()), ['halo.marks-dropped halo']);
  assert.deepEqual(posts(house).slice(before), [2, 1]);
  house.halo.faults.clear();
  const healed = await house.sync();
  assert.deepEqual([healed.outcome, healed.added], ['done', 4]);
  // The first alone again, then in groups; the marks of the other calendar are not asked about once more.
  assert.deepEqual(posts(house).slice(before), [2, 1, 1, 2, 1]);
  assert.deepEqual([house.appointments('Anna').length, house.appointments('Ben').length], [7, 2]);
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});

test('marks that are lost under rows whose ids are not told end the run too', async t => {
  const house = await provenHouse({ halo: { dialect: { postAnswer: 'first-object' } } });
  t.after(() => house.close());
  book(house, 'Anna', [11, 12, 13, 14]);
  house.halo.faults.order(dropping);
  assert.deepEqual(told(await house.sync()), ['halo.marks-dropped halo']);
  house.halo.faults.clear();
  const healed = await house.sync();
  assert.equal(healed.outcome, 'done');
  assert.equal(house.appointments('Anna').length, 5);
  assert.equal((await house.sync()).haloWrites, 0);
});

/** A Halo whose answers to writes never show the mark, although it keeps it. */
function partial(desk: AppointmentDesk): AppointmentDesk {
  return {
    ...desk,
    async write(rows, signal) {
      const answer = await desk.write(rows, signal);
      if (!answer.ok) return answer;
      const value = answer.value.map(one =>
        one.kind === 'written' ? ({ ...one, unmarked: true } as const) : one,
      );
      return { ok: true, value };
    },
  };
}

test('answers that never show the mark are no alarm, and cost one list for each mailbox and run', async t => {
  const house = await provenHouse();
  t.after(() => house.close());
  book(house, 'Anna', [11, 12, 13, 14, 15, 16]);
  const { desk, close } = createDeskFor(house);
  t.after(close);
  let lists = 0;
  const counting: AppointmentDesk = {
    ...partial(desk),
    list: (...asked) => {
      lists += 1;
      return desk.list(...asked);
    },
  };
  const report = await house.sync({ desk: counting });
  assert.deepEqual([report.outcome, report.added], ['done', 6]);
  // One before the plan, one for the first group.
  assert.equal(lists, 2);
  assert.deepEqual(differences(house), []);
});

test('such answers do not hide that the mark was lost', async t => {
  const house = await provenHouse();
  t.after(() => house.close());
  book(house, 'Anna', [11, 12, 13]);
  const { desk, close } = createDeskFor(house);
  t.after(close);
  house.halo.faults.order(dropping);
  assert.deepEqual(told(await house.sync({ desk: partial(desk) })), ['halo.marks-dropped halo']);
});
