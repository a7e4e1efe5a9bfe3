/**
 * What every AppointmentDesk must do, whatever is behind it. Run on the real adapter (against a simulated Halo, in several dialects)
 * and on the fake that the engine's tests use.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CalendarChange, When } from '../../main/core/appointment.ts';
import {
  aDraft,
  answered,
  create,
  type DeskUnderTest,
  hours,
  never,
  type OnDesk,
  only,
  ownedOf,
  read,
  timed,
  week,
} from './desk-under-test.ts';
import { describeDeskWrites } from './desk-writes.ts';

export function describeAppointmentDesk(name: string, make: () => Promise<DeskUnderTest>): void {
  describe(name, () => {
    const on: OnDesk = (title, run) => {
      test(title, async () => {
        const halo = await make();
        try {
          await run(halo);
        } finally {
          await halo.close();
        }
      });
    };
    describeDeskWrites(on);

    on('names all agents, those too who are switched off or for programs only', async halo => {
      const agents = new Map(answered(await halo.desk.agents(never)).map(agent => [agent.id, agent]));
      assert.equal(agents.get(halo.anna.id)?.email, halo.anna.email);
      assert.equal(agents.get(halo.anna.id)?.isDisabled, false);
      assert.equal(agents.get(halo.disabled.id)?.isDisabled, true);
      assert.equal(agents.get(halo.api.id)?.isApiAgent, true);
      assert.ok(agents.has(halo.ben.id));
    });

    on('says what is to be known before the first write', async halo => {
      const facts = answered(await halo.desk.facts(never));
      assert.equal(facts.usesUtc, true);
      assert.deepEqual(facts.otherImporters, []);
      assert.notEqual(answered(await halo.desk.signedInAs(never)), '');
    });

    on('shows in a list what lists show, and marks the rest as unknown', async halo => {
      const draft = aDraft({ note: 'Bring the keys' });
      await create(halo, draft);
      const row = only(answered(await halo.desk.list(halo.anna.id, week, never)));
      assert.deepEqual(ownedOf(row), { ...ownedOf(draft), note: null });
      assert.equal(row.marks.mark, draft.marks.mark);
      assert.equal(row.marks.entryId, draft.marks.entryId);
      assert.equal(row.marks.uid, null);
      assert.equal(row.marks.mailbox, null);
    });

    on('lists what overlaps the span and nothing else', async halo => {
      const dates = [
        ['ends at the start', '2026-03-01T22:00:00Z', '2026-03-02T00:00:00Z', false],
        ['reaches in', '2026-03-01T22:00:00Z', '2026-03-02T00:00:01Z', true],
        ['inside', '2026-03-05T09:00:00Z', '2026-03-05T10:00:00Z', true],
        ['no length at the start', '2026-03-02T00:00:00Z', '2026-03-02T00:00:00Z', true],
        ['reaches out', '2026-03-08T23:59:59Z', '2026-03-09T03:00:00Z', true],
        ['starts at the end', '2026-03-09T00:00:00Z', '2026-03-09T01:00:00Z', false],
        ['weeks before', '2026-02-01T09:00:00Z', '2026-02-01T10:00:00Z', false],
      ] as const;
      for (const [subject, start, end] of dates) {
        halo.book(halo.anna.id, { subject, when: timed(start, end) });
      }
      halo.book(halo.ben.id, { subject: 'of somebody else', when: hours('2026-03-04', 9) });
      halo.book(halo.anna.id, { subject: 'a master', when: hours('2026-03-04', 9), isRecurringMaster: true });
      const shown = answered(await halo.desk.list(halo.anna.id, week, never)).map(row => row.subject);
      assert.deepEqual(
        shown.toSorted(),
        dates
          .filter(date => date[3])
          .map(date => date[0])
          .toSorted(),
      );
    });

    on('lists every row once when there are many pages', async halo => {
      const ids = Array.from({ length: 230 }, (_, place) =>
        halo.book(halo.anna.id, { subject: `n ${place}`, when: hours('2026-03-04', place % 20) }),
      );
      const listed = answered(await halo.desk.list(halo.anna.id, week, never)).map(row => row.id);
      assert.deepEqual(
        listed.toSorted((a, b) => a - b),
        ids,
      );
    });

    on('knows what is gone: by hand, by us, and what never was', async halo => {
      const id = await create(halo, aDraft());
      halo.remove(id);
      assert.notEqual(answered(await halo.desk.read(id, never)).kind, 'found');
      const other = await create(halo, aDraft());
      assert.equal(answered(await halo.desk.remove(other, never)), 'removed');
      assert.notEqual(answered(await halo.desk.read(other, never)).kind, 'found');
      assert.equal(answered(await halo.desk.remove(other, never)), 'absent');
      assert.equal(answered(await halo.desk.remove(99_999, never)), 'absent');
      assert.equal(answered(await halo.desk.read(99_999, never)).kind, 'absent');
      assert.deepEqual(answered(await halo.desk.list(halo.anna.id, week, never)), []);
    });

    on('sees the work that people did on an appointment, and that they changed it', async halo => {
      const id = await create(halo, aDraft());
      const before = await read(halo, id);
      halo.rename(id, 'Changed by hand');
      assert.equal((await read(halo, id)).subject, 'Changed by hand');
      halo.attachTicket(id);
      assert.deepEqual((await read(halo, id)).work, ['ticket']);
      halo.complete(id);
      const row = only(answered(await halo.desk.list(halo.anna.id, week, never)));
      assert.deepEqual(row.work, ['ticket', 'completed']);
      assert.notEqual(row.lastModified, before.lastModified);
    });

    on('sends a change through the import door once, however often it is told', async halo => {
      const change: CalendarChange = {
        kind: 'create',
        agent: halo.anna,
        entryId: 'AAMkDoor=',
        changeKey: 'DwAA',
        item: {
          uid: '0400000082-door',
          subject: 'Planning',
          when: hours('2026-03-04', 9),
          organizer: { name: 'Dana Fox', address: 'dana@example.org' },
          kind: 'single',
          isMeeting: true,
        },
      };
      const listed = async () => answered(await halo.desk.list(halo.anna.id, week, never));
      answered(await halo.desk.importChange(change, never));
      answered(await halo.desk.importChange(change, never));
      assert.deepEqual(only(await listed()).when, hours('2026-03-04', 9));
      const days: When = { kind: 'all-day', first: '2026-03-05', last: '2026-03-06' };
      const item = change.item === null ? null : { ...change.item, when: days };
      answered(await halo.desk.importChange({ ...change, kind: 'update', item }, never));
      assert.deepEqual(only(await listed()).when, days);
      answered(await halo.desk.importChange({ ...change, kind: 'delete', item: null }, never));
      assert.deepEqual(await listed(), []);
    });

    on('does nothing once the run is stopped', async halo => {
      const gone = AbortSignal.abort();
      const { desk, anna } = halo;
      const answers = [
        await desk.signedInAs(gone),
        await desk.facts(gone),
        await desk.agents(gone),
        await desk.list(anna.id, week, gone),
        await desk.read(1, gone),
        await desk.write([{ id: null, agentId: anna.id, draft: aDraft() }], gone),
        await desk.remove(1, gone),
        await desk.importChange(
          { kind: 'delete', agent: anna, entryId: 'A', changeKey: '', item: null },
          gone,
        ),
      ];
      for (const answer of answers) assert.equal(answer.ok ? '' : answer.problem.code, 'run.stopped');
      assert.deepEqual(answered(await desk.list(anna.id, week, never)), []);
    });
  });
}
