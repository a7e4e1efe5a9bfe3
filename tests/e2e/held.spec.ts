/** Held changes from the Status screen to Halo: what looks too large to be meant waits, and what a person answers is done and remembered. */
import { expect, type Page } from '@playwright/test';
import { type App, trayLabel } from './launch.ts';
import { goTo, sentence, switchOn, test } from './office.ts';

const upToDate = 'All 3 calendars are up to date.';
const waiting = '1 of 3 calendars is up to date. 2 need you.';

/** A run by hand from the Status screen, to its end. */
async function syncNow({ page }: App, ends: string, runs: number): Promise<void> {
  await goTo(page, 'Status');
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await expect(page.getByText(`The last ${runs} runs finished.`)).toBeVisible();
  await expect(sentence(page)).toContainText(ends);
}

const group = (page: Page, title: string) => page.getByRole('region', { name: title });
const said = (page: Page) => page.getByRole('main').getByRole('status');

test('many removals wait for a person, who approves one, keeps one and answers the rest by group', async ({
  app,
  office,
}) => {
  const { page } = app;
  const reviews = office.book('Anna Berg', 'Review', 8);
  const visits = office.book('Bruno Costa', 'Visit', 8);
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  office.remove('Anna Berg', reviews.slice(0, 6));
  office.remove('Bruno Costa', visits.slice(0, 5));
  await syncNow(app, waiting, 2);
  await expect(
    page.getByText('11 changes wait for your decision: 6 for Anna Berg, 5 for Bruno Costa.'),
  ).toBeVisible();
  await expect.poll(() => trayLabel(app, 'sentence')).toBe(waiting);
  expect(await trayLabel(app, 'problems')).toBe('Problems (1)');
  expect(office.inHalo('Anna Berg')).toHaveLength(8);

  await page.getByRole('link', { name: 'Review 11 changes' }).click();
  await expect(sentence(page)).toHaveText('11 changes wait for you. Everything else goes on.');
  const hers = group(page, 'Anna Berg: 6 appointments would be removed');
  await hers.getByRole('checkbox', { name: 'Select all' }).uncheck();
  await hers.getByRole('checkbox', { name: /^Select Review 1,/ }).check();
  await hers.getByRole('button', { name: 'Remove 1 in Halo' }).click();
  await expect(said(page)).toHaveText('1 change is approved. What still stands is done.');
  const left = group(page, 'Anna Berg: 5 appointments would be removed');
  await left.getByRole('checkbox', { name: /^Select Review 2,/ }).check();
  await left.getByRole('button', { name: 'Keep 1', exact: true }).click();
  await expect(said(page)).toHaveText('1 change is not made: all stays as it is.');
  await expect(page.getByRole('row', { name: /Review 1 .*Approved/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Review 2 .*Kept/ })).toBeVisible();

  await syncNow(app, waiting, 3);
  const without1 = ['Review 2', 'Review 3', 'Review 4', 'Review 5', 'Review 6', 'Review 7', 'Review 8'];
  expect(office.inHalo('Anna Berg')).toEqual(without1);
  expect(office.inHalo('Bruno Costa')).toHaveLength(8);
  await goTo(page, 'Held changes');
  await page.getByRole('button', { name: 'Remove 4 in Halo' }).click();
  await page.getByRole('button', { name: 'Keep all 5 as they are' }).click();
  await expect(sentence(page)).toHaveText('Nothing waits for an answer.');
  await syncNow(app, upToDate, 4);
  expect(office.inHalo('Anna Berg')).toEqual(['Review 2', 'Review 7', 'Review 8']);
  expect(office.inHalo('Bruno Costa')).toHaveLength(8);
  expect(await trayLabel(app, 'problems')).toBe('Problems (0)');
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await expect(page.getByText('The last 5 runs finished.')).toBeVisible();
  // It changed nothing: what is shown is of the run before.
  await page.getByRole('link', { name: 'Open run 4' }).click();
  await expect(page.getByRole('table', { name: 'Items of run 4' })).toBeVisible();
});

test('all that wait are kept or approved at once, and what was kept stays so', async ({ app, office }) => {
  const { page } = app;
  const reviews = office.book('Anna Berg', 'Review', 10);
  const visits = office.book('Bruno Costa', 'Visit', 5);
  const calls = office.book('Chloe Dubois', 'Call', 5);
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  office.remove('Anna Berg', reviews.slice(0, 5));
  office.remove('Bruno Costa', visits);
  await syncNow(app, waiting, 2);
  await goTo(page, 'Held changes');
  await page.getByRole('button', { name: 'Keep all 10', exact: true }).click();
  await expect(said(page)).toHaveText('10 changes are not made: all stays as it is.');
  await goTo(page, 'Status');
  await expect(sentence(page)).toContainText(upToDate);

  office.remove('Anna Berg', reviews.slice(5));
  office.remove('Chloe Dubois', calls);
  await syncNow(app, waiting, 3);
  await goTo(page, 'Held changes');
  await page.getByRole('button', { name: 'Approve all 10', exact: true }).click();
  await expect(sentence(page)).toHaveText('Nothing waits for an answer.');
  await syncNow(app, upToDate, 4);
  await page.getByRole('button', { name: 'Other ways to sync' }).click();
  await page.getByRole('menuitem', { name: 'Re-read everything' }).click();
  await expect(page.getByText('The last 5 runs finished.')).toBeVisible();
  expect(office.inHalo('Anna Berg')).toEqual(['Review 1', 'Review 2', 'Review 3', 'Review 4', 'Review 5']);
  expect(office.inHalo('Bruno Costa')).toHaveLength(5);
  expect(office.inHalo('Chloe Dubois')).toEqual([]);
  await goTo(page, 'Held changes');
  await expect(page.getByRole('cell', { name: 'Kept' })).toHaveCount(10);
});
