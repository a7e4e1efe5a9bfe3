/** The fake keeps the contract of the real one; a fake that is kinder than Halo would prove nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeAppointmentDesk } from '../contracts/appointment-desk.ts';
import { aDraft, answered } from '../contracts/desk-under-test.ts';
import { FakeDesk } from './fake-desk.ts';

describeAppointmentDesk('the fake desk', async () => {
  const desk = new FakeDesk();
  return {
    desk,
    anna: desk.addAgent({ name: 'Anna Berg' }),
    ben: desk.addAgent({ name: 'Ben Cole' }),
    disabled: desk.addAgent({ name: 'Dora Dale', isDisabled: true }),
    api: desk.addAgent({ name: 'Robot', isApiAgent: true }),
    book: (agentId, fields) => desk.book(agentId, fields).id,
    rename: (id, subject) => void desk.edit(id, { subject }),
    remove: id => void desk.edit(id, { isDeleted: true }),
    attachTicket: id => void desk.edit(id, { work: ['ticket'] }),
    complete: id => void desk.edit(id, { work: ['ticket', 'completed'] }),
    close: async () => undefined,
  };
});

test('an ordered fault answers its problem and does as much as it was told', async () => {
  const desk = new FakeDesk();
  const agent = desk.addAgent({ name: 'Anna Berg' });
  const problem = {
    code: 'halo.connection-lost',
    scope: 'mailbox',
    retryable: true,
    effectUnknown: true,
  } as const;
  desk.orderFault({ on: 'write', problem, done: 1 });
  const rows = [aDraft(), aDraft()].map(draft => ({ id: null, agentId: agent.id, draft }));
  const never = new AbortController().signal;
  const answer = await desk.write(rows, never);
  assert.deepEqual(answer, { ok: false, problem });
  assert.equal(desk.rows().length, 1);
  assert.equal(answered(await desk.write(rows.slice(1), never)).length, 1);
});
