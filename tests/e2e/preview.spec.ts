/** What would happen is shown before it does: by a preview from the menu, and beside a setting before it is saved. Neither writes. */
import { expect } from '@playwright/test';
import { dayAhead, goTo, type Office, sentence, switchOn, test } from './office.ts';

const upToDate = 'All 3 calendars are up to date.';

/** Requests that could have changed an appointment. */
function writes({ halo }: Office): number {
  return halo.requests.filter(({ method, path }) => method !== 'GET' && /appointment/i.test(path)).length;
}

test('Preview only counts what a run would do and writes nothing; Sync now then does just that', async ({
  app,
  office,
}) => {
  const { page } = app;
  const [first = '', second = ''] = office.book('Anna Berg', 'Server review', 3);
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  office.book('Bruno Costa', 'Site visit', 2);
  office.exchange.state
    .mailbox(office.addressOf('Anna Berg'))
    .change(first, { start: `${dayAhead(2)}T12:00:00`, end: `${dayAhead(2)}T13:00:00` });
  office.remove('Anna Berg', [second]);
  const written = writes(office);
  await page.getByRole('button', { name: 'Other ways to sync' }).click();
  await page.getByRole('menuitem', { name: 'Preview only' }).click();

  await expect(sentence(page)).toHaveText('Would add 2, change 1, remove 1.');
  const plan = page.getByRole('table', { name: 'What a run would do' });
  await expect(plan.getByRole('row', { name: /Anna Berg Changed .*Server review 1/ })).toBeVisible();
  await expect(plan.getByRole('row', { name: /Anna Berg Removed .*Server review 2/ })).toBeVisible();
  await expect(plan.getByRole('row', { name: /Bruno Costa Added Site visit/ })).toHaveCount(2);
  expect(writes(office)).toBe(written);
  expect(office.inHalo('Bruno Costa')).toEqual([]);

  await page.getByRole('main').getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByText('The last 2 runs finished.')).toBeVisible();
  await expect(sentence(page)).toContainText(upToDate);
  expect(office.inHalo('Anna Berg')).toEqual(['Server review 1', 'Server review 3']);
  expect(office.inHalo('Bruno Costa')).toEqual(['Site visit 1', 'Site visit 2']);
});

test('a setting says what leaves and what is new before it is saved, and the next run does that', async ({
  app,
  office,
}) => {
  const { page } = app;
  office.book('Anna Berg', 'Server review', 10);
  office.book('Anna Berg', 'Focus time', 2, { freeBusy: 'Free' });
  office.book('Bruno Costa', 'Perhaps', 2, { freeBusy: 'Tentative' });
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  const written = writes(office);
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Calendars and Appointments' }).click();
  await page
    .getByRole('radiogroup', { name: 'Free-time items' })
    .getByRole('radio', { name: 'Import' })
    .check();
  await expect(page.getByRole('heading', { name: 'If you save this' })).toBeVisible();
  await expect(page.getByText('No appointment leaves Halo, 2 are new.')).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Tentative' }).getByRole('radio', { name: 'Skip' }).check();
  await expect(page.getByText('2 appointments of 1 agent leave Halo, 2 are new.')).toBeVisible();
  await expect(page.getByRole('row', { name: 'Anna Berg 0 2' })).toBeVisible();
  await expect(page.getByRole('row', { name: 'Bruno Costa 2 0' })).toBeVisible();
  await expect(page.getByText('2 of these changes will be held until you approve them.')).toBeVisible();
  expect(writes(office)).toBe(written);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. The next run uses it.')).toBeVisible();
  await goTo(page, 'Status');
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await expect(page.getByText('2 changes wait for your decision: 2 for Bruno Costa.')).toBeVisible();
  expect(office.inHalo('Anna Berg')).toHaveLength(12);
  expect(office.inHalo('Bruno Costa')).toEqual(['Perhaps 1', 'Perhaps 2']);
});
