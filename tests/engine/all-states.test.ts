/** The states of many mailboxes are read side by side, within a bound. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem, Result } from '../../main/core/problem.ts';
import { failed, succeeded } from '../../main/core/problem.ts';
import { readStates } from '../../main/engine/all-states.ts';
import type { MailboxKey, MailboxState } from '../../main/ports.ts';

const mailboxes = Array.from({ length: 40 }, (_, index) => ({
  agentId: index,
  address: `${index}@example.org`,
}));

/** A store that answers when it is told to, the last asked first. */
function aStore(answer: (mailbox: MailboxKey) => Result<MailboxState | null>) {
  const asked: { readonly agentId: number; readonly go: () => void }[] = [];
  let under = 0;
  let most = 0;
  return {
    most: () => most,
    asked: () => asked.length,
    readState: (mailbox: MailboxKey) =>
      new Promise<Result<MailboxState | null>>(resolve => {
        under += 1;
        most = Math.max(most, under);
        const go = () => {
          under -= 1;
          resolve(answer(mailbox));
        };
        asked.push({ agentId: mailbox.agentId, go });
        if (asked.length % 8 === 0 || asked.length === mailboxes.length)
          for (const one of asked.splice(-8).reverse()) one.go();
      }),
  };
}

const state = (agentId: number): MailboxState => ({
  folderId: `folder-${agentId}`,
  access: '',
  rights: '',
  rules: '',
  viewed: null,
  syncState: null,
  pending: [],
  lastSuccess: null,
  waitingHolds: 0,
  failedItems: 0,
  linkedUnits: 0,
});

test('several are asked for before the first has answered, never more than sixteen, and each is found at its place', async () => {
  const store = aStore(({ agentId }) => succeeded(agentId === 3 ? null : state(agentId)));
  const read = await readStates(store, mailboxes, one => one?.folderId ?? null);
  assert.ok(read.ok);
  assert.deepEqual(
    read.value,
    mailboxes.map(({ agentId }) => (agentId === 3 ? null : `folder-${agentId}`)),
  );
  assert.ok(store.most() > 1 && store.most() <= 16, `${store.most()}`);
});

test('a state that cannot be read is the answer', async () => {
  const problem: Problem = { code: 'store.broken', scope: 'mailbox', retryable: false };
  const store = aStore(({ agentId }) => (agentId === 20 ? failed(problem) : succeeded(null)));
  assert.deepEqual(await readStates(store, mailboxes, one => one), failed(problem));
});
