/** What the figures must keep (counts and ratios alone), and how they are printed. */
import type { DesktopFigures } from './desktop.ts';
import type { Row } from './imports.ts';

export interface Limit {
  readonly words: string;
  readonly isKept: boolean;
}

/** Ratio -> the bound it must keep. */
const bounds: readonly { readonly ratio: string; readonly most?: number; readonly least?: number }[] = [
  { ratio: 'reading: ours / floor', most: 1.5 },
  { ratio: 'reading: textbook / ours', least: 7 },
  { ratio: 'first import: ours / floor', most: 3 },
  { ratio: 'first import: textbook / ours', least: 5 },
  { ratio: 'memory still held at the end, many / few mailboxes', most: 1.1 },
  { ratio: 'peak memory, many / few mailboxes', most: 1.1 },
  { ratio: 'first import at 20 ms: wall / max(latency, own CPU)', most: 1.3 },
];

/** Halo requests of an unchanged run of a fresh process: five reads, and the hourly list of agents with its sign-in. */
const mostHaloUnchanged = 5;

export function limits(rows: readonly Row[], ratios: Readonly<Record<string, number>>): readonly Limit[] {
  const kept: Limit[] = [];
  for (const { ratio, most, least } of bounds) {
    const value = ratios[ratio];
    if (value === undefined) continue;
    const isKept = (most === undefined || value <= most) && (least === undefined || value >= least);
    const bound = most === undefined ? `at least ${least}` : `at most ${most}`;
    kept.push({ words: `${ratio} is ${value.toFixed(2)}, ${bound} is asked`, isKept });
  }
  for (const row of rows.filter(one => one.side === 'ours' && one.scenario === 'unchanged')) {
    const agentPages = Math.ceil(row.mailboxes / 100);
    kept.push({
      words: `an unchanged run of ${row.mailboxes} mailboxes takes ${row.exchangeRequests} Exchange requests, one each is asked`,
      isKept: row.exchangeRequests === row.mailboxes,
    });
    kept.push({
      words: `an unchanged run of ${row.mailboxes} mailboxes takes ${row.haloRequests} Halo requests, ${mostHaloUnchanged} besides sign-in and the list of agents are asked`,
      isKept: row.haloRequests <= mostHaloUnchanged + agentPages + 2,
    });
  }
  return kept;
}

const columns: readonly (readonly [string, (row: Row) => string])[] = [
  ['scenario', row => row.scenario],
  ['side', row => row.side],
  ['mailboxes', row => String(row.mailboxes)],
  ['events', row => String(row.events)],
  ['CPU ms', row => row.cpuMs.toFixed(0)],
  ['CPU ms/event', row => row.cpuMsPerEvent.toFixed(3)],
  ['wall ms', row => row.wallMs.toFixed(0)],
  ['peak MB', row => row.peakRssMb.toFixed(0)],
  ['block p99', row => row.p99BlockMs.toFixed(0)],
  ['block max', row => row.longestBlockMs.toFixed(0)],
  ['Exchange', row => String(row.exchangeRequests)],
  ['Halo', row => String(row.haloRequests)],
];

function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map(line => line[column]?.length ?? 0)),
  );
  const cell = (text: string, column: number) =>
    column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines.map(line => line.map(cell).join('  ')).join('\n');
}

/** The size for which the aims are. */
const largeMailboxes = 2_000;

function isLarge(row: Row): boolean {
  return row.side === 'ours' && row.mailboxes >= largeMailboxes;
}

/** Absolute figures fail nothing: they are of this machine. */
function aimsOf({ scenario, mailboxes, peakRssMb, p99BlockMs, longestBlockMs }: Row): string {
  return `${scenario}, ${mailboxes} mailboxes: peak ${peakRssMb.toFixed(0)} MB (aim 250), event loop blocked for ${p99BlockMs.toFixed(0)} ms at the 99th percentile (aim 20), ${longestBlockMs.toFixed(0)} ms at most`;
}

export function tableOf(
  rows: readonly Row[],
  ratios: Readonly<Record<string, number>>,
  desktop: DesktopFigures | null,
): string {
  const parts: string[] = [];
  if (rows.length > 0) {
    parts.push(table([columns.map(([name]) => name), ...rows.map(row => columns.map(([, of]) => of(row)))]));
  }
  for (const [name, value] of Object.entries(ratios)) parts.push(`${name}: ${value.toFixed(2)}`);
  parts.push(...rows.filter(isLarge).map(aimsOf));
  if (desktop !== null) {
    const { startMs, busyRssMb, idleRssMb, cycles, timersPerSecond, roundsPerSecond } = desktop;
    const { longestTaskMs, agents, logLines } = desktop;
    parts.push(
      `start to usable window: ${startMs.toFixed(0)} ms (aim 1,500)`,
      `idle main process after ${cycles} imports, window closed: ${idleRssMb.toFixed(0)} MB (aim 200; ${busyRssMb.toFixed(0)} MB at the end of the last one)`,
      `timers that wake it meanwhile: ${timersPerSecond.toFixed(2)} a second (aim 1), with their disk ${roundsPerSecond.toFixed(1)} rounds of its loop`,
      `longest task while scrolling: ${longestTaskMs.agents.toFixed(0)} ms over ${agents} agents, ${longestTaskMs.log.toFixed(0)} ms over ${logLines} log lines (aim 100)`,
    );
  }
  return parts.join('\n');
}
