/** The Log screen's pages as the host answers them: every line once, in order, equal neighbours folded, however the pages are cut. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry } from '../../main/engine/host/parts.ts';
import { createHost } from '../../main/engine/host.ts';
import { type LogPage, logPage } from '../../preload/contract/views/logs.ts';
import { createIdleParts } from './idle-parts.ts';

/** Newest first: five lines of each moment, every third message said twice in a row. */
const entries: readonly LogEntry[] = Array.from({ length: 60 }, (_, index) => {
  const number = 59 - index;
  return {
    at: `2026-03-02T07:00:${String(Math.floor(number / 5)).padStart(2, '0')}.000Z`,
    level: number % 10 === 0 ? ('warning' as const) : ('info' as const),
    message: `line ${number % 3 === 2 ? number - 1 : number}`,
    fields: { run: 1 },
  };
});

async function pages(limit: number, text = ''): Promise<readonly LogPage[]> {
  const host = createHost(createIdleParts({ logLines: async () => entries }));
  const read: LogPage[] = [];
  for (let before: string | null = null; read.length < entries.length; ) {
    const reply = await host.ask('log.read', {
      levels: [],
      mailbox: null,
      run: null,
      text,
      before,
      limit,
    });
    assert.ok(reply.ok);
    const page = logPage.parse(reply.value);
    read.push(page);
    before = page.next;
    if (before === null) break;
  }
  return read;
}

const told = (all: readonly LogPage[]) =>
  all.flatMap(page => page.lines.map(line => `${line.message} ${line.times}`));

test('pages of any size show the same lines, each once, newest first', async () => {
  const whole = told(await pages(500));
  assert.equal(whole.length, 44);
  assert.deepEqual(whole.slice(0, 3), ['line 58 2', 'line 57 1', 'line 55 2']);
  for (const limit of [1, 2, 7, 44, 45])
    assert.deepEqual(told(await pages(limit)), whole, `pages of ${limit}`);
});

test('a text leaves the lines that hold it, over all pages', async () => {
  const whole = told(await pages(500, 'line 5'));
  assert.deepEqual(told(await pages(2, 'line 5')), whole);
  assert.deepEqual(whole.at(-1), 'line 51 1');
});

test('the sentence counts the whole day, not the page', async () => {
  const [first] = await pages(3);
  assert.equal(first?.sentence, "Today's log: 0 errors, 6 warnings.");
});
