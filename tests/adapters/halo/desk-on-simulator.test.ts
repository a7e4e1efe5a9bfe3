/** The contract of every AppointmentDesk, kept by the real one against a simulated Halo in each of its likely dialects. */

import type { When } from '../../../main/core/appointment.ts';
import type { HaloDialect } from '../../../main/simulators/halo/dialect.ts';
import { startHaloSimulator } from '../../../main/simulators/halo/server.ts';
import { describeAppointmentDesk } from '../../contracts/appointment-desk.ts';
import { deskFor } from './desk-for-tests.ts';

function wireDates(when: When) {
  return when.kind === 'timed'
    ? { start_date: when.start, end_date: when.end }
    : { start_date: `${when.first}T00:00:00`, end_date: `${when.last}T23:59:59`, allday: true };
}

async function deskOnSimulator(dialect: Partial<HaloDialect>) {
  let now = Date.parse('2026-03-04T08:00:00Z');
  const halo = await startHaloSimulator({ dialect, now: () => (now += 10) });
  const anna = halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.org' });
  const ben = halo.state.addAgent({ name: 'Ben Cole', email: 'ben@example.org' });
  const disabled = halo.state.addAgent({ name: 'Dora Dale', email: 'dora@example.org', isDisabled: true });
  const { desk, close } = deskFor({ url: halo.url, clientSecret: halo.clientSecret });
  return {
    desk,
    anna,
    ben,
    disabled,
    api: halo.state.apiAgent,
    book: (agentId: number, fields: { subject: string; when: When; isRecurringMaster?: boolean }) =>
      halo.state.book({
        agent_id: agentId,
        subject: fields.subject,
        ...wireDates(fields.when),
        _recurringmaster: fields.isRecurringMaster ?? false,
      }).id,
    rename: (id: number, subject: string) => void halo.state.edit(id, { subject }),
    remove: (id: number) => void halo.state.deleteByHand(id),
    complete: (id: number) => void halo.state.complete(id),
    attachTicket: (id: number) => void halo.state.attachTicket(id, 77),
    close: async () => {
      close();
      await halo.close();
    },
  };
}

const dialects: readonly Partial<HaloDialect>[] = [
  {},
  { postAnswer: 'first-object', dateForm: 'with-z', pageCap: 40 },
  { postAnswer: 'envelope', allDayForm: 'exclusive-end', listShape: 'always-envelope' },
  { listShape: 'always-array', allDayForm: 'date-only-fields', pageCap: 50 },
  { noteKept: 'html', errorShape: 'class-name', trimsTrailingBlanks: true },
  { errorShape: 'empty', deletedMark: 'deleted-true', getDeleted: 'row', listsShowDeleted: true },
  { errorShape: 'text', postDeleted: 'stays-deleted', importAnswer: 'empty', mastersInLists: false },
  { errorShape: 'message', importAnswer: 'appointment', windowRule: 'starts-inside' },
];

for (const dialect of dialects) {
  const words = Object.entries(dialect).map(([name, value]) => `${name} ${value}`);
  describeAppointmentDesk(`the desk on a Halo with ${words.join(', ') || 'likely habits'}`, () =>
    deskOnSimulator(dialect),
  );
}
