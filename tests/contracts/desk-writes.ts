/** The part of an AppointmentDesk's contract that is about what it writes. */
import assert from 'node:assert/strict';
import type { AppointmentWrite, Draft, WriteOutcome } from '../../main/core/appointment.ts';
import {
  aDraft,
  answered,
  create,
  hours,
  never,
  type OnDesk,
  only,
  ownedOf,
  read,
  timed,
  week,
} from './desk-under-test.ts';

export function describeDeskWrites(on: OnDesk): void {
  on('gives back every owned field and every mark of what it created', async halo => {
    const draft = aDraft({
      note: 'First line <b>\n\nA & B; "quoted"',
      attendees: 'Chris Doe; Dana Fox',
      isPrivate: true,
      subject: 'Überprüfung 🗓 <x>',
      marks: { seriesId: 'AAMkMaster=' },
    });
    const appointment = await read(halo, await create(halo, draft));
    assert.deepEqual(ownedOf(appointment), ownedOf(draft));
    assert.deepEqual(appointment.marks, draft.marks);
    assert.deepEqual(
      [appointment.agentId, appointment.work, appointment.isDeleted, appointment.isRecurringMaster],
      [halo.anna.id, [], false, false],
    );
  });

  for (const [first, last] of [
    ['2026-03-04', '2026-03-04'],
    ['2026-03-03', '2026-03-06'],
  ] as const) {
    on(`keeps the days of an all-day appointment from ${first} to ${last}`, async halo => {
      const draft = aDraft({ when: { kind: 'all-day', first, last } });
      const id = await create(halo, draft);
      assert.deepEqual((await read(halo, id)).when, draft.when);
      assert.deepEqual(only(answered(await halo.desk.list(halo.anna.id, week, never))).when, draft.when);
    });
  }

  on('changes an appointment in place, from timed to all-day and back too', async halo => {
    const draft = aDraft();
    const id = await create(halo, draft);
    const before = (await read(halo, id)).lastModified;
    for (const change of [
      {
        subject: 'Server review, moved',
        when: hours('2026-03-05', 13),
        note: 'now with a note',
        location: '',
      },
      { when: { kind: 'all-day', first: '2026-03-05', last: '2026-03-06' } as const, note: '' },
      { when: hours('2026-03-05', 7) },
    ]) {
      const changed: Draft = { ...draft, ...change };
      await halo.desk.write([{ id, agentId: halo.anna.id, draft: changed }], never).then(answered);
      assert.deepEqual(ownedOf(await read(halo, id)), ownedOf(changed));
    }
    assert.equal(answered(await halo.desk.list(halo.anna.id, week, never)).length, 1);
    assert.notEqual((await read(halo, id)).lastModified, before);
  });

  on('changes the named fields alone of what was made in Halo, and leaves no mark on it', async halo => {
    const id = halo.book(halo.anna.id, { subject: 'By hand', when: hours('2026-03-04', 9) });
    const before = await read(halo, id);
    const draft = aDraft({ when: hours('2026-03-04', 11), location: 'Room 9', note: 'not to be sent' });
    const write: AppointmentWrite = { id, agentId: halo.anna.id, draft, only: ['when', 'location'] };
    const outcome = only(answered(await halo.desk.write([write], never)));
    const after = await read(halo, id);
    assert.deepEqual(after, {
      ...before,
      when: draft.when,
      location: 'Room 9',
      lastModified: after.lastModified,
    });
    assert.deepEqual(outcome, { kind: 'written', id, lastModified: after.lastModified });
    const unnamed: AppointmentWrite = { ...write, only: [] };
    await assert.rejects(halo.desk.write([unnamed], never), RangeError);
    await assert.rejects(halo.desk.write([{ ...write, id: null }], never), RangeError);
  });

  on('tells each row of a write apart, in the order sent', async halo => {
    const old = await create(halo, aDraft());
    const writes: AppointmentWrite[] = [3, 4, 5].map(day => ({
      id: null,
      agentId: halo.anna.id,
      draft: aDraft({ when: hours(`2026-03-0${day}`, 8), subject: 'Standup' }),
    }));
    writes.splice(1, 0, { id: old, agentId: halo.anna.id, draft: aDraft({ subject: 'Changed' }) });
    const outcomes: readonly WriteOutcome[] = answered(await halo.desk.write(writes, never));
    assert.equal(outcomes.length, 4);
    for (const [place, outcome] of outcomes.entries()) {
      if (outcome.kind === 'unnamed') continue;
      const row = await read(halo, outcome.id);
      assert.equal(row.marks.mark, writes[place]?.draft.marks.mark);
      assert.equal(row.lastModified, outcome.lastModified);
    }
    assert.equal(answered(await halo.desk.list(halo.anna.id, week, never)).length, 4);
  });

  on('takes a write without rows as done and one with too many or of two agents as a mistake', async halo => {
    assert.deepEqual(answered(await halo.desk.write([], never)), []);
    const row = (agentId: number): AppointmentWrite => ({ id: null, agentId, draft: aDraft() });
    const tooMany = Array.from({ length: halo.desk.writeLimit + 1 }, () => row(halo.anna.id));
    await assert.rejects(halo.desk.write(tooMany, never), RangeError);
    await assert.rejects(halo.desk.write([row(halo.anna.id), row(halo.ben.id)], never), RangeError);
    assert.deepEqual(answered(await halo.desk.list(halo.anna.id, week, never)), []);
  });

  on('takes double bookings, also with what people booked', async halo => {
    halo.book(halo.anna.id, { subject: 'By hand', when: hours('2026-03-04', 9) });
    await create(halo, aDraft());
    await create(halo, aDraft());
    assert.equal(answered(await halo.desk.list(halo.anna.id, week, never)).length, 3);
  });

  on('refuses to change what is not there, and creates nothing instead', async halo => {
    const answer = await halo.desk.write([{ id: 99_999, agentId: halo.anna.id, draft: aDraft() }], never);
    assert.equal(answer.ok ? 'stored' : answer.problem.code, 'halo.rejected');
    assert.equal(answer.ok || answer.problem.effectUnknown, undefined);
    assert.deepEqual(answered(await halo.desk.list(halo.anna.id, week, never)), []);
  });

  on('says of a refused array that part of it may be stored', async halo => {
    const bad = aDraft({ when: timed('2026-03-04T10:00:00Z', '2026-03-04T09:00:00Z') });
    const rows = [aDraft(), bad, aDraft()].map(draft => ({ id: null, agentId: halo.anna.id, draft }));
    const answer = await halo.desk.write(rows, never);
    assert.equal(answer.ok ? 'stored' : answer.problem.code, 'halo.rejected');
    assert.equal(!answer.ok && answer.problem.effectUnknown, true);
    assert.equal(!answer.ok && answer.problem.retryable, false);
  });
}
