/** Who is who: renamed mailboxes, other mailboxes, lost rights, and a Halo that drops our marks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchangeMarks } from '../../main/simulators/halo/dialect.ts';
import { install } from './installation.ts';
import { quiet } from './quiet.ts';

const visit = { subject: 'Visit', start: '2026-03-25T09:00:00Z', end: '2026-03-25T10:00:00Z' };

test('a mailbox under a new address keeps its links', async t => {
  const house = await install();
  t.after(() => house.close());
  const id = house.mailbox('Anna').book(visit);
  await house.sync();
  const [row] = house.appointments('Anna');
  const anna = house.mailbox('Anna');
  house.exchange.state.renameMailbox('anna@example.org', 'anna.smith@example.org');
  house.halo.state.setAgent(house.agentId('Anna'), { email: 'anna.smith@example.org' });
  house.forgetAgents();
  anna.change(id, { subject: 'Visit later' });
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.held], [0, 1, 0]);
  assert.deepEqual(
    house.appointments('Anna').map(each => [each.id, each.subject]),
    [[row?.id, 'Visit later']],
  );
  await quiet(house);
});

test('another mailbox for an agent imports nothing until a person has said that it is right', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book(visit);
  await house.sync();
  house.exchange.state.addMailbox({ address: 'ben@example.org' }).book({ ...visit, subject: 'Ben only' });
  house.halo.state.setAgent(house.agentId('Anna'), { email: 'ben@example.org' });
  house.forgetAgents();
  const report = await house.sync();
  assert.equal(report.mailboxes[0]?.problems[0]?.code, 'agent.mailbox-changed');
  assert.deepEqual(
    house.appointments('Anna').map(row => row.subject),
    ['Visit'],
  );
  house.change({ agents: { mailboxes: { [house.agentId('Anna')]: 'ben@example.org' } } });
  assert.equal((await house.sync()).added, 1);
  assert.equal(house.appointments('Anna').length, 2);
  await quiet(house);
});

test('a delegate who loses the right to see private items removes nothing', async t => {
  const house = await install({ settings: { exchange: { access: 'delegate' } } });
  t.after(() => house.close());
  const { state } = house.exchange;
  state.setRights('EXAMPLE\\halo-sync', 'anna@example.org', 'editor', true);
  house.mailbox('Anna').book({ ...visit, sensitivity: 'Private' });
  assert.equal((await house.sync()).added, 1);
  state.setRights('EXAMPLE\\halo-sync', 'anna@example.org', 'editor', false);
  house.clock.advance(86_400_000);
  await house.sync();
  const report = await house.sync({ verify: true });
  assert.equal(report.removed, 0);
  assert.equal(house.appointments('Anna').length, 1);
});

test('a Halo that drops our mark stops the first import at one appointment, and at the same one again', async t => {
  const house = await install({
    halo: { dialect: { marksKept: exchangeMarks.filter(mark => mark !== 'calendar_id') } },
  });
  t.after(() => house.close());
  house.mailbox('Anna').book(visit);
  house.mailbox('Anna').book({ ...visit, subject: 'Second' });
  for (const _ of [1, 2, 3]) {
    const report = await house.sync();
    assert.deepEqual(
      report.problems.map(problem => problem.code),
      ['halo.marks-dropped'],
    );
    assert.equal(house.appointments('Anna').length, 1);
  }
});
