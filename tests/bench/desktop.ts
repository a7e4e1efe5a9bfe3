/**
 * The rows of the window: how soon it can be used, what the main process costs while nothing happens, and whether long lists scroll
 * without a pause. On real Electron where its binary is, else on the test host (its figures are then those of the host).
 */
import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, type Page, _electron as playwright } from '@playwright/test';
import { cli, installed, serversFor } from './imports.ts';
import { measure } from './measure.ts';
import { inFolder, type Servers } from './servers.ts';

const root = join(import.meta.dirname, '../..');

export interface DesktopFigures {
  /** From the start of the process until the page's first sentence and its button can be used; median. */
  readonly startMs: number;
  /** Of the main process after the cycles, window closed: as soon as nothing happens any more, and when it has been left alone. */
  readonly busyRssMb: number;
  readonly idleRssMb: number;
  readonly cycles: number;
  /** Timers of the main process that fire a second while nothing happens: what wakes it by itself. */
  readonly timersPerSecond: number;
  /** Rounds of its event loop a second meanwhile: those timers, and each answer of the disk to what they ask. */
  readonly roundsPerSecond: number;
  /** Longest task of the page while it scrolls through so many lines, by screen. */
  readonly longestTaskMs: { readonly agents: number; readonly log: number };
  readonly agents: number;
  readonly logLines: number;
}

function environmentFor(folder: string, servers: Servers): Record<string, string> {
  const known = Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined);
  return {
    ...Object.fromEntries(known),
    XDG_CONFIG_HOME: folder,
    APPDATA: folder,
    HALO_INTEGRATOR_DATA: join(folder, 'data'),
    INTEGRATOR_E2E: '1',
    ...servers.description.environment,
  };
}

/** Starts the app on this folder, waits until it can be used, and says how long that took. */
async function open(folder: string, servers: Servers, words: readonly string[] = []) {
  const from = performance.now();
  const electron = await playwright.launch({
    args: [root, ...words],
    cwd: root,
    env: environmentFor(folder, servers),
  });
  const page = await electron.firstWindow();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByRole('button', { name: /^Sync now/ })
    .first()
    .waitFor();
  return { electron, page, startMs: performance.now() - from };
}

async function startMs(folder: string, servers: Servers, times: number): Promise<number> {
  const all: number[] = [];
  for (let done = 0; done < times; done += 1) {
    const opened = await open(folder, servers);
    all.push(opened.startMs);
    await opened.electron.close();
  }
  all.sort((a, b) => a - b);
  return all[Math.floor((all.length - 1) / 2)] ?? Number.NaN;
}

/** Runs that are written down. */
const runsIn = (folder: string) =>
  readdirSync(join(folder, 'data/runs')).filter(name => /^\d+\.json$/.test(name)).length;

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 20));
}

/** False while a run is under way: then the tray offers to stop it. */
function clickSync(electron: ElectronApplication): Promise<boolean> {
  return electron.evaluate(() => {
    const item = Reflect.get(globalThis, 'integratorTray').menu()?.getMenuItemById('sync');
    item?.click();
    return Boolean(item);
  });
}

/** Run in the main process, where nothing of this file is: counts every timer that fires from now on. */
function countTimers(): void {
  const { createHook, executionAsyncResource } = process.getBuiltinModule('node:async_hooks');
  let fired = 0;
  const hook = createHook({
    before() {
      if (executionAsyncResource().constructor.name !== 'Timeout') return;
      fired += 1;
      Reflect.set(globalThis, 'timersFired', fired);
    },
  });
  Reflect.set(globalThis, 'timersFired', fired);
  hook.enable();
}

/** Unchanged imports by the tray with the window closed, then nothing for a while. */
async function idle(folder: string, servers: Servers, cycles: number, idleSeconds: number) {
  const { electron, page } = await open(folder, servers);
  await until(() => runsIn(folder) > 0);
  await page.close();
  for (let done = 0; done < cycles; done += 1) {
    const before = runsIn(folder);
    // A run that is written down may not be over yet: a click then joins it.
    while (runsIn(folder) === before) {
      await clickSync(electron);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  const look = () =>
    electron.evaluate(() => ({
      timers: Number(Reflect.get(globalThis, 'timersFired')),
      rounds: performance.nodeTiming.uvMetricsInfo.loopCount,
      rssMb: process.memoryUsage.rss() / 2 ** 20,
    }));
  const busyRssMb = (await look()).rssMb;
  // Half a minute after a run memory has been given back; that work is no part of what the app does while nothing happens.
  await new Promise(resolve => setTimeout(resolve, idleSeconds * 1_000));
  await electron.evaluate(countTimers);
  const before = await look();
  await new Promise(resolve => setTimeout(resolve, idleSeconds * 1_000));
  const after = await look();
  await electron.close();
  return {
    busyRssMb,
    rssMb: after.rssMb,
    timers: (after.timers - before.timers) / idleSeconds,
    rounds: (after.rounds - before.rounds) / idleSeconds,
  };
}

// Run in the page, which has other globals than Node.
const watchTasks =
  "globalThis.longTasks = []; new PerformanceObserver(list => { for (const { duration } of list.getEntries()) longTasks.push(duration); }).observe({ type: 'longtask' });";
const nextFrame = 'new Promise(resolve => requestAnimationFrame(resolve))';

/** Turns the wheel over a long list for so many turns; the longest task of the page meanwhile. */
async function longestTask(page: Page, turns: number): Promise<number> {
  await page.getByRole('row').nth(3).hover();
  await page.evaluate(watchTasks);
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, 1_500);
    await page.evaluate(nextFrame);
  }
  return Number(await page.evaluate('Math.max(0, ...longTasks)'));
}

function writeLog(folder: string, lines: number): void {
  const log = join(folder, 'data/log');
  mkdirSync(log, { recursive: true });
  const day = new Date().toISOString().slice(0, 10);
  const parts: string[] = [];
  for (let line = 0; line < lines; line += 1) {
    const at = new Date(Date.parse(`${day}T00:00:00Z`) + line * 10).toISOString();
    const mailbox = `agent.${line % 97}@example.org`;
    const message = `Appointment ${5_000 + line} was changed.`;
    parts.push(JSON.stringify({ at, level: 'info', message, run: Math.floor(line / 500), mailbox }));
  }
  appendFileSync(join(log, `${day}.log`), `${parts.join('\n')}\n`);
}

async function scrolling(agents: number, logLines: number): Promise<{ agents: number; log: number }> {
  return inFolder(async folder => {
    const servers = await serversFor(agents, 1);
    const data = await installed(folder, servers);
    await measure(cli, ['sync', ...data, '--json'], servers.description.environment);
    writeLog(folder, logLines);
    const { electron, page } = await open(folder, servers);
    const go = (hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await go('#/agents');
    await page.getByRole('row').nth(10).waitFor();
    const ofAgents = await longestTask(page, 80);
    await go('#/log?tab=log');
    await page
      .getByText(/Appointment \d+ was changed/)
      .first()
      .waitFor();
    const ofLog = await longestTask(page, 300);
    await electron.close();
    await servers.stop();
    return { agents: ofAgents, log: ofLog };
  });
}

export async function benchDesktop(isQuick: boolean): Promise<DesktopFigures> {
  const cycles = isQuick ? 5 : 100;
  const agents = isQuick ? 200 : 2_000;
  const logLines = isQuick ? 5_000 : 100_000;
  const { start, quiet } = await inFolder(async folder => {
    const servers = await serversFor(12, 40);
    const data = await installed(folder, servers);
    await measure(cli, ['sync', ...data, '--json'], servers.description.environment);
    const start = await startMs(folder, servers, isQuick ? 1 : 5);
    const quiet = await idle(folder, servers, cycles, isQuick ? 5 : 30);
    await servers.stop();
    return { start, quiet };
  });
  return {
    startMs: start,
    busyRssMb: quiet.busyRssMb,
    idleRssMb: quiet.rssMb,
    cycles,
    timersPerSecond: quiet.timers,
    roundsPerSecond: quiet.rounds,
    longestTaskMs: await scrolling(agents, logLines),
    agents,
    logLines,
  };
}
