/** Green needs a recent success: after hours without one Status and tray are amber, although nothing failed. The clock is set, not waited for. */
import { expect } from '@playwright/test';
import { sleepComputer, trayHealth, trayLabel } from './launch.ts';
import { goTo, sentence, switchOn, test } from './office.ts';

const upToDate = 'All 3 calendars are up to date.';

test('no success for two intervals turns Status and tray amber, and Sync now heals it', async ({
  app,
  office,
}) => {
  const { page } = app;
  await switchOn(app, office, { schedule: { everyMinutes: 15, catchUp: false } });
  await expect(sentence(page)).toHaveText(
    /^All 3 calendars are up to date\. Last finished \d\d:\d\d, next \d\d:\d\d\.$/,
  );
  await expect.poll(() => trayHealth(app)).toBe('up-to-date');
  await sleepComputer(app, 3);

  await expect(sentence(page)).toContainText('0 of 3 calendars are up to date. 3 need you.');
  await expect(page.getByText('3 calendars were not synced for two intervals.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Sync now Last finished .*, 3 hours ago$/ })).toBeVisible();
  await expect.poll(() => trayHealth(app)).toBe('needs-you');
  expect(await trayLabel(app, 'sentence')).toBe('0 of 3 calendars are up to date. 3 need you.');
  expect(await trayLabel(app, 'problems')).toBe('Problems (1)');

  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await expect(sentence(page)).toContainText(upToDate);
  await expect.poll(() => trayHealth(app)).toBe('up-to-date');
});

test('what a sleep has missed is caught up once, and it is green again', async ({ app, office }) => {
  const { page } = app;
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  office.book('Anna Berg', 'Server review');
  await sleepComputer(app, 3);
  await expect.poll(() => office.inHalo('Anna Berg')).toEqual(['Server review']);
  await expect(sentence(page)).toContainText(upToDate);
  await goTo(page, 'Runs');
  await expect(page.getByRole('row').filter({ hasText: 'Caught up' })).toHaveCount(1);
  await expect(page.getByRole('row').filter({ hasText: 'At start' })).toHaveCount(1);
});
