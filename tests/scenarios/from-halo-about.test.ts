/** What cannot be sent is known to people by its subject and time, not by a number alone; a private one by its time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installBothWays } from './two-way.ts';

test('what cannot be sent is kept with its subject and time, over a restart and when it is heard of again; a private one without its text', async () => {
  const house = await installBothWays({ agents: [{ name: 'Anna' }, { name: 'Bob' }] });
  try {
    await house.sync();
    await house.send();
    const time = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };
    const book = (fields: object) => {
      const made = house.halo.state.book({
        agent_id: house.agentId('Anna'),
        subject: 'Visit',
        ...time,
        ...fields,
      });
      house.halo.state.shareWith(made.id, [house.agentId('Bob')]);
      return made.id;
    };
    const [open, hidden] = [book({}), book({ is_private: true })];
    await house.send();
    const aboutOf = (id: number) => house.queued().find(({ haloId }) => haloId === id)?.about;
    const when = { kind: 'timed', start: time.start_date, end: time.end_date };
    assert.deepEqual(
      [aboutOf(open), aboutOf(hidden)],
      [
        { when, subject: 'Visit' },
        { when, subject: null },
      ],
    );
    await house.restart();
    await house.outbound().queue.load();
    await house.outbound().heard([{ haloId: open, agentId: null }], 'nudge');
    assert.deepEqual(aboutOf(open), { when, subject: 'Visit' });
    await house.send();
    assert.deepEqual(aboutOf(hidden), { when, subject: null });
  } finally {
    await house.close();
  }
});
