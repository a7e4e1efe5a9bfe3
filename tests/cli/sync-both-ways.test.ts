/** `sync` by hand, as a scheduled task runs it: it also sends what changed in Halo. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noCounts } from '../../main/core/report.ts';
import { bookDays, openHouse, withHouse } from '../processes/house.ts';
import { lastLine } from '../processes/started.ts';

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

test('a run by hand sends what changed in Halo since the run before, and says what waits', async () => {
  const house = await openHouse({ people: ['Anna'] });
  try {
    assert.equal((await house.here(['config', 'import', await house.settingsFile()])).code, 0);
    assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const anna = house.halo.state.agents().find(agent => agent.name === 'Anna');
    const times = { start_date: `${day}T10:00:00Z`, end_date: `${day}T11:00:00Z` };
    const booking = { agent_id: anna?.id ?? 0, subject: 'Visit', ...times };
    house.halo.state.book(booking);
    const sent = await house.here(['sync']);
    assert.equal(sent.code, 0, sent.err);
    assert.match(sent.out, /^From Halo to Exchange: 1 added\.$/m);
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.subject),
      ['Visit'],
    );
    const other = house.halo.state.book({ ...booking, subject: 'Two people' });
    house.halo.state.shareWith(other.id, [1]);
    const stuck = await house.here(['sync']);
    assert.match(stuck.err, /1 appointment of Halo is not sent to Exchange until somebody acts\./);
  } finally {
    await house.close();
  }
});

test('the JSON of a run by hand has what was sent, and who won a conflict, as the text has', () =>
  withHouse({ people: ['Anna'] }, async house => {
    bookDays(house, 'Anna', 1);
    assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
    const first = lastLine(await house.here(['sync', '--json']));
    const none = { ...noCounts, changedInHalo: 0, appointments: [] };
    assert.deepEqual(first['sent'], none);
    assert.deepEqual(first['unsent'], { stuck: [], failed: [], late: [] });
    const [row] = house.halo.state.appointments();
    const item = house.mailbox('Anna').items()[0];
    const made = house.halo.state.book({
      ...{ agent_id: row?.agent_id ?? 0, subject: 'Visit' },
      ...{ start_date: `${day}T14:00:00Z`, end_date: `${day}T15:00:00Z` },
    });
    house.halo.state.edit(row?.id ?? 0, { subject: 'As Halo says' });
    house.mailbox('Anna').change(item?.id ?? '', { subject: 'As Outlook says' });
    const { code, out } = await house.here(['sync', '--json']);
    assert.equal(code, 0);
    assert.doesNotMatch(out, /As Halo says|As Outlook says|Visit/);
    const { sent } = JSON.parse(out);
    assert.deepEqual([sent.added, sent.changed, sent.changedInHalo], [1, 0, 1]);
    const found = sent.appointments.map((one: Record<string, unknown>) => [
      ...[one['haloId'], one['agent'], one['action'], one['outcome']],
      ...[one['inHalo'], one['conflicts']],
    ]);
    const byId = (a: readonly number[], b: readonly number[]) => (a[0] ?? 0) - (b[0] ?? 0);
    assert.deepEqual(found.sort(byId), [
      [row?.id, 'Anna', 'update', 'done', ['subject'], { subject: 'exchange' }],
      [made.id, 'Anna', 'create', 'done', [], {}],
    ]);
    const refused = lastLine(await house.here(['sync', '--json'], {}));
    assert.deepEqual([refused['outcome'], refused['sent']], ['could-not-run', none]);
  }));

test('what the way out found to ask in a run by hand is told by that run, and is its exit code', () =>
  withHouse({ people: ['Anna'] }, async house => {
    bookDays(house, 'Anna', 2);
    assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const [first] = house.halo.state.appointments();
    house.halo.state.deleteByHand(first?.id ?? 0);
    assert.equal((await house.here(['sync'])).code, 3);
    assert.equal((await house.here(['outbound', 'retry', String(first?.id)])).code, 0);
    const asked = await house.here(['sync']);
    assert.deepEqual([asked.code, /^A held change waits for your answer\./m.test(asked.out)], [3, true]);
    const { out } = await house.here(['outbound']);
    assert.match(out, new RegExp(`^${first?.id} "${first?.subject}" of .*held since `, 'm'));
  }));

test('a conflict is told with who won, without the texts, and with the place where they are kept', () =>
  withHouse({ people: ['Anna'] }, async house => {
    bookDays(house, 'Anna', 1);
    assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const id = house.halo.state.appointments()[0]?.id ?? 0;
    const item = house.mailbox('Anna').items()[0];
    house.halo.state.edit(id, { subject: 'As Halo says' });
    house.mailbox('Anna').change(item?.id ?? '', { subject: 'As Outlook says' });
    const { code, out } = await house.here(['sync']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`^ {2}${id}: changed on both sides, Exchange won \\(subject\\)\\.$`, 'm'));
    assert.match(out, /^From Exchange to Halo: 1 changed \(subject\)\.$/m);
    assert.doesNotMatch(out, /^From Halo to Exchange/m);
    assert.match(out, /^ {2}Both values are in the window under Runs, From Halo;/m);
    assert.doesNotMatch(out, /As Halo says|As Outlook says/);
  }));

test('what Exchange alone decides is told as put back in Halo, and by nobody as changed on both sides', () =>
  withHouse({ people: ['Anna'] }, async house => {
    const anna = house.mailbox('Anna');
    anna.book({
      subject: 'Board',
      start: `${day}T09:00:00Z`,
      end: `${day}T10:00:00Z`,
      isMeeting: true,
      organizer: { name: 'Boss', address: 'boss@example.org' },
      myResponse: 'Accept',
      attendees: [{ name: 'Anna', address: 'anna@example.org', kind: 'required' }],
    });
    assert.equal((await house.here(['config', 'set', 'outbound.enabled', 'true'])).code, 0);
    assert.equal((await house.here(['sync'])).code, 0);
    const id = house.halo.state.appointments()[0]?.id ?? 0;
    house.halo.state.edit(id, { subject: 'Board, as Halo says' });
    const { out } = await house.here(['sync']);
    assert.match(
      out,
      new RegExp(`^ {2}${id}: decided in Exchange alone, put back in Halo \\(subject\\)\\.$`, 'm'),
    );
    assert.doesNotMatch(out, /both sides/);
  }));
