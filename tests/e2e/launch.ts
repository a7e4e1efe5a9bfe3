/** Starts the built app as a person would, with a profile and a data folder of its own. Knows nothing of what stands for Electron. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, type Page, _electron as playwright } from '@playwright/test';

const project = join(import.meta.dirname, '../..');
/** The folder of the app: this project with its bundles, or one that came out of a package. */
const appFolder = process.env['INTEGRATOR_APP'] ?? project;
/** Of program and page on the sample data, whose clock is set: pictures and sentences are the same on every machine. */
const sampleZone = 'Europe/Berlin';
const locale = 'en-GB';

export interface App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** The environment it was started with, for a second start. */
  readonly environment: Record<string, string>;
}

/**
 * A zone in which it is a little after noon. What runs by the real time is the same at every hour: beside midnight the sentences name the
 * date as well.
 */
function zoneOfNoon(now: Date): string {
  const behindUtc = now.getUTCHours() - 12;
  // POSIX counts hours to the west.
  return behindUtc === 0 ? 'Etc/GMT' : `Etc/GMT${behindUtc > 0 ? '+' : ''}${behindUtc}`;
}

function environmentFor(
  zone: string,
  profile: string,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined);
  return {
    ...Object.fromEntries(known),
    XDG_CONFIG_HOME: profile,
    APPDATA: profile,
    HALO_INTEGRATOR_DATA: join(profile, 'data'),
    INTEGRATOR_E2E: '1',
    TZ: zone,
    ...more,
  };
}

interface Options {
  /** What stands behind the app on the command line. */
  readonly words: readonly string[];
  /** What its environment has besides. */
  readonly moreEnvironment: Readonly<Record<string, string>>;
}

export const test = base.extend<Options & { app: App }>({
  words: [[], { option: true }],
  moreEnvironment: [{}, { option: true }],
  app: async ({ words, moreEnvironment }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'integrator-e2e-'));
    const zone = words.includes('--sample-data') ? sampleZone : zoneOfNoon(new Date());
    const environment = environmentFor(zone, profile, moreEnvironment);
    const electron = await playwright.launch({
      args: [appFolder, ...words],
      cwd: project,
      env: environment,
      locale,
      timezoneId: zone,
    });
    try {
      const page = await electron.firstWindow();
      await page.waitForURL(/\/index\.html$/);
      await use({ electron, page, environment });
    } finally {
      await electron.close();
      rmSync(profile, { recursive: true, force: true });
    }
  },
});

/** Starts the app again after it was closed, on the same data. Close it yourself. */
export async function launchAgain({ environment }: App): Promise<App> {
  const electron = await playwright.launch({
    args: [appFolder],
    cwd: project,
    env: environment,
    locale,
    timezoneId: environment['TZ'] ?? sampleZone,
  });
  const page = await electron.firstWindow();
  await page.waitForURL(/\/index\.html$/);
  return { electron, page, environment };
}

interface TrayForTests {
  health(): string;
  menu(): { getMenuItemById(id: string): { click(): void; label: string } | null } | null;
}

/** The label of an entry of the tray's menu; '' when it is not there. */
export function trayLabel({ electron }: App, id: string): Promise<string> {
  return electron.evaluate((_electron, wanted) => {
    const tray: TrayForTests | undefined = Reflect.get(globalThis, 'integratorTray');
    return tray?.menu()?.getMenuItemById(wanted)?.label ?? '';
  }, id);
}

export async function clickTray({ electron }: App, id: string): Promise<void> {
  await electron.evaluate((_electron, wanted) => {
    const tray: TrayForTests | undefined = Reflect.get(globalThis, 'integratorTray');
    const item = tray?.menu()?.getMenuItemById(wanted);
    if (item === undefined || item === null) throw new Error(`The tray has no entry ${wanted}`);
    item.click();
  }, id);
}

/** The health whose icon the tray shows. */
export function trayHealth({ electron }: App): Promise<string> {
  return electron.evaluate(() => {
    const tray: TrayForTests | undefined = Reflect.get(globalThis, 'integratorTray');
    return tray?.health() ?? '';
  });
}

/** So much time passes for the app's runs; whoever waits for a moment in it goes on. */
export async function passTime({ electron }: App, minutes: number): Promise<void> {
  await electron.evaluate(
    (_electron, ms) => Reflect.get(globalThis, 'integratorDesktop').passTime(ms, false),
    minutes * 60_000,
  );
}

/** The computer sleeps for so long, and its clock with it: nothing runs meanwhile. */
export async function sleepComputer({ electron }: App, hours: number): Promise<void> {
  await electron.evaluate(({ powerMonitor }, ms) => {
    Reflect.get(globalThis, 'integratorDesktop').passTime(ms, true);
    powerMonitor.emit('resume');
  }, hours * 3_600_000);
}
