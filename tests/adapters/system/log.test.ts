import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createFileLog, type FileLogOptions, logFiles } from '../../../main/adapters/system/log.ts';
import { createRedactor } from '../../../main/adapters/system/redactor.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const day = 86_400_000;

function withLog(change: Partial<FileLogOptions> = {}) {
  const folder = join(mkdtempSync(join(tmpdir(), 'halo-log-')), 'log');
  const clock = createManualClock();
  const redactor = createRedactor();
  const log = createFileLog({ folder, clock, redactor, days: 3, megabytes: 1, ...change });
  const lines = () =>
    logFiles(folder).flatMap(name =>
      readFileSync(join(folder, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
    );
  const end = () => {
    log.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  };
  return { log, folder, clock, redactor, lines, end };
}

describe('the log', () => {
  it('writes a JSON line with time, level, message and fields', () => {
    const { log, lines, end } = withLog();
    log.write('info', 'Run finished', { run: 314, at: 'not this', ok: true });
    assert.deepEqual(lines(), [
      { run: 314, ok: true, at: '2026-03-02T08:00:00Z', level: 'info', message: 'Run finished' },
    ]);
    end();
  });

  it('leaves out what is below its level', () => {
    const { log, lines, end } = withLog({ level: 'warning' });
    log.write('debug', 'a');
    log.write('info', 'b');
    log.write('warning', 'c');
    log.write('error', 'd');
    assert.deepEqual(
      lines().map(line => line.message),
      ['c', 'd'],
    );
    end();
  });

  it('tells a problem by its code and facts, milder when it passes by itself', () => {
    const { log, lines, end } = withLog();
    const base = { scope: 'exchange', facts: { host: 'mail.example.org' } } as const;
    log.problem({ ...base, code: 'exchange.timeout', retryable: true }, { agent: 7 });
    log.problem({ ...base, code: 'exchange.certificate', retryable: false });
    assert.deepEqual(
      lines().map(line => [line.level, line.message, line.host, line.agent]),
      [
        ['warning', 'exchange.timeout', 'mail.example.org', 7],
        ['error', 'exchange.certificate', 'mail.example.org', undefined],
      ],
    );
    end();
  });

  it('lets no secret through, in message or fields, to the file or to who listens', () => {
    const heard: string[] = [];
    const { log, redactor, lines, end } = withLog({ also: line => heard.push(JSON.stringify(line)) });
    redactor.protect('hunter2');
    redactor.protect('Talk with the doctor');
    log.write('error', 'hunter2 refused', {
      said: 'hunter2',
      subject: 'Talk with the doctor',
      password: 'p',
    });
    for (const text of [JSON.stringify(lines()), heard.join('')]) {
      assert.doesNotMatch(text, /hunter2|doctor|"p"/);
      assert.match(text, /\[removed\] refused/);
    }
    end();
  });

  it('begins a file each day and keeps so many days', async () => {
    const { log, folder, clock, end } = withLog();
    for (let count = 0; count < 6; count += 1) {
      log.write('info', 'day');
      await clock.advance(day);
    }
    assert.deepEqual(logFiles(folder), ['2026-03-05.log', '2026-03-06.log', '2026-03-07.log']);
    end();
  });

  it('begins another file when one is full and keeps so many megabytes, the newest', () => {
    const { log, folder, lines, end } = withLog();
    const filler = 'x'.repeat(1000);
    for (let count = 0; count < 3000; count += 1) log.write('info', 'line', { count, filler });
    const sizes = logFiles(folder).map(name => statSync(join(folder, name)).size);
    assert.ok(sizes.length >= 9 && sizes.length <= 11, `${sizes.length} files`);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 1 << 20);
    assert.ok(sizes.every(size => size <= (1 << 20) / 10));
    const counts = lines().map(line => line.count);
    assert.equal(counts.at(-1), 2999);
    assert.deepEqual(
      counts,
      counts.map((_, index) => 3000 - counts.length + index),
    );
    end();
  });

  it('goes on in the last file of the day after a restart and leaves foreign files alone', () => {
    const { log, folder, clock, redactor, lines, end } = withLog();
    log.write('info', 'before');
    log.close();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(folder, '2026-03-02.2.log'), '{"message":"second"}\n');
    const again = createFileLog({ folder, clock, redactor, days: 3, megabytes: 1 });
    again.write('info', 'after');
    again.close();
    assert.deepEqual(
      lines().map(line => line.message),
      ['before', 'second', 'after'],
    );
    assert.equal(readFileSync(join(folder, 'notes.txt'), 'utf8'), 'mine');
    end();
  });

  it('never fails who writes; the gap is said when there is room again', () => {
    const { log, folder, lines, end } = withLog();
    writeFileSync(folder, 'a file where the folder should be');
    log.write('info', 'lost 1');
    log.problem({ code: 'store.full', scope: 'installation', retryable: false });
    rmSync(folder);
    mkdirSync(folder);
    log.write('info', 'kept');
    assert.deepEqual(
      lines().map(line => [line.message, line.count]),
      [
        ['Log lines could not be written', 2],
        ['kept', undefined],
      ],
    );
    end();
  });
});
