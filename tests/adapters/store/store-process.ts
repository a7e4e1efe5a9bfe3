/**
 * A process of its own for the tests: takes the data folder of its first argument and does what its standard input says, a line each.
 *   take          answers `won` or `store.locked …`
 *   work FROM     appends links from this number on, an image after every seventh, and answers each number once it is acknowledged
 *   release       answers `released`
 * Never ends a run by itself: it is killed.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type DataFolder, openDataFolder } from '../../../main/adapters/store/data-folder.ts';
import { createLinkStore } from '../../../main/adapters/store/link-store.ts';
import { theValue } from '../../builders/results.ts';
import { aLink, annas } from '../../contracts/link-store.ts';
import { createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const path = process.argv[2] ?? '';
// Without this a file that may not grow would end the process instead of failing the write.
process.on('SIGXFSZ', () => undefined);
const held: { folder: DataFolder | null } = { folder: null };

/** Written at once, so that what was said before a kill was said. */
const say = (text: string | number) => writeSync(1, `${text}\n`);

async function take(): Promise<void> {
  const opened = await openDataFolder(path, { role: 'writer', clock: createManualClock() });
  if (opened.ok) held.folder = opened.value;
  say(opened.ok ? 'won' : `${opened.problem.code} ${opened.problem.facts?.['pid']}`);
}

async function work(from: number): Promise<void> {
  const { folder } = held;
  if (folder === null) throw new Error('take first');
  const store = createLinkStore(folder, createCollectingLog());
  for (let number = from; ; number += 1) {
    const appended = await store.append(annas, { kind: 'linked', links: [aLink(number)] });
    if (!appended.ok) return void say(appended.problem.code);
    say(number);
    if (number % 7 !== 0) continue;
    const written = await store.writeMemory(annas, theValue(await store.readMemory(annas)));
    if (!written.ok) return void say(written.problem.code);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command, argument] = line.split(' ');
  if (command === 'take') await take();
  else if (command === 'work') await work(Number(argument));
  else if (command === 'release') {
    await held.folder?.close();
    held.folder = null;
    say('released');
  }
}
