import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRunLog, type FileRunLog, type RunLogOptions } from '../../../main/adapters/store/run-log.ts';
import type { RunReport } from '../../../main/core/report.ts';
import { noCounts } from '../../../main/core/report.ts';
import { theValue } from '../../builders/results.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import { type OpenStore, openStore, withFolder } from './open-store.ts';

const withRuns = (
  check: (runs: FileRunLog, open: OpenStore, path: string) => Promise<void>,
  options: RunLogOptions = {},
): Promise<void> =>
  withFolder(async path => {
    const open = await openStore(path);
    await check(createRunLog(open.folder, open.log, options), open, path);
    await open.close();
  });

function aReport(number: number, change: Partial<RunReport> = {}): RunReport {
  const start = '2026-03-02T09:00:00Z';
  const problem = { code: 'mailbox.moving', scope: 'mailbox', retryable: true } as const;
  return {
    ...noCounts,
    number,
    trigger: 'schedule',
    startedAt: start,
    ms: 1234,
    changed: 1,
    outcome: 'done-with-problems',
    exchangeRequests: 3,
    haloReads: 2,
    haloWrites: 1,
    problems: [{ code: 'exchange.throttled', scope: 'exchange', retryable: true, retryAfterMs: 500 }],
    mailboxes: [
      {
        ...noCounts,
        changed: 1,
        agentId: 7,
        agent: 'Anna Berg',
        address: 'anna@example.org',
        outcome: 'done',
        adopted: 0,
        problems: [{ ...problem, facts: { responseCode: 'ErrorMailboxMoveInProgress', tries: 2 } }],
        lines: [
          {
            key: 'uid|2026-03-02',
            action: 'update',
            outcome: 'done',
            reasons: ['changed'],
            changed: ['when'],
            start,
            end: '2026-03-02T10:00:00Z',
            subject: '',
            haloId: 5501,
            before: { when: '10:00' },
            after: { when: '11:00' },
          },
        ],
      },
    ],
    ...change,
  };
}

describe('the run log', () => {
  it('gives a report back as it was, with before and after, also after a restart', () =>
    withRuns(async (runs, open) => {
      theValue(await runs.save(aReport(1)));
      theValue(await runs.save(aReport(2, { mailboxes: [], problems: [] })));
      for (const one of [runs, createRunLog(open.folder, open.log)]) {
        assert.deepEqual(theValue(await one.read(2)), aReport(2, { mailboxes: [], problems: [] }));
        assert.deepEqual(theValue(await one.read(1)), aReport(1));
        assert.equal(theValue(await one.read(3)), null);
      }
      const { mailboxes, ...head } = aReport(1);
      assert.equal(mailboxes.length, 1);
      assert.deepEqual(theValue(await runs.heads(5)).at(-1), head);
      assert.equal(theValue(await runs.latest(1)).length, 1);
    }));

  it('keeps what went from Halo to Exchange among the runs, and tells it only to who asks for everything', () =>
    withRuns(async runs => {
      theValue(await runs.save(aReport(1)));
      theValue(await runs.save(aReport(2, { trigger: 'outbound' })));
      const numbers = (heads: readonly { readonly number: number }[]) => heads.map(head => head.number);
      assert.deepEqual(numbers(theValue(await runs.latest(5))), [1]);
      assert.deepEqual(numbers(theValue(await runs.heads(1))), [1]);
      assert.deepEqual(numbers(theValue(await runs.heads(5, 'everything'))), [2, 1]);
      assert.equal(theValue(await runs.read(2))?.trigger, 'outbound');
    }));

  it('tells what became of each mailbox without its lines, whatever is in them', () =>
    withRuns(async (runs, open, path) => {
      const first = aReport(1);
      const [mailbox] = first.mailboxes;
      assert.ok(mailbox !== undefined);
      const odd = { ...mailbox, agent: 'Bo,"lines":[{"', lines: [], problems: [] };
      const report = aReport(1, { mailboxes: [mailbox, odd, { ...mailbox, agentId: 8 }] });
      theValue(await runs.save(report));
      const outcome = { ...report, mailboxes: report.mailboxes.map(({ lines: _, ...rest }) => rest) };
      for (const one of [runs, createRunLog(open.folder, open.log)])
        assert.deepEqual(theValue(await one.latest(5)), [outcome]);
      // Another order of the keys, as a hand or an earlier version may have left it.
      const { lines, ...rest } = mailbox;
      const { agent, ...others } = rest;
      const kept = `${JSON.stringify({ lines, ...rest })}\n${JSON.stringify({ agent, lines, ...others })}\n`;
      await writeFile(join(path, 'runs', '000000001.mailboxes.jsonl'), kept);
      const [found] = theValue(await runs.latest(1));
      assert.deepEqual(found?.mailboxes, [rest, rest]);
    }));

  it('never gives a number twice, even when the run was not saved, was swept or the counter broke', () =>
    withRuns(async (runs, open, path) => {
      assert.deepEqual(theValue(await runs.latest(1)), []);
      assert.equal(theValue(await runs.nextNumber()), 1);
      assert.equal(theValue(await runs.nextNumber()), 2);
      const again = createRunLog(open.folder, open.log);
      assert.equal(theValue(await again.nextNumber()), 3);
      theValue(await again.save(aReport(3)));
      await rm(join(path, 'runs', '000000003.json'));
      assert.equal(theValue(await again.nextNumber()), 4);
      theValue(await again.save(aReport(4)));
      await writeFile(join(path, 'runs', 'last-number.json'), '');
      await writeFile(join(path, 'runs', 'last-number.json.last'), '');
      assert.equal(theValue(await again.nextNumber()), 5);
      assert.equal(theValue(await again.nextNumber()), 6);
    }));

  it('keeps so many reports', () =>
    withRuns(
      async (runs, _, path) => {
        for (let number = 1; number <= 6; number += 1) theValue(await runs.save(aReport(number)));
        const found = theValue(await runs.heads(10)).map(head => head.number);
        assert.deepEqual(found, [6, 5, 4]);
        assert.equal((await readdir(join(path, 'runs'))).length, 6);
      },
      { runs: 3 },
    ));

  it('keeps so many megabytes, and the newest report however large', () =>
    withRuns(
      async runs => {
        const large = (number: number, bytes: number) => {
          const report = aReport(number);
          const [mailbox] = report.mailboxes;
          assert.ok(mailbox !== undefined);
          return { ...report, mailboxes: [{ ...mailbox, agent: 'x'.repeat(bytes) }] };
        };
        for (let number = 1; number <= 5; number += 1) theValue(await runs.save(large(number, 400_000)));
        assert.deepEqual(
          theValue(await runs.heads(10)).map(head => head.number),
          [5, 4],
        );
        theValue(await runs.save(large(6, 3_000_000)));
        assert.deepEqual(
          theValue(await runs.heads(10)).map(head => head.number),
          [6],
        );
      },
      { megabytes: 1 },
    ));

  it('says a broken report and shows the others', () =>
    withRuns(async (runs, open, path) => {
      for (const number of [1, 2, 3]) theValue(await runs.save(aReport(number)));
      await writeFile(join(path, 'runs', '000000002.json'), '{"version":1,');
      await writeFile(join(path, 'runs', '000000003.mailboxes.jsonl'), '{"agent":1}\n');
      assert.deepEqual(
        theValue(await runs.latest(5)).map(report => report.number),
        [1],
      );
      assert.deepEqual(
        open.log.problems.map(one => one.problem.code),
        ['store.broken', 'store.broken'],
      );
    }));

  it('shows no report whose writing was cut, and sweeps what is left of it', () =>
    withFolder(async path => {
      let dead = false;
      const disk = createFaultyDisk({
        fail: step => (dead && step.path.endsWith('2.json.tmp') ? { code: 'ENOSPC' } : null),
      });
      const open = await openStore(path, { disk });
      const runs = createRunLog(open.folder, open.log);
      theValue(await runs.save(aReport(1)));
      dead = true;
      const cut = await runs.save(aReport(2));
      assert.equal(cut.ok ? 'saved' : cut.problem.code, 'store.full');
      assert.deepEqual(
        theValue(await runs.latest(5)).map(report => report.number),
        [1],
      );
      dead = false;
      theValue(await runs.save(aReport(3)));
      const names = (await readdir(join(path, 'runs'))).sort();
      assert.deepEqual(names, [
        '000000001.json',
        '000000001.mailboxes.jsonl',
        '000000003.json',
        '000000003.mailboxes.jsonl',
      ]);
      await open.close();
    }));

  it('writes a line per mailbox, so that no report is one huge text', () =>
    withRuns(async (runs, _, path) => {
      const report = aReport(1);
      theValue(await runs.save({ ...report, mailboxes: [...report.mailboxes, ...report.mailboxes] }));
      const text = await readFile(join(path, 'runs', '000000001.mailboxes.jsonl'), 'utf8');
      assert.equal(text.trimEnd().split('\n').length, 2);
    }));
});
