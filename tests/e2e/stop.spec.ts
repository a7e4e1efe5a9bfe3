/** Stop during an import: it ends at once, says so, and the next run finishes the rest without writing anything twice. */
import { expect } from '@playwright/test';
import { clickTray, trayLabel } from './launch.ts';
import { goTo, sentence, switchOn, test } from './office.ts';

const upToDate = 'All 3 calendars are up to date.';

test('Stop ends a run that waits for Exchange, and the next run does the rest', async ({ app, office }) => {
  const { page } = app;
  office.book('Anna Berg', 'Server review', 3);
  office.book('Bruno Costa', 'Site visit', 2);
  office.book('Chloe Dubois', 'Handover', 4);
  // Not her first request: until a password has signed in once, one goes alone.
  office.exchange.faults.order({
    kind: 'never',
    operation: 'GetItem',
    mailbox: office.addressOf('Chloe Dubois'),
  });
  await switchOn(app, office);

  await expect(sentence(page)).toContainText('2 of 3 calendars are read.');
  await expect(page.getByRole('progressbar', { name: 'Agent 3 of 3' })).toHaveAttribute('value', '2');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(sentence(page)).toContainText('2 of 3 calendars are up to date. 1 needs you.');
  expect(office.inHalo('Anna Berg')).toEqual(['Server review 1', 'Server review 2', 'Server review 3']);
  expect(office.inHalo('Chloe Dubois')).toEqual([]);
  await goTo(page, 'Runs');
  const stopped = page.getByRole('row').filter({ hasText: 'At start' });
  await expect(stopped.getByRole('cell').last()).toHaveText('Stopped before the end. 5 added.');

  await expect(page.getByRole('heading', { level: 1 })).toContainText('The last run did not finish.');

  await goTo(page, 'Status');
  await expect(page.getByText('The run was stopped before it had finished.')).toBeVisible();
  await page.getByRole('button', { name: 'Sync now', exact: true }).click();
  await expect(sentence(page)).toContainText(upToDate);
  expect(office.inHalo('Anna Berg')).toHaveLength(3);
  expect(office.inHalo('Bruno Costa')).toHaveLength(2);
  expect(office.inHalo('Chloe Dubois')).toHaveLength(4);
  await goTo(page, 'Runs');
  await expect(page.getByRole('row').filter({ hasText: 'By hand' })).toContainText('4 added.');
});

test('Stop while Halo keeps its answer to itself doubles nothing', async ({ app, office }) => {
  const { page } = app;
  office.book('Anna Berg', 'Server review', 4);
  // The first appointment goes alone; this is the answer to the other three.
  office.halo.faults.order({ kind: 'never', done: true, method: 'POST', path: '/Appointment', after: 1 });
  await switchOn(app, office);
  const all = ['Server review 1', 'Server review 2', 'Server review 3', 'Server review 4'];
  await expect.poll(() => office.inHalo('Anna Berg')).toEqual(all);
  await expect.poll(() => trayLabel(app, 'stop')).toBe('Stop');
  await clickTray(app, 'stop');
  await expect.poll(() => trayLabel(app, 'sync')).toBe('Sync now');
  await goTo(page, 'Runs');
  await expect(page.getByRole('row').filter({ hasText: 'At start' })).toContainText(
    'Stopped before the end.',
  );

  await clickTray(app, 'sync');
  await expect.poll(() => trayLabel(app, 'sentence')).toBe(upToDate);
  expect(office.inHalo('Anna Berg')).toEqual(all);
});

test('a preview that is stopped promises nothing and is not taken for a run', async ({ app, office }) => {
  const { page } = app;
  office.book('Anna Berg', 'Server review', 2);
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  office.exchange.faults.order({ kind: 'never', mailbox: office.addressOf('Chloe Dubois') });
  await page.getByRole('button', { name: 'Other ways to sync' }).click();
  await page.getByRole('menuitem', { name: 'Preview only' }).click();
  await expect(page.getByRole('progressbar', { name: 'Agent 3 of 3' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(sentence(page)).toHaveText('Stopped before the end.');
  await expect(page.getByText('Every event in Exchange agrees')).toHaveCount(0);
  await goTo(page, 'Status');
  await expect(sentence(page)).toContainText(upToDate);
  await page.getByRole('link', { name: /^Last run 2 changes/ }).click();
  await expect(page.getByRole('table', { name: 'Items of run 1' })).toBeVisible();
});
