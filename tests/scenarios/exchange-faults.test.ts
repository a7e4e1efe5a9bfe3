/**
 * Every fault of Exchange at every place where an import asks it, once and lasting: the import ends healed or with the right problem,
 * removes nothing that is there, and once the fault is over the next import is right and two further write nothing.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunReport } from '../../main/core/report.ts';
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import { differences } from './compare.ts';
import { type Ending, expectedOf, told } from './ending.ts';
import {
  type ExchangePlace,
  exchangeFaultRows,
  exchangePlaces,
  type FaultRow,
} from './exchange-fault-rows.ts';
import { type Installation, install } from './installation.ts';

/** Anna's calendar under one fault. */
class Case {
  readonly house: Installation;
  readonly mailbox;
  #visits: readonly string[] = [];
  #series = '';

  constructor(house: Installation) {
    this.house = house;
    this.mailbox = house.mailbox('Anna');
  }

  book(): void {
    this.#visits = [24, 25, 26, 27].map(day => this.#visit(day));
    this.#series = this.mailbox.book({
      subject: 'Stand-up',
      start: '2026-03-24T14:00:00',
      end: '2026-03-24T15:00:00',
      recurrence: {
        pattern: { kind: 'Weekly', interval: 1, days: ['Tuesday'] },
        range: { kind: 'numbered', count: 4 },
      },
    });
  }

  #visit(day: number): string {
    const date = `2026-03-${day}`;
    return this.mailbox.book({
      subject: `Visit ${day}`,
      start: `${date}T09:00:00`,
      end: `${date}T10:00:00`,
    });
  }

  /** A change, a removal, a changed and a removed occurrence, and something new. */
  edit(): void {
    const [first = '', second = ''] = this.#visits;
    this.mailbox.change(first, { subject: 'Moved visit' });
    this.mailbox.remove(second);
    this.mailbox.changeOccurrence(this.#series, '2026-03-31', { subject: 'Retro' });
    this.mailbox.removeOccurrence(this.#series, '2026-04-07');
    this.#visit(28);
  }

  isRight(): void {
    assert.deepEqual(differences(this.house), []);
  }

  /** Ids of the appointments whose events are still in the calendar. */
  kept(): readonly number[] {
    const there = new Set(
      this.mailbox.expand('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z').map(each => each.id),
    );
    return this.house.appointments('Anna').flatMap(row => (there.has(row.entryid) ? [row.id] : []));
  }

  async recovers(): Promise<void> {
    this.house.exchange.faults.clear();
    const report = await this.house.sync();
    assert.deepEqual([report.outcome, report.held, report.failed], ['done', 0, 0]);
    this.isRight();
  }

  async staysQuiet(): Promise<void> {
    for (const _ of [1, 2]) {
      const report = await this.house.sync();
      assert.deepEqual([report.outcome, report.haloWrites, report.exchangeRequests], ['done', 0, 1]);
    }
  }
}

function endsAs(report: RunReport, ending: Ending, one: Case): void {
  assert.deepEqual(told(report), expectedOf(ending));
  assert.equal(report.held, 0);
  if (ending === 'heals') one.isRight();
}

async function faultStrikes(one: Case, row: FaultRow<OrderedFault>, place: ExchangePlace): Promise<void> {
  const first = row.at?.[place]?.once ?? row.once;
  one.book();
  one.house.exchange.faults.order({ ...row.fault, ...exchangePlaces[place] });
  endsAs(await one.house.sync(), first, one);
  assert.equal(one.house.exchange.faults.pending, 0, 'the fault has not struck');
  if (first !== 'heals') await one.recovers();

  one.edit();
  const kept = one.kept();
  const { operation } = exchangePlaces[place];
  one.house.exchange.faults.order({ ...row.fault, operation, times: 1_000 });
  endsAs(await one.house.sync(), row.at?.[place]?.lasting ?? row.lasting, one);
  const live = new Set(one.house.appointments('Anna').map(each => each.id));
  assert.deepEqual(
    kept.filter(id => !live.has(id)),
    [],
    'something was removed that is in the calendar',
  );
  await one.recovers();
  await one.staysQuiet();
}

const places: readonly ExchangePlace[] = ['folder', 'feed', 'view', 'masters', 'items'];
for (const place of places) {
  describe(`Exchange, asked for ${place}, answers with`, () => {
    for (const rows of Object.values(exchangeFaultRows)) {
      if (rows === 'own tests') continue;
      for (const row of rows) {
        if (row.places?.includes(place) === false) continue;
        it(row.name, async t => {
          const house = await install();
          t.after(() => house.close());
          await faultStrikes(new Case(house), row, place);
        });
      }
    }
  });
}
