/**
 * What every HaloChanges must do, whatever is behind it. Run on the real adapter against a simulated Halo in its dialects, and on the
 * fake of the engine's tests.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OwnedFields, When } from '../../main/core/appointment.ts';
import type { ChangedAppointment, WholeAppointment } from '../../main/core/outbound/halo-side.ts';
import type { HaloChanges } from '../../main/outbound-ports.ts';
import { answered, timed } from './desk-under-test.ts';

export interface MadeByHand {
  readonly subject: string;
  readonly when: When;
  readonly location?: string;
  readonly note?: string;
  readonly typeId?: number;
  readonly isTask?: boolean;
}

/** Two agents, and what people do in the Halo behind it; each deed is dated later than the one before. */
export interface ChangesUnderTest {
  readonly changes: HaloChanges;
  readonly anna: { readonly id: number };
  readonly ben: { readonly id: number };
  make(agentId: number, fields: MadeByHand): number;
  /** A recurring master with a schedule. */
  makeSeries(agentId: number, fields: MadeByHand): number;
  rename(id: number, subject: string): void;
  moveTo(id: number, agentId: number): void;
  shareWith(id: number, agentIds: readonly number[]): void;
  complete(id: number): void;
  remove(id: number): void;
  /** Requests that left since the last time this was asked. */
  requests(): number;
  /** False: lists do not show what was deleted, whatever they are asked. */
  readonly showsDeleted: boolean;
  /** False: the answer to a write does not say when it was. */
  readonly tellsLastModified: boolean;
  mailsSent(): number;
  close(): Promise<void>;
}

const never = new AbortController().signal;
const nine = timed('2026-03-04T09:00:00Z', '2026-03-04T10:00:00Z');
const ten = timed('2026-03-04T10:00:00Z', '2026-03-04T11:00:00Z');
const review: MadeByHand = { subject: 'Review', when: nine };

export function describeHaloChanges(name: string, make: () => Promise<ChangesUnderTest>): void {
  describe(name, () => {
    const on = (title: string, run: (halo: ChangesUnderTest) => Promise<void>) =>
      test(title, async () => {
        const halo = await make();
        try {
          await run(halo);
          assert.equal(halo.mailsSent(), 0);
        } finally {
          await halo.close();
        }
      });
    const recent = async (
      halo: ChangesUnderTest,
      since = '',
      agentId: number | null = null,
    ): Promise<readonly ChangedAppointment[]> => {
      const { changes, isComplete } = answered(await halo.changes.recent(since, agentId, never));
      assert.equal(isComplete || since === '', true);
      return changes;
    };
    const newest = async (halo: ChangesUnderTest) => (await recent(halo))[0]?.lastModified ?? '';
    const ids = (changes: readonly ChangedAppointment[]) => changes.map(({ id }) => id);
    const whole = async (halo: ChangesUnderTest, id: number): Promise<WholeAppointment> => {
      const reading = answered(await halo.changes.whole(id, never));
      if (reading.kind !== 'found') assert.fail(`appointment ${id} is ${reading.kind}`);
      return reading.whole;
    };

    on('shows the newest change first, with its agent and the fields that a list shows', async halo => {
      const one = halo.make(halo.anna.id, { ...review, location: 'Room 4', note: 'not in a list' });
      const two = halo.make(halo.ben.id, { subject: 'Call', when: ten });
      const changes = await recent(halo);
      assert.deepEqual(ids(changes), [two, one]);
      assert.deepEqual(
        changes.map(({ agentId, isDeleted }) => [agentId, isDeleted]),
        [
          [halo.ben.id, false],
          [halo.anna.id, false],
        ],
      );
      const listed = changes[1]?.listed;
      assert.deepEqual(
        [listed?.id, listed?.subject, listed?.when, listed?.location, listed?.note],
        [one, 'Review', nine, 'Room 4', null],
      );
      assert.equal(listed?.lastModified, changes[1]?.lastModified);
      assert.ok((changes[0]?.lastModified ?? '') > (changes[1]?.lastModified ?? ''));
    });

    on(
      'costs one request when nothing changed, and shows what was dated as the last one known',
      async halo => {
        halo.make(halo.anna.id, review);
        const last = halo.make(halo.anna.id, review);
        const since = await newest(halo);
        halo.requests();
        assert.deepEqual(ids(await recent(halo, since)), [last]);
        assert.equal(halo.requests(), 1);
      },
    );

    on('is empty where there is nothing', async halo => {
      assert.deepEqual(await recent(halo), []);
      assert.deepEqual(await recent(halo, '2026-03-01T00:00:00'), []);
    });

    on('shows each appointment that people changed since once, at its latest change', async halo => {
      const [one = 0, two = 0, three = 0] = [1, 2, 3, 4].map(() => halo.make(halo.anna.id, review));
      const since = await newest(halo);
      halo.rename(one, 'Renamed');
      halo.moveTo(two, halo.ben.id);
      halo.complete(three);
      halo.rename(one, 'Renamed again');
      const changes = (await recent(halo, since)).filter(({ lastModified }) => lastModified > since);
      assert.deepEqual(ids(changes), [one, three, two]);
      assert.equal(changes[0]?.listed?.subject, 'Renamed again');
      assert.equal(changes[2]?.agentId, halo.ben.id);
      assert.deepEqual(changes[1]?.listed?.work, ['completed']);
    });

    on('shows what was deleted, where Halo shows it at all; it is gone when it is asked for', async halo => {
      const id = halo.make(halo.anna.id, review);
      const other = halo.make(halo.anna.id, review);
      const since = await newest(halo);
      halo.remove(id);
      const changes = await recent(halo, since);
      assert.deepEqual(ids(changes), halo.showsDeleted ? [id, other] : [other]);
      const reading = answered(await halo.changes.whole(id, never));
      assert.ok(reading.kind === 'deleted' || reading.kind === 'absent', reading.kind);
      assert.equal(answered(await halo.changes.whole(99_999, never)).kind, 'absent');
    });

    on('shows of a recurring master that it changed, and no fields to compare', async halo => {
      const id = halo.makeSeries(halo.anna.id, review);
      assert.deepEqual(
        (await recent(halo)).map(change => [change.id, change.listed]),
        [[id, null]],
      );
    });

    on('says of a task that it is one, and that it is no appointment', async halo => {
      const task = halo.make(halo.anna.id, { ...review, isTask: true });
      const id = halo.make(halo.anna.id, review);
      const since = await newest(halo);
      halo.rename(task, 'Done?');
      for (const from of ['', since])
        assert.deepEqual(
          (await recent(halo, from)).map(({ id, isTask, listed }) => [id, isTask, listed === null]),
          [
            [task, true, true],
            [id, undefined, false],
          ],
        );
      assert.equal(answered(await halo.changes.whole(task, never)).kind, 'no-appointment');
    });

    on('looks at one agent alone where it is asked to', async halo => {
      const id = halo.make(halo.anna.id, review);
      const other = halo.make(halo.ben.id, review);
      assert.deepEqual(ids(await recent(halo, '', halo.anna.id)), [id]);
      assert.deepEqual(ids(await recent(halo, '', halo.ben.id)), [other]);
    });

    on('reads on, page by page, as long as there is something newer', async halo => {
      halo.make(halo.anna.id, review);
      const since = await newest(halo);
      const made = Array.from({ length: 230 }, () => halo.make(halo.anna.id, review));
      const changes = (await recent(halo, since)).filter(({ lastModified }) => lastModified > since);
      assert.deepEqual(ids(changes), made.toReversed());
    });

    on('shows a whole appointment: agents, type, note, and when it was changed', async halo => {
      const id = halo.make(halo.anna.id, { ...review, note: 'Bring <the> keys\nand & lamps', typeId: 2 });
      const found = await whole(halo, id);
      assert.equal(found.appointment.note, 'Bring <the> keys\nand & lamps');
      assert.deepEqual(found.appointment.when, nine);
      assert.deepEqual([found.agentIds, found.typeId, found.schedule], [[halo.anna.id], 2, null]);
      assert.match(found.modifiedAt ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.equal(found.appointment.lastModified, await newest(halo));
    });

    on('names every agent of an appointment, its owner first', async halo => {
      const id = halo.make(halo.ben.id, review);
      halo.shareWith(id, [halo.anna.id]);
      assert.deepEqual((await whole(halo, id)).agentIds, [halo.ben.id, halo.anna.id]);
    });

    on('shows of a recurring master its schedule, by the names of Halo', async halo => {
      const id = halo.makeSeries(halo.anna.id, review);
      const { appointment, schedule } = await whole(halo, id);
      assert.equal(appointment.isRecurringMaster, true);
      assert.deepEqual(appointment.when, nine);
      assert.equal(schedule?.pattern, schedule?.fields['recurrencepattern']);
      assert.equal(typeof schedule?.fields['rangeofrecurrence'], 'number');
    });

    on('writes the named fields and nothing else, and says when', async halo => {
      const id = halo.make(halo.anna.id, { ...review, location: 'Room 4', note: 'Keys' });
      const { appointment: before } = await whole(halo, id);
      const fields: OwnedFields = { ...before, when: ten, subject: 'From Exchange', note: 'unsaid' };
      const names = ['when', 'subject'] as const;
      const { lastModified } = answered(await halo.changes.writeFields(before, fields, names, never));
      const { appointment: after } = await whole(halo, id);
      assert.deepEqual(after, {
        ...before,
        when: ten,
        subject: 'From Exchange',
        lastModified: after.lastModified,
      });
      assert.equal(lastModified, halo.tellsLastModified ? after.lastModified : '');
      assert.notEqual(after.lastModified, before.lastModified);
      await assert.rejects(halo.changes.writeFields(before, fields, [], never), RangeError);
    });

    on('writes a time onto that of another appointment, and an all-day one too', async halo => {
      halo.make(halo.anna.id, { subject: 'There first', when: ten });
      const { appointment } = await whole(halo, halo.make(halo.anna.id, review));
      for (const when of [ten, { kind: 'all-day', first: '2026-03-05', last: '2026-03-06' } as const]) {
        answered(await halo.changes.writeFields(appointment, { ...appointment, when }, ['when'], never));
        assert.deepEqual((await whole(halo, appointment.id)).appointment.when, when);
      }
    });

    on('writes nothing into what is no longer there', async halo => {
      const { appointment } = await whole(halo, halo.make(halo.anna.id, review));
      const gone = { ...appointment, id: 99_999 };
      const answer = await halo.changes.writeFields(gone, gone, ['subject'], never);
      assert.equal(answer.ok ? 'stored' : answer.problem.code, 'halo.rejected');
      assert.equal(answer.ok || answer.problem.effectUnknown, undefined);
      assert.equal((await recent(halo)).length, 1);
    });

    on('does nothing once it is stopped', async halo => {
      const gone = AbortSignal.abort();
      const { appointment } = await whole(halo, halo.make(halo.anna.id, review));
      const changed = { ...appointment, subject: 'Changed' };
      for (const answer of [
        await halo.changes.recent('', null, gone),
        await halo.changes.whole(appointment.id, gone),
        await halo.changes.writeFields(appointment, changed, ['subject'], gone),
      ]) {
        assert.equal(answer.ok ? '' : answer.problem.code, 'run.stopped');
      }
      assert.equal((await whole(halo, appointment.id)).appointment.subject, 'Review');
    });
  });
}
