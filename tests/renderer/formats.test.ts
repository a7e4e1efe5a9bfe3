/** Spans and amounts as people read them; local parts are built from local times, so that no zone matters. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { formatAgo, formatSpan, formatTook, formatWallSpan, formatWhen } from '../../renderer/formats.ts';

const at = (local: string) => `${new Date(local).toISOString().slice(0, 19)}Z`;

test('a span of whole local days says so instead of midnight', () => {
  const whole = formatSpan(at('2026-11-17T00:00:00'), at('2026-11-17T23:59:59'), 'all day');
  assert.match(whole, /, all day$/);
  assert.doesNotMatch(formatSpan(at('2026-11-17T00:00:00'), at('2026-11-17T10:00:00'), 'all day'), /all day/);
});

test('a wall time is shown as it is, in whatever zone the computer is', () => {
  const said = formatWallSpan('2026-11-17T13:30:00', '2026-11-17T14:30:00', 'all day');
  assert.match(said, /17/);
  assert.match(said, /(?:13|0?1):30/);
  assert.match(formatWallSpan('2026-11-17', '2026-11-17', 'all day'), /, all day$/);
  assert.equal(formatWallSpan('?', '?', 'all day'), '? – ?');
});

test('freshness goes from seconds to days', () => {
  const now = new Date('2026-11-17T10:00:00Z');
  assert.match(formatAgo('2026-11-17T09:59:48Z', now), /12/);
  assert.match(formatAgo('2026-11-17T09:56:00Z', now), /4/);
  assert.match(formatAgo('2026-11-14T10:00:00Z', now), /3/);
  assert.match(formatAgo('2026-11-17T10:00:05Z', now), /0/);
});

test('a moment long ago has its date, one of today does not', () => {
  const now = new Date('2026-11-17T12:00:00');
  assert.doesNotMatch(formatWhen(at('2026-11-17T10:05:00'), now), /17|Nov/);
  assert.match(formatWhen(at('2026-10-02T10:05:00'), now), /2026/);
});

test('durations have a number and one unit', () => {
  for (const ms of [12, 1_400, 31_000, 240_000]) assert.match(formatTook(ms), /^[\d.,]+\s?\p{L}+$/u);
});

test('a time of day has 24 hours in every language, as the sentences of the main process have', async () => {
  const script = `
    const { formatHour, formatTime, formatExactTime, formatWallSpan } = await import('./renderer/formats.ts');
    const noon = new Date(2026, 0, 1, 13, 5, 9).toISOString();
    console.log([formatHour(13), formatTime(noon), formatExactTime(noon), formatHour(0),
      formatWallSpan('2026-11-17T13:30:00', '2026-11-17T14:30:00', 'all day')].join('|'));`;
  for (const language of ['en_US.UTF-8', 'de_DE.UTF-8']) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, LC_ALL: language },
    });
    assert.match(stdout, /^13:00\|13:05\|13:05:09\|00:00\|.*13:30–14:30\n$/, language);
  }
});
