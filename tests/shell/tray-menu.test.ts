/** What the tray offers in each state, and when it speaks up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balloonOf, menuOf } from '../../main/shell/tray-menu.ts';
import type { StatusView } from '../../preload/contract/views/status.ts';
import { type Scene, statusOf } from '../renderer/fake-status.ts';

function menuIn(status: StatusView) {
  const asked: string[] = [];
  const done = (what: string) => () => void asked.push(what);
  const items = menuOf(status, {
    ask: (name, args) => void asked.push(`${name} ${JSON.stringify(args)}`),
    open: done('open'),
    quit: done('quit'),
  });
  return { items, asked };
}

const offered = (scene: Scene) =>
  menuIn(statusOf(scene)).items.flatMap(item =>
    item.enabled !== false && item.id !== undefined ? [item.id] : [],
  );

test('the menu begins with the sentence and offers what can be done now', () => {
  assert.equal(menuIn(statusOf('healthy')).items[0]?.label, 'All 24 calendars are up to date.');
  assert.deepEqual(offered('healthy'), ['sync', 'preview', 'pause', 'open', 'quit']);
  assert.deepEqual(offered('needs-you'), ['sync', 'preview', 'pause', 'open', 'problems', 'quit']);
  assert.deepEqual(offered('running'), ['stop', 'pause', 'open', 'quit']);
  assert.deepEqual(offered('paused'), ['sync', 'preview', 'resume', 'open', 'quit']);
  assert.deepEqual(offered('first-start'), ['open', 'quit']);
  assert.deepEqual(offered('viewer'), ['open', 'quit']);
});

test('the pause offers an hour, four hours and until tomorrow, each by its request', () => {
  const { items, asked } = menuIn(statusOf('healthy'));
  const pause = items.find(item => item.id === 'pause');
  assert.ok(Array.isArray(pause?.submenu));
  for (const item of pause.submenu) Reflect.apply(item.click ?? (() => {}), null, []);
  assert.deepEqual(asked, [
    'schedule.pause {"minutes":60}',
    'schedule.pause {"minutes":240}',
    'schedule.pause {"minutes":null}',
  ]);
});

test('problems are counted without those that go on by themselves', () => {
  const problems = menuIn(statusOf('needs-you')).items.find(item => item.id === 'problems');
  assert.equal(problems?.label, 'Problems (2)');
});

test('a balloon is only for a new problem and for its end', () => {
  const [well, bad] = [statusOf('healthy'), statusOf('needs-you')];
  assert.equal(balloonOf(null, bad), null, 'not at start: the icon says it');
  assert.equal(balloonOf(well, bad), bad.attention[0]?.sentence);
  assert.equal(balloonOf(bad, bad), null, 'not twice');
  assert.equal(balloonOf(bad, statusOf('running')), null, 'not in the middle of a run');
  assert.equal(balloonOf(bad, well), well.sentence);
  assert.equal(balloonOf(well, well), null);
});
