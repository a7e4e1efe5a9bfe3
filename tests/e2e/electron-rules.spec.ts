/** Electron's rules, pinned with a little app: what stands for Electron must keep them, and Electron itself must too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, _electron as playwright, test } from '@playwright/test';

const folder = join(import.meta.dirname, '../electron-host/self-test');
let electron: ElectronApplication;
let page: Page;
let profile = '';

test.beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'integrator-rules-'));
  const known = Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined);
  electron = await playwright.launch({
    args: [folder],
    env: { ...Object.fromEntries(known), XDG_CONFIG_HOME: profile, APPDATA: profile },
  });
  page = await electron.firstWindow();
  await expect.poll(() => electron.evaluate(() => Reflect.get(globalThis, 'selfTest').ready)).toBe(true);
});
test.afterAll(async () => {
  await electron.close();
  rmSync(profile, { recursive: true, force: true });
});

test('the preload is there before the page, and the policy stops inline scripts', async () => {
  await expect(page).toHaveTitle('ran object');
});

test('the bridge copies data, proxies functions and promises, keeps messages of errors, and is frozen', async () => {
  const found = await page.evaluate(async () => {
    const probe = Reflect.get(globalThis, 'probe');
    const message = (error: unknown) => (error instanceof Error ? error.message : String(error));
    let boom = '';
    try {
      probe.boom();
    } catch (error) {
      boom = message(error);
    }
    const later = await probe.later(2);
    return {
      double: probe.nested.double(4),
      called: probe.callBack((text: string) => text.toUpperCase()),
      boom,
      made: JSON.stringify(probe.made()),
      method: typeof probe.made().method,
      later: [later.x, later.when instanceof Date, later.map.get('key').has(1)],
      negative: await probe.later(-1).catch(message),
      frozen: [Object.isFrozen(probe), Object.isFrozen(probe.nested)],
      hidden: Reflect.get(globalThis, 'ofThePreloadAlone'),
      again: Reflect.get(globalThis, 'again'),
      sandbox: probe.sandbox().slice(0, 2),
      files: probe.sandbox()[2],
    };
  });
  expect(found).toMatchObject({
    double: 8,
    called: 'FROM PRELOAD!',
    boom: 'boom',
    made: '{"one":1}',
    method: 'undefined',
    later: [2, true, true],
    negative: 'negative',
    frozen: [true, true],
    again: 'Cannot bind an API on top of an existing property on the window object',
    sandbox: ['renderer', true],
  });
  expect(found.hidden).toBeUndefined();
  expect(found.files).toContain('module not found');
});

test('requests are cloned, know their sender, and fail with words', async () => {
  const found = await page.evaluate(async () => {
    const probe = Reflect.get(globalThis, 'probe');
    const [date, map, none] = await probe.echo(new Date(5), new Map([[1, { inner: undefined }]]), Number.NaN);
    return [
      date.getTime(),
      Object.keys(map.get(1)),
      Number.isNaN(none),
      await probe.unclonable(),
      await probe.nobody(),
      await probe.failing(),
    ];
  });
  expect(found).toEqual([
    5,
    ['inner'],
    true,
    expect.stringContaining('could not be cloned'),
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    "Error invoking remote method 'failing': Error: said no",
  ]);
  expect(await electron.evaluate(() => Reflect.get(globalThis, 'selfTest').asked)).toEqual([
    ['app://main', null],
  ]);
});

test('notices are heard until they are not listened to any more', async () => {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Reflect.set(globalThis, 'heard', heard);
    Reflect.set(
      globalThis,
      'stop',
      Reflect.get(globalThis, 'probe').listen((said: unknown) => heard.push(said)),
    );
  });
  const tell = (said: number) =>
    electron.evaluate(({ BrowserWindow }, what) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('told', what);
    }, said);
  await tell(1);
  await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'heard'))).toEqual([1]);
  await page.evaluate(() => Reflect.get(globalThis, 'stop')());
  await tell(2);
  await page.evaluate(() => Reflect.get(globalThis, 'probe').echo());
  expect(await page.evaluate(() => Reflect.get(globalThis, 'heard'))).toEqual([1]);
});

test('permissions are what the handlers say, frames have no bridge, and the page is a secure context', async () => {
  const asked = (name: string) =>
    page.evaluate(
      async wanted => (await navigator.permissions.query({ name: wanted as PermissionName })).state,
      name,
    );
  expect([await asked('geolocation'), await asked('notifications')]).toEqual(['granted', 'denied']);
  const [, frame] = page.frames();
  expect(await frame?.evaluate(() => 'probe' in globalThis)).toBe(false);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
});

test('the page stays, may be loaded anew, and its close is the last', async () => {
  await page.reload();
  await expect(page).toHaveTitle('ran object');
  const address = page.url();
  await page.evaluate(() => location.assign('https://example.com/')).catch(() => {});
  expect(page.url()).toBe(address);
  await page.close();
  await expect.poll(() => electron.evaluate(() => Reflect.get(globalThis, 'selfTest').allClosed)).toBe(true);
});
