/**
 * What goes wrong from outside, each as a run of the command line: its own code, sentence, remedy and exit code. Afterwards, with the
 * trouble over, the next run makes Halo right and the one after it writes nothing.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { folderTroubles, settingTroubles } from './computer-troubles.ts';
import { bookDays, clientSecret, type House, openHouse, password } from './house.ts';
import { exchangeTroubles, haloTroubles, mailboxTroubles } from './server-troubles.ts';
import { lastLine, objects } from './started.ts';
import type { TroubleRow } from './trouble-row.ts';

/** Agent and subject of every appointment in Halo. */
function held(house: House): readonly string[] {
  const rows = house.halo.state.appointments().filter(row => !row.deleted);
  return rows.map(row => `${row.agent_id} ${row.subject}`).sort();
}

function wanted(house: House, people: readonly string[]): readonly string[] {
  const idOf = (name: string) => house.halo.state.agents().find(agent => agent.name === name)?.id;
  return people
    .flatMap(name =>
      house
        .mailbox(name)
        .items()
        .map(item => `${idOf(name)} ${item.subject}`),
    )
    .sort();
}

async function good(house: House): Promise<Readonly<Record<string, unknown>>> {
  const ended = await house.here(['sync', '--json']);
  assert.equal(ended.code, 0, ended.out);
  return lastLine(ended);
}

async function check(row: TroubleRow): Promise<void> {
  const house = await openHouse(row.house);
  const people = row.house?.people ?? ['Anna'];
  try {
    for (const name of people) bookDays(house, name, row.events ?? 2);
    const use = async (settings: Awaited<ReturnType<NonNullable<TroubleRow['settings']>>> = {}) => {
      const imported = await house.here(['config', 'import', await house.settingsFile(settings)]);
      assert.equal(imported.code, 0, imported.err);
    };
    await use();
    if (row.importedBefore === true) await good(house);
    if (row.settings !== undefined) await use(await row.settings(house));
    const heal = await row.spoil?.(house);

    const ended = await house.startIntegrator(['sync', '--json'], row.environment, row.through).ended;
    const report = lastLine(ended);
    const problems = objects(report['problems']);
    const [problem] = problems;
    const codes = problems.map(each => each['code']);
    assert.deepEqual(codes, [row.code], ended.out);
    assert.equal(ended.code, row.exit, ended.out);
    assert.match(String(problem?.['message']), row.says);
    assert.match(String(problem?.['remedy']), row.remedy);
    assert.equal(problem?.['agent'], row.agent);
    assert.equal(ended.err, '', 'with --json the result says it all');
    assert.ok(!ended.out.includes(password) && !ended.out.includes(clientSecret));
    const written = held(house).length;
    if (row.written === 'some') {
      assert.ok(written > 0 && written < (row.events ?? 2), String(written));
      assert.equal(report['added'], written, 'what was done is told, also when it could not be kept');
    } else assert.equal(written, row.written ?? 0);

    await heal?.();
    if (row.settings !== undefined) await use();
    await good(house);
    assert.deepEqual(held(house), wanted(house, people));
    assert.equal((await good(house))['haloWrites'], 0);
  } finally {
    await house.close();
  }
}

const rows: readonly TroubleRow[] = [
  ...exchangeTroubles,
  ...mailboxTroubles,
  ...haloTroubles,
  ...settingTroubles,
  ...folderTroubles,
];

describe('each trouble has its own code, sentence, remedy and exit code, and loses nothing', {
  concurrency: 4,
}, () => {
  for (const row of rows) test(row.name, () => check(row));
});
