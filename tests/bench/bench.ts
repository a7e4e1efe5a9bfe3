/**
 * `npm run bench [-- --json] [--only import,scale,desktop,nudge] [--quick]`: what the product costs beside the textbook's way and the floor.
 * Judges by counts and ratios alone (exit 1); absolute figures are printed with the machine's calibration beside them. `--quick` is a
 * small try of every part and judges nothing.
 */
import { parseArgs } from 'node:util';
import { findOpener } from '../../build/electron.ts';
import { benchDesktop, type DesktopFigures } from './desktop.ts';
import { benchImport, benchReading, type Row } from './imports.ts';
import { describeMachine } from './machine.ts';
import { benchNudge, sayArrivals } from './nudge.ts';
import { benchLatency, benchUnchanged } from './scale.ts';
import { type Limit, limits, tableOf } from './verdict.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'import,scale,desktop' },
  },
});
const parts = new Set(values.only.split(','));
const { quick, json } = values;
const say = (text: string) => {
  if (!json) console.log(text);
};

const machine = describeMachine();
const rows: Row[] = [];
const ratios: Record<string, number> = {};
let desktop: DesktopFigures | null = null;
say(
  `${machine.processors} processors (${machine.processor}), Node ${machine.node}, calibration ${machine.calibrationMs} ms, load ${machine.loadBefore.toFixed(1)}`,
);

/** Bookings that make about 400 events of the window: about one in eight is a series. */
const bookings = 200;
const find = (side: Row['side'], scenario: string, mailboxes?: number) =>
  rows.find(
    row =>
      row.side === side &&
      row.scenario === scenario &&
      (mailboxes === undefined || row.mailboxes === mailboxes),
  );
const ratio = (name: string, a: number | undefined, b: number | undefined) => {
  if (a !== undefined && b !== undefined && b > 0) ratios[name] = a / b;
};

if (parts.has('import')) {
  const mailboxes = quick ? 2 : 50;
  rows.push(...(await benchReading(mailboxes, quick ? 20 : bookings, quick ? 1 : 3)));
  rows.push(...(await benchImport(mailboxes, quick ? 20 : bookings)));
  for (const scenario of ['reading', 'first import']) {
    const ours = find('ours', scenario)?.cpuMsPerEvent;
    ratio(`${scenario}: ours / floor`, ours, find('floor', scenario)?.cpuMsPerEvent);
    ratio(`${scenario}: textbook / ours`, find('textbook', scenario)?.cpuMsPerEvent, ours);
  }
}
if (parts.has('scale')) {
  const few = quick ? 20 : 200;
  const many = quick ? 100 : 2_000;
  rows.push(await benchUnchanged(few, 2), await benchUnchanged(many, 2));
  ratio(
    'memory still held at the end, many / few mailboxes',
    find('ours', 'unchanged', many)?.liveHeapMb,
    find('ours', 'unchanged', few)?.liveHeapMb,
  );
  ratio(
    'peak memory, many / few mailboxes',
    find('ours', 'unchanged', many)?.peakRssMb,
    find('ours', 'unchanged', few)?.peakRssMb,
  );
  const late = await benchLatency(quick ? 5 : 200, quick ? 20 : 100, 20, 8);
  rows.push({ ...late.row, scenario: 'first import at 20 ms' });
  ratio(
    'first import at 20 ms: wall / max(latency, own CPU)',
    late.row.wallMs,
    Math.max(late.latencyBoundMs, late.row.cpuMs),
  );
  say(
    `At 20 ms: bound by latency ${Math.round(late.latencyBoundMs)} ms, own CPU ${Math.round(late.row.cpuMs)} ms, the servers' CPU ${Math.round(late.serversCpuMs)} ms, wall ${Math.round(late.row.wallMs)} ms (in ${Math.round(late.row.queuedMs)} ms of it ours was ready to run and other work had the processor: on a busy machine the ratio is too large).`,
  );
}
const arrivals = parts.has('nudge') ? await benchNudge(quick) : [];
for (const one of arrivals) say(sayArrivals(one));
if (parts.has('desktop')) {
  const opener = await findOpener(say, false);
  if (typeof opener === 'string') {
    console.error(`The rows of the window cannot be measured. ${opener}`);
    process.exitCode = 1;
  } else {
    Object.assign(process.env, opener.environment);
    desktop = await benchDesktop(quick);
    say(`Window on ${opener.words}:`);
  }
}

say(tableOf(rows, ratios, desktop));
const missed: readonly Limit[] = quick ? [] : limits(rows, ratios).filter(limit => !limit.isKept);
for (const { words } of missed) console.error(`Not kept: ${words}`);
if (missed.length > 0) process.exitCode = 1;
if (json) console.log(JSON.stringify({ machine, rows, ratios, desktop, arrivals }));
