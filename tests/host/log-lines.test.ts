/** The lines of the Log screen, as they are read from the files that the log has written. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { createFileLog } from '../../main/adapters/system/log.ts';
import { createRedactor } from '../../main/adapters/system/redactor.ts';
import { createLogReader } from '../../main/compose/log-lines.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

it('gives the newest first over several days, without torn lines, and reads on what has grown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'halo-log-'));
  const clock = createManualClock();
  const log = createFileLog({ folder, clock, redactor: createRedactor(), days: 9, megabytes: 1 });
  const read = createLogReader(folder);
  const messages = async (limit: number) => (await read(limit)).map(line => line.message);
  log.write('info', 'first', { agent: 7 });
  log.write('error', 'second', { agent: 8 });
  assert.deepEqual(await messages(9), ['second', 'first']);
  await clock.advance(86_400_000);
  log.write('warning', 'Third', { mailbox: 'Anna@example.org' });
  log.close();
  appendFileSync(join(folder, '2026-03-03.log'), '{"at":"2026-03-0');
  assert.deepEqual(await messages(9), ['Third', 'second', 'first']);
  assert.deepEqual(await messages(2), ['Third', 'second']);
  assert.deepEqual((await read(9)).at(-1), {
    at: '2026-03-02T08:00:00Z',
    level: 'info',
    message: 'first',
    fields: { agent: 7 },
  });
  rmSync(folder, { recursive: true });
  assert.deepEqual(await messages(9), []);
});

it('leaves out a file that went between listing and reading, as an old one does when the log makes room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'halo-log-'));
  const log = createFileLog({
    folder,
    clock: createManualClock(),
    redactor: createRedactor(),
    days: 9,
    megabytes: 1,
  });
  log.write('info', 'first', {});
  log.close();
  symlinkSync(join(folder, 'nothing'), join(folder, '2026-03-01.log'));
  const read = createLogReader(folder);
  assert.deepEqual(
    (await read(9)).map(line => line.message),
    ['first'],
  );
  rmSync(folder, { recursive: true });
});
