/** The app from start to an import on sample data: the window says the truth, and the import does not need it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@playwright/test';
import { type App, clickTray, test, trayLabel } from './launch.ts';

const upToDate = 'All 12 calendars are up to date.';
const sentence = ({ page }: App) => page.getByRole('heading', { level: 1 });

/** The number of the newest run, asked as the page asks. */
async function newestRun({ electron }: App): Promise<number> {
  const [page] = electron.windows();
  const reply = await page?.evaluate(() =>
    Reflect.get(globalThis, 'integrator').ask('runs.list', { before: null, limit: 1 }),
  );
  return reply?.value.runs[0]?.number ?? 0;
}

test('a new installation shows that nothing is imported yet, and the tray says the same', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Halo Integrator for Exchange$/);
  await expect.poll(() => trayLabel(app, 'sentence')).toBe('Nothing is imported yet.');
  const reply = await app.page.evaluate(() => Reflect.get(globalThis, 'integrator').ask('status.read', {}));
  expect(reply.value.sentence).toBe('Nothing is imported yet.');
});

test('first start on sample data ends with a finished import, and leads back', async ({ app }) => {
  const { page } = app;
  await page
    .getByRole('button', { name: /sample data/i })
    .first()
    .click();
  await expect(sentence(app)).toContainText(upToDate);
  await expect.poll(() => newestRun(app)).toBe(1);
  const reply = await page.evaluate(() => Reflect.get(globalThis, 'integrator').ask('sample-data.stop', {}));
  expect(reply.value.isSampleData).toBe(false);
  await expect.poll(() => trayLabel(app, 'sentence')).toBe('Nothing is imported yet.');
});

test.describe('on sample data', () => {
  test.use({ words: ['--sample-data'] });

  test('imports by itself, and Sync now ends with all calendars up to date', async ({ app }) => {
    await expect(sentence(app)).toContainText(upToDate);
    const before = await newestRun(app);
    await app.page
      .getByRole('button', { name: /^Sync now/ })
      .first()
      .click();
    await expect.poll(() => newestRun(app)).toBeGreaterThan(before);
    await expect(sentence(app)).toContainText(upToDate);
    await expect.poll(() => trayLabel(app, 'sentence')).toBe(upToDate);
  });

  test('goes on while its window is closed, and tells the end in the next one', async ({ app }) => {
    await expect(sentence(app)).toContainText(upToDate);
    const before = await newestRun(app);
    await clickTray(app, 'sync');
    await app.page.close();
    await expect.poll(() => app.electron.windows().length).toBe(0);
    await expect.poll(() => trayLabel(app, 'sentence')).toBe(upToDate);
    const opened = app.electron.waitForEvent('window');
    await clickTray(app, 'open');
    const page = await opened;
    await expect(page.getByRole('heading', { level: 1 })).toContainText(upToDate);
    expect(await newestRun(app)).toBeGreaterThan(before);
  });

  test('goes on when its page crashes, and a new window says how it ended', async ({ app }) => {
    await expect(sentence(app)).toContainText(upToDate);
    const before = await newestRun(app);
    await clickTray(app, 'sync');
    const opened = app.electron.waitForEvent('window');
    await app.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer();
    });
    await expect((await opened).getByRole('heading', { level: 1 })).toContainText(upToDate);
    await expect.poll(() => app.electron.windows().length).toBe(1);
    expect(await newestRun(app)).toBeGreaterThan(before);
  });

  test('pauses and goes on from the tray', async ({ app }) => {
    await expect(sentence(app)).toContainText(upToDate);
    await clickTray(app, 'pause-60');
    await expect(sentence(app)).toContainText(/^Paused until /);
    await expect.poll(() => trayLabel(app, 'resume')).toBe('Resume');
    await clickTray(app, 'resume');
    await expect(sentence(app)).toContainText(upToDate);
  });

  test('a second start shows the window of the first and ends', async ({ app }) => {
    await expect(sentence(app)).toContainText(upToDate);
    await app.page.close();
    await expect.poll(() => app.electron.windows().length).toBe(0);
    const [executable, folder] = await app.electron.evaluate(({ app: own }) => [
      process.argv[0],
      own.getAppPath(),
    ]);
    const opened = app.electron.waitForEvent('window');
    const second = spawn(executable ?? '', [folder ?? '', '--sample-data'], {
      env: app.environment,
      stdio: 'ignore',
    });
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
    await expect((await opened).getByRole('heading', { level: 1 })).toContainText(upToDate);
  });
});
