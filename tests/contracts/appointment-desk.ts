/**
 * What every AppointmentDesk must do, whatever is behind it. Run on the real adapter (against a simulated Halo, in several dialects)
 * and on the fake that the engine's tests use.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  AppointmentWrite,
  CalendarChange,
  Draft,
  ExchangeMarks,
  HaloAppointment,
  When,
  WriteOutcome,
} from '../../main/core/appointment.ts';
import type { Result } from '../../main/core/problem.ts';
import type { AppointmentDesk } from '../../main/ports.ts';

/** A desk with two agents, and what people do in the Halo behind it. */
export interface DeskUnderTest {
  readonly desk: AppointmentDesk;
  readonly anna: { readonly id: number; readonly name: string; readonly email: string };
  readonly ben: { readonly id: number };
  /** An agent who is switched off, and one for programs only. */
  readonly disabled: { readonly id: number };
  readonly api: { readonly id: number };
  /** Somebody in Halo books an appointment. */
  book(agentId: number, fields: { subject: string; when: When; isRecurringMaster?: boolean }): number;
  rename(id: number, subject: string): void;
  remove(id: number): void;
  complete(id: number): void;
  attachTicket(id: number): void;
  close(): Promise<void>;
}

const never = new AbortController().signal;
/** A week in which these tests live. */
const week = { start: '2026-03-02T00:00:00Z', end: '2026-03-09T00:00:00Z' };

export function timed(start: string, end: string): When {
  return { kind: 'timed', start, end };
}

let drafts = 0;

/** A draft with marks of its own. */
export function aDraft(
  fields: Partial<Omit<Draft, 'marks'>> & { marks?: Partial<ExchangeMarks> } = {},
): Draft {
  drafts += 1;
  return {
    when: timed('2026-03-04T09:00:00Z', '2026-03-04T10:00:00Z'),
    subject: `Server review ${drafts}`,
    location: 'Room 4',
    note: '',
    attendees: '',
    isPrivate: false,
    typeId: null,
    agentStatus: null,
    ...fields,
    marks: {
      mark: `halo-integrator:${drafts}`,
      entryId: `AAMk${drafts}=`,
      changeKey: `DwAA${drafts}`,
      uid: `0400000082-${drafts}`,
      mailbox: 'anna@example.org',
      seriesId: '',
      ...fields.marks,
    },
  };
}

export function answered<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`unexpected problem ${JSON.stringify(result.problem)}`);
  return result.value;
}

function only<T>(values: readonly T[]): T {
  const [value] = values;
  assert.equal(values.length, 1);
  if (value === undefined) assert.fail('nothing there');
  return value;
}

function hours(day: string, hour: number): When {
  const text = (h: number) => `${day}T${String(h).padStart(2, '0')}:00:00Z`;
  return timed(text(hour), text(hour + 1));
}

/** What is compared: the owned fields. */
function ownedOf(appointment: HaloAppointment | Draft) {
  const { when, subject, location, note, attendees, isPrivate } = appointment;
  return { when, subject, location, note, attendees, isPrivate };
}

export function describeAppointmentDesk(name: string, make: () => Promise<DeskUnderTest>): void {
  describe(name, () => {
    const on = (title: string, run: (halo: DeskUnderTest) => Promise<void>) =>
      test(title, async () => {
        const halo = await make();
        try {
          await run(halo);
        } finally {
          await halo.close();
        }
      });
    const create = async (halo: DeskUnderTest, draft: Draft, agentId = halo.anna.id): Promise<number> => {
      const write: AppointmentWrite = { id: null, agentId, draft };
      await halo.desk.write([write], never).then(answered);
      const rows = answered(await halo.desk.list(agentId, week, never));
      return only(rows.filter(row => row.marks.mark === draft.marks.mark)).id;
    };
    const read = async (halo: DeskUnderTest, id: number): Promise<HaloAppointment> => {
      const reading = answered(await halo.desk.read(id, never));
      if (reading.kind !== 'found') assert.fail(`appointment ${id} is ${reading.kind}`);
      return reading.appointment;
    };

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

    on(
      'takes a write without rows as done and one with too many or of two agents as a mistake',
      async halo => {
        assert.deepEqual(answered(await halo.desk.write([], never)), []);
        const row = (agentId: number): AppointmentWrite => ({ id: null, agentId, draft: aDraft() });
        const tooMany = Array.from({ length: halo.desk.writeLimit + 1 }, () => row(halo.anna.id));
        await assert.rejects(halo.desk.write(tooMany, never), RangeError);
        await assert.rejects(halo.desk.write([row(halo.anna.id), row(halo.ben.id)], never), RangeError);
        assert.deepEqual(answered(await halo.desk.list(halo.anna.id, week, never)), []);
      },
    );

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
