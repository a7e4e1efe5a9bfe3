/** What a run did and why something was decided can be read as plain sentences. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipReasons } from '../../main/core/decide.ts';
import {
  adoptionReasons,
  forgetReasons,
  holdReasons,
  leaveReasons,
  removalProofs,
} from '../../main/core/plan/action.ts';
import { problemCodes } from '../../main/core/problem.ts';
import { type MailboxReport, noCounts, type ReportLine, type RunReport } from '../../main/core/report.ts';
import { windowSides } from '../../main/core/window.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { sayFields } from '../../preload/contract/words/fields.ts';
import { reasonWords, sayDecision, sayReason } from '../../preload/contract/words/reasons.ts';
import { sayMailbox, sayRun } from '../../preload/contract/words/results.ts';

function aLine(over: Partial<ReportLine>): ReportLine {
  return {
    key: 'key',
    action: 'update',
    outcome: 'done',
    reasons: [],
    changed: [],
    start: '2026-11-17T09:00:00Z',
    end: '2026-11-17T10:00:00Z',
    subject: '',
    haloId: 5501,
    ...over,
  };
}

function aMailbox(over: Partial<MailboxReport>): MailboxReport {
  return {
    ...noCounts,
    agentId: 3,
    agent: 'Anna Keller',
    address: 'anna@example.org',
    outcome: 'done',
    adopted: 0,
    problems: [],
    lines: [],
    ...over,
  };
}

function aRun(over: Partial<RunReport>): RunReport {
  return {
    ...noCounts,
    number: 314,
    trigger: 'schedule',
    startedAt: '2026-11-17T09:05:00Z',
    ms: 900,
    outcome: 'done',
    exchangeRequests: 1,
    haloReads: 0,
    haloWrites: 0,
    problems: [],
    mailboxes: [],
    ...over,
  };
}

test('a mailbox says what was added, changed and held, and why', () => {
  const report = aMailbox({
    added: 12,
    changed: 3,
    held: 1,
    lines: [
      aLine({ changed: ['start', 'end'] }),
      aLine({ changed: ['start', 'end'] }),
      aLine({ changed: ['start'] }),
      aLine({ action: 'remove', outcome: 'held', reasons: ['halo-work'] }),
    ],
  });
  assert.equal(
    sayMailbox(report),
    '12 added, 3 changed (start, end), 1 held: its appointment carries work done in Halo.',
  );
});

test('an unchanged mailbox says so, and names what it skipped', () => {
  assert.equal(sayMailbox(aMailbox({ outcome: 'unchanged' })), 'No change.');
  assert.equal(sayMailbox(aMailbox({ skipped: 1137 })), 'No change. 1,137 skipped.');
});

test('a mailbox that failed, was cut short or stopped says it first', () => {
  assert.equal(
    sayMailbox(
      aMailbox({
        outcome: 'failed',
        problems: [{ code: 'mailbox.moving', scope: 'mailbox', retryable: true }],
      }),
    ),
    'Not synced. The mailbox of Anna Keller (anna@example.org) is being moved to another database.',
  );
  assert.equal(
    sayMailbox(aMailbox({ outcome: 'incomplete', changed: 1, lines: [aLine({ changed: ['when'] })] })),
    'Not read in full, so nothing was removed. 1 changed (time).',
  );
  assert.equal(sayMailbox(aMailbox({ outcome: 'stopped', added: 2 })), 'Stopped before the end. 2 added.');
});

test('many reasons and fields are cut with a count of the rest', () => {
  const held = holdReasons.map(reason => aLine({ outcome: 'held', action: 'create', reasons: [reason] }));
  assert.match(sayMailbox(aMailbox({ held: held.length, lines: held })), /; \d+ more\.$/);
  const changed = ['when', 'subject', 'location', 'note', 'attendees', 'isPrivate', 'marks'];
  assert.equal(
    sayMailbox(aMailbox({ changed: 1, lines: [aLine({ changed })] })),
    '1 changed (time, subject, location, note, 3 more).',
  );
});

test('a run adds up its mailboxes and counts those with problems', () => {
  const bad = aMailbox({
    outcome: 'failed',
    problems: [{ code: 'mailbox.unknown', scope: 'mailbox', retryable: false }],
  });
  const good = aMailbox({ changed: 1, adopted: 4, lines: [aLine({ changed: ['start', 'end'] })] });
  assert.equal(
    sayRun(aRun({ changed: 1, outcome: 'done-with-problems', mailboxes: [good, bad, aMailbox({})] })),
    '4 found in Halo and linked, 1 changed (start, end). 1 of 3 calendars has problems.',
  );
  assert.equal(sayRun(aRun({ mailboxes: [aMailbox({})] })), 'No change.');
});

test('a run that could not begin says why', () => {
  const problem = { code: 'exchange.refused', scope: 'exchange', retryable: true } as const;
  assert.equal(
    sayRun(aRun({ outcome: 'could-not-run', problems: [problem] })),
    'Could not run. Exchange does not accept connections.',
  );
});

test('a run that somebody stopped says so once, and what was stopped is no problem', () => {
  const stopped = { code: 'run.stopped', scope: 'installation', retryable: true } as const;
  const mailboxes = [aMailbox({ outcome: 'stopped', problems: [stopped] }), aMailbox({ added: 1 })];
  assert.equal(
    sayRun(aRun({ outcome: 'stopped', added: 1, problems: [stopped], mailboxes })),
    'Stopped before the end. 1 added.',
  );
});

test('a preview that was stopped promises nothing', () => {
  const stopped = { trigger: 'preview', outcome: 'stopped' } as const;
  assert.equal(sayRun(aRun(stopped)), 'Stopped before the end.');
  assert.equal(sayRun(aRun({ ...stopped, added: 2 })), 'Stopped before the end. Would add 2.');
});

test('a preview says what it would do', () => {
  assert.equal(
    sayRun(aRun({ trigger: 'preview', added: 12, changed: 3, removed: 1, held: 2 })),
    'Would add 12, change 3, remove 1, hold 2.',
  );
  assert.equal(sayRun(aRun({ trigger: 'preview' })), 'Would change nothing.');
  assert.equal(
    sayRun(aRun({ trigger: 'preview', added: 1, skipped: 1_200 })),
    'Would add 1. 1,200 would be skipped.',
  );
});

test('fields have names that an administrator knows', () => {
  assert.equal(sayFields(['when', 'subject', 'isPrivate']), 'time, subject, privacy');
});

test('a decision is a sentence and names the setting that decides it', () => {
  assert.equal(
    sayDecision({ verdict: 'skipped', reason: 'free-time' }),
    'Skipped: free time is not imported. The setting import.free decides this.',
  );
  assert.equal(
    sayDecision({ verdict: 'imported', reason: 'create' }),
    'Imported: its appointment was made by us.',
  );
});

test('a decision that failed says the problem', () => {
  assert.equal(
    sayDecision({ verdict: 'failed', reason: 'halo.rejected' }),
    'Failed: Halo refused an appointment.',
  );
});

test('a reason of another version is said by its name', () => {
  assert.equal(sayReason('full-moon').clause, 'full moon');
  assert.equal(sayReason('constructor').clause, 'constructor');
});

test('every reason of the closed lists has a clause, and every setting that it names exists', () => {
  const lists = [skipReasons, holdReasons, leaveReasons, forgetReasons, removalProofs, adoptionReasons];
  for (const reason of [...lists.flat(), ...windowSides]) assert.ok(reasonWords[reason], reason);
  const known = Object.entries(defaultSettings).flatMap(([section, fields]) =>
    typeof fields === 'object' ? Object.keys(fields).map(field => `${section}.${field}`) : [],
  );
  for (const [reason, { clause, setting }] of Object.entries(reasonWords)) {
    assert.match(clause, /^(?:[a-z]|Halo |Exchange ).*[a-z]$/, reason);
    assert.doesNotMatch(clause, /undefined|\[object|!/, reason);
    if (setting !== undefined) assert.ok(known.includes(setting), setting);
  }
  const clauses = Object.values(reasonWords).map(words => words.clause);
  assert.equal(new Set(clauses).size, clauses.length);
});

test('every filter reason names the setting that would let the event in', () => {
  for (const reason of skipReasons) assert.match(reasonWords[reason].setting ?? '', /^import\./, reason);
});

test('whatever can fail is said in words as the reason of a decision', () => {
  for (const code of problemCodes) {
    const said = sayDecision({ verdict: 'failed', reason: code });
    assert.match(said, /^Failed: [A-Z\d].*\.$/, code);
    assert.ok(!said.includes(code), said);
  }
});
