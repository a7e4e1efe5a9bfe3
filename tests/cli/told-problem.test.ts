/** Troubles on the command line: each once, with what to do about it, however many calendars it hits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutput } from '../../main/cli/output.ts';
import { tellProblem, tellRunProblems, warnOf } from '../../main/cli/told-problem.ts';
import type { Problem } from '../../main/core/problem.ts';
import { type MailboxReport, noCounts, type RunReport } from '../../main/core/report.ts';

const where = {
  folder: 'C:\\Data',
  exchangeHost: 'mail.example.org',
  haloHost: 'halo.example.org',
  account: 'EX\\svc',
};

function aMailbox(agent: string, problems: readonly Problem[]): MailboxReport {
  const address = `${agent.toLowerCase()}@example.org`;
  return { ...noCounts, agentId: 1, agent, address, outcome: 'failed', adopted: 0, problems, lines: [] };
}

function aRun(problems: readonly Problem[], mailboxes: readonly MailboxReport[]): RunReport {
  const figures = { number: 1, ms: 1, exchangeRequests: 0, haloReads: 0, haloWrites: 0 };
  const about = {
    trigger: 'by-hand',
    startedAt: '2026-03-24T09:00:00Z',
    outcome: 'done-with-problems',
  } as const;
  return { ...noCounts, ...figures, ...about, problems, mailboxes };
}

function warned(report: RunReport): string {
  let err = '';
  warnOf(
    tellRunProblems(report, where),
    createOutput(false, { write: () => {} }, { write: text => (err += text) }),
  );
  return err;
}

const denied: Problem = { code: 'mailbox.impersonation-denied', scope: 'mailbox', retryable: false };

test('what hits many mailboxes is told once, with the names of the others', () => {
  const names = Array.from({ length: 14 }, (_, index) => `Agent${index + 1}`);
  const text = warned(
    aRun(
      [],
      names.map(name => aMailbox(name, [denied])),
    ),
  );
  assert.equal(text.match(/Get-ManagementRoleAssignment/g)?.length, 1);
  assert.match(text, /^Exchange does not let the account EX\\svc act for the mailbox of Agent1 /);
  assert.match(text, /\n {2}The same holds for Agent2, .*, Agent11 and 3 more\.\n$/);
});

test('a next try that is later than the next run is told', () => {
  const later = { ...denied, nextTry: '2026-03-24T09:30:00Z' };
  const told = tellRunProblems(aRun([], [aMailbox('Anna', [later])]), where);
  assert.equal(told[0]?.nextTry, later.nextTry);
  assert.match(
    warned(aRun([], [aMailbox('Anna', [later])])),
    /\n {2}Tried again from 2026-03-24 \d\d:\d\d\.\n$/,
  );
  assert.doesNotMatch(warned(aRun([], [aMailbox('Anna', [denied])])), /Tried again/);
});

test('different troubles are told apart, and each has its own remedy', () => {
  const unknown: Problem = { ...denied, code: 'mailbox.unknown' };
  const text = warned(aRun([], [aMailbox('Anna', [denied]), aMailbox('Bruno', [unknown])]));
  assert.equal(text.trimEnd().split('\n').length, 4);
  assert.doesNotMatch(text, /The same holds/);
});

test('names and addresses that a problem does not carry come from its surroundings', () => {
  const refused = tellProblem(
    { code: 'exchange.refused', scope: 'exchange', retryable: true, facts: { port: 443 } },
    where,
  );
  assert.match(refused.message, /Exchange at mail\.example\.org does not accept connections on port 443/);
  const full = tellProblem({ code: 'store.full', scope: 'installation', retryable: false }, where);
  assert.match(full.message, /C:\\Data is full/);
});

test('settings and secrets are told by the names that their stores give', () => {
  const base = { scope: 'installation', retryable: false } as const;
  const say = (problem: Problem) => tellProblem(problem, where).message;
  assert.equal(
    say({
      ...base,
      code: 'settings.invalid',
      facts: { field: 'import.free', reason: 'it must be true or false' },
    }),
    'The setting import.free cannot be used: it must be true or false.',
  );
  assert.equal(
    say({ ...base, code: 'secret.unreadable', facts: { secret: 'exchange', account: 'EX\\old' } }),
    'The password for Exchange cannot be read; it was saved by EX\\old.',
  );
});
