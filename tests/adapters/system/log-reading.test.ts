import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createFileLog } from '../../../main/adapters/system/log.ts';
import { readLog } from '../../../main/adapters/system/log-reading.ts';
import { createRedactor } from '../../../main/adapters/system/redactor.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

describe('reading the log', () => {
  it('gives the newest first over several days, by level and text, without torn lines', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'halo-log-'));
    const clock = createManualClock();
    const log = createFileLog({ folder, clock, redactor: createRedactor(), days: 9, megabytes: 1 });
    log.write('info', 'first', { agent: 7 });
    log.write('error', 'second', { agent: 8 });
    await clock.advance(86_400_000);
    log.write('warning', 'Third', { mailbox: 'Anna@example.org' });
    log.close();
    appendFileSync(join(folder, '2026-03-03.log'), '{"at":"2026-03-0');
    const messages = async (search: Parameters<typeof readLog>[1]) =>
      (await readLog(folder, search)).map(line => line.message);
    assert.deepEqual(await messages({ limit: 9 }), ['Third', 'second', 'first']);
    assert.deepEqual(await messages({ limit: 2 }), ['Third', 'second']);
    assert.deepEqual(await messages({ limit: 9, level: 'warning' }), ['Third', 'second']);
    assert.deepEqual(await messages({ limit: 9, text: 'anna@' }), ['Third']);
    assert.deepEqual(await messages({ limit: 9, text: 'none' }), []);
    assert.deepEqual((await readLog(folder, { limit: 9 })).at(-1), {
      at: '2026-03-02T08:00:00Z',
      level: 'info',
      message: 'first',
      fields: { agent: 7 },
    });
    rmSync(folder, { recursive: true });
    assert.deepEqual(await messages({ limit: 9 }), []);
  });
});
