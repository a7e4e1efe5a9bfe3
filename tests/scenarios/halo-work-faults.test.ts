/**
 * Every fault of Halo in what is asked and written for a mailbox, once and lasting: healed or told, nothing doubled, nothing removed that
 * is in the calendar; once the fault is over the next import is right and two further write nothing.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OrderedFault } from '../../main/simulators/halo/faults.ts';
import { differences } from './compare.ts';
import { type Ending, expectedOf, told } from './ending.ts';
import { type HaloFaultRow, haloFaultRows, type Work, works } from './halo-fault-rows.ts';
import { type Installation, install } from './installation.ts';

const day = 86_400_000;

/** Anna's calendar under one fault. */
class Case {
  readonly house: Installation;
  readonly #mailbox;
  #visits: string[] = [];

  constructor(house: Installation) {
    this.house = house;
    this.#mailbox = house.mailbox('Anna');
    for (let number = 0; number < 8; number++) this.#visit();
  }

  #visit(): void {
    const date = `2026-05-1${this.#visits.length % 8}`;
    const subject = `Visit ${this.#visits.length}`;
    const times = { start: `${date}T09:00:00`, end: `${date}T10:00:00` };
    this.#visits.push(this.#mailbox.book({ subject, ...times, body: 'A list.', bodyType: 'Text' }));
  }

  /** What makes the next import do this work. */
  edit(work: Work): void {
    const [first = '', second = ''] = this.#visits.splice(0, 2);
    if (work === 'removal') this.#mailbox.remove(first);
    else this.#mailbox.change(first, { subject: 'Moved visit', location: 'Room 2' });
    if (work === 'read' || work === 'removal') return;
    this.#mailbox.change(second, { body: 'Another list.' });
    this.#visit();
    this.#visit();
  }

  isRight(): void {
    assert.deepEqual(differences(this.house), []);
  }

  /** Nothing of what is in the calendar was removed, and nothing is there twice. */
  isWhole(before: readonly number[]): void {
    const rows = this.house.appointments('Anna');
    const live = new Set(rows.map(row => row.id));
    const entries = rows.map(row => row.entryid);
    assert.equal(new Set(entries).size, entries.length, 'something is there twice');
    const there = new Set(this.#mailbox.items().map(item => item.id));
    const lost = before.filter(id => !live.has(id)).map(id => this.house.halo.state.appointmentBook.find(id));
    assert.deepEqual(
      lost.filter(row => row !== undefined && there.has(row.entryid)),
      [],
    );
  }
}

async function recovers(one: Case, row: HaloFaultRow, work: Work): Promise<void> {
  one.house.halo.faults.clear();
  if (row.believed?.includes(work) === true) return;
  const isLater = row.healsNextDay?.includes(work) === true;
  if (isLater) one.house.clock.advance(day);
  const report = await one.house.sync();
  assert.deepEqual([report.outcome, report.held, report.failed], ['done', 0, 0]);
  one.isRight();
}

async function strikes(one: Case, row: HaloFaultRow, work: Work, times: number, ending: Ending) {
  one.edit(work);
  const before = one.house.appointments('Anna').map(each => each.id);
  const fault: OrderedFault = one.house.halo.faults.order({ ...row.fault, ...works[work], times });
  const report = await one.house.sync();
  assert.ok(fault.hits > 0, 'the fault has not struck');
  assert.deepEqual(told(report), expectedOf(ending));
  assert.equal(report.held, 0);
  one.isWhole(before);
  if (ending === 'heals' && row.believed?.includes(work) !== true) one.isRight();
  await recovers(one, row, work);
}

async function staysQuiet(one: Case): Promise<void> {
  for (const _ of [1, 2]) {
    const report = await one.house.sync();
    assert.deepEqual([report.outcome, report.haloWrites, report.exchangeRequests], ['done', 0, 1]);
  }
}

const names: readonly Work[] = ['list', 'read', 'write', 'removal'];
for (const work of names) {
  describe(`Halo, asked for a ${work}, answers with`, () => {
    for (const rows of Object.values(haloFaultRows)) {
      if (rows === 'own tests') continue;
      for (const row of rows) {
        it(row.name, async t => {
          const house = await install();
          t.after(() => house.close());
          const one = new Case(house);
          assert.equal((await one.house.sync()).added, 8);
          await strikes(one, row, work, 1, row.works[work].once);
          await strikes(one, row, work, 1_000, row.works[work].lasting);
          await staysQuiet(one);
          assert.equal(house.halo.mailsSent, 0);
        });
      }
    }
  });
}
