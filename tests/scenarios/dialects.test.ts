/**
 * One rich story under every value of every dialect switch of both simulators: Halo agrees with Exchange at the end of each chapter and
 * two further imports send nothing, or the run stops with a named problem before it writes. Nobody is ever mailed.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualDialect } from '../../main/simulators/exchange/state/dialect.ts';
import { likelyDialect } from '../../main/simulators/halo/dialect.ts';
import { builtFor, deleteMeanwhile, disagreements, loseSyncStates } from './dialect-house.ts';
import { exchangeRows, haloRows, type Row } from './dialect-rows.ts';
import type { Installation } from './installation.ts';
import {
  aMonthLater,
  bookEverything,
  editEverything,
  nineDaysLater,
  sortInHalo,
  storyAgents,
  workInHalo,
} from './story.ts';

type AnyRow = Row<unknown>;

function rowsOf(table: object): readonly (readonly [string, string, AnyRow])[] {
  return Object.entries(table).flatMap(([name, rows]: [string, Readonly<Record<string, AnyRow>>]) =>
    Object.entries(rows).map(([label, row]) => [name, label, row] as const),
  );
}

/** True when the row is the simulator as it is by itself. */
function isUsual(name: string, row: AnyRow, usual: object): boolean {
  const { value, ...more } = row;
  return Object.keys(more).length === 0 && new Map(Object.entries(usual)).get(name) === value;
}

function writesOf(house: Installation): readonly string[] {
  return house.halo.requests
    .filter(each => each.method !== 'GET' && !each.path.startsWith('/auth/'))
    .map(each => `${each.method} ${each.path}`);
}

async function importsAndSendsNothing(house: Installation, row: AnyRow, verify = false): Promise<void> {
  house.halo.clearRequests();
  const report = await house.sync({ verify });
  assert.deepEqual(writesOf(house), []);
  assert.deepEqual([report.added, report.changed, report.removed, report.held], [0, 0, 0, 0]);
  const told = report.mailboxes.flatMap(mailbox => mailbox.problems.map(problem => problem.code));
  assert.deepEqual(
    told.filter(code => code !== row.tells),
    row.closedMailbox === undefined ? [] : [row.closedMailbox.code],
  );
  assert.deepEqual(report.problems, []);
}

async function importsRight(house: Installation, row: AnyRow): Promise<void> {
  const report = await house.sync();
  assert.deepEqual([report.held, report.problems], [0, []]);
  assert.deepEqual(disagreements(house, row), []);
}

function nobodyIsMailed(house: Installation, row: AnyRow): void {
  assert.equal(house.exchange.mailsSent, 0);
  if (row.mailsAlways !== true) assert.equal(house.halo.mailsSent, 0);
  assert.equal(house.halo.state.reminders, 0);
}

async function tellsStory(house: Installation, row: AnyRow): Promise<void> {
  const cast = bookEverything(house);
  await importsRight(house, row);
  if (row.foreignSyncState === true) await loseSyncStates(house);
  workInHalo(house);
  editEverything(house, cast);
  if (row.deletedMeanwhile === true) await deleteMeanwhile(house);
  else if (row.seesOccurrencesLater === true) await house.sync();
  else await importsRight(house, row);
  if (isAboutTheMoment(row)) {
    // What was refused is seen to be gone, or sent again, within a day.
    house.clock.advance(86_400_000);
    await importsRight(house, row);
  } else {
    nineDaysLater(house);
    await importsRight(house, row);
    aMonthLater(house);
    await importsRight(house, row);
  }
  await importsAndSendsNothing(house, row);
  sortInHalo(house);
  await house.halo.settled();
  // Everything read anew on both sides is still what was written; what Halo refuses by name is then tried again.
  await importsAndSendsNothing(house, row, row.tells === undefined);
}

/** Rows about one answer, one refusal or one sign-in: what the next month brings is told by the others. */
function isAboutTheMoment(row: AnyRow): boolean {
  return [row.deletedMeanwhile, row.requestsPerMinute, row.closedMailbox, row.noteAsHtml].some(
    each => each !== undefined,
  );
}

/** At most the one appointment of a mailbox that it takes to find out. */
function foundOutAtLittleCost(house: Installation): void {
  for (const { name } of storyAgents) {
    const made = house.appointments(name).filter(row => !row._recurringmaster);
    assert.ok(made.length <= 1, writesOf(house).join());
  }
}

async function stopsEveryTime(house: Installation, row: AnyRow): Promise<void> {
  const cast = bookEverything(house);
  for (const _ of [1, 2, 3]) {
    const report = await house.sync();
    assert.deepEqual(
      report.problems.map(problem => problem.code),
      [row.stops],
    );
    foundOutAtLittleCost(house);
  }
  editEverything(house, cast);
  await house.sync();
  foundOutAtLittleCost(house);
}

for (const [side, table, usual] of [
  ['halo', haloRows, likelyDialect],
  ['exchange', exchangeRows, usualDialect],
] as const) {
  test(`every dialect switch of ${side} has its rows, and one of another value than the usual`, () => {
    assert.deepEqual(Object.keys(table).sort(), Object.keys(usual).sort());
    for (const [name, rows] of Object.entries(table)) {
      const values = Object.values<AnyRow>(rows).map(row => JSON.stringify(row.value));
      const known = JSON.stringify(new Map(Object.entries(usual)).get(name));
      assert.ok(
        values.some(value => value !== known),
        name,
      );
    }
  });

  for (const [name, label, row] of rowsOf(table)) {
    if (isUsual(name, row, usual)) continue;
    const end =
      row.stops === undefined ? 'the import is right and then quiet' : `the run stops: ${row.stops}`;
    test(`${side}, ${name} ${label}: ${end}`, async t => {
      const house = await builtFor(side, name, row);
      t.after(() => house.close());
      await (row.stops === undefined ? tellsStory : stopsEveryTime)(house, row);
      nobodyIsMailed(house, row);
    });
  }
}

test('both servers as they usually are: the import is right and then quiet', async t => {
  const row: AnyRow = { value: null };
  const house = await builtFor('halo', '', row);
  t.after(() => house.close());
  await tellsStory(house, row);
  nobodyIsMailed(house, row);
});
