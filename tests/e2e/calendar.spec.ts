/** Calendar on sample data: Halo beside Exchange, series with their exceptions, what is skipped and why, only recurring masters. */
import { expect, type Page } from '@playwright/test';
import { test } from './launch.ts';
import { goTo, sentence } from './office.ts';
import { sampleExchange } from './sample-exchange.ts';

test.use({ words: ['--sample-data'] });
test.beforeEach(async ({ app: { page } }) => {
  await expect(sentence(page)).toContainText('All 12 calendars are up to date.');
  await goTo(page, 'Calendar');
});

const agent = (page: Page) => page.getByRole('main').getByRole('combobox', { name: 'Agent' });
const grid = (page: Page, range: string) =>
  page.getByRole('group', { name: `${range}, Halo beside Exchange` });
const week = '23 – 29 Mar 2026';
const onlyMasters = (page: Page) =>
  page.getByRole('switch', { name: 'Show only recurring master appointments' });

test('opens on the week of the import, and a series stands on both sides with its exception moved', async ({
  app: { page },
}) => {
  await agent(page).selectOption('Emma Fischer');
  await expect(sentence(page)).toHaveText(/^Emma Fischer: \d+ of \d+ events are in Halo\.$/);
  await expect(page.getByText('today', { exact: true })).toBeVisible();
  const blocks = grid(page, week);
  for (const side of ['Halo', 'Exchange']) {
    await expect(
      blocks.getByRole('button', { name: `${side}, 16:00–17:00, exception of a series: Change board` }),
    ).toHaveCount(1);
    await expect(
      blocks.getByRole('button', { name: `${side}, 09:30–09:45, of a series: Stand-up` }),
    ).toHaveCount(5);
  }
  // Over midnight: it is drawn on both days, and the weekend with it.
  await expect(blocks.getByRole('button', { name: /^Exchange, 22:00–04:30: Patch window/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Week after' }).click();
  await expect(
    grid(page, '30 Mar – 5 Apr 2026').getByRole('button', {
      name: 'Halo, 14:00–15:00, exception of a series: Change board: freeze before Easter',
    }),
  ).toHaveCount(1);
  await page.getByRole('button', { name: /Today/ }).click();
  await expect(blocks).toBeVisible();
});

test('what is skipped says why, and leads to the rule', async ({ app: { page } }) => {
  await agent(page).selectOption('Emma Fischer');
  const row = page.getByRole('row', { name: /Focus time/ });
  await expect(row).toContainText('Fri 27 Mar, 10:00–11:30');
  await expect(row).toContainText('Free time is not imported');
  const gone = grid(page, week).getByRole('button', {
    name: /^Halo, 10:00–11:30, Skipped: free time is not imported/,
  });
  await expect(gone).toHaveCount(1);
  await gone.click();
  const details = page.getByRole('region', { name: /^Focus time, Fri 27 Mar/ });
  await expect(details).toContainText('Skipped: free time is not imported.');
  await details.getByRole('button', { name: 'Close' }).click();
  await expect(details).toHaveCount(0);
  await row.getByRole('link', { name: 'Change rule' }).click();
  await expect(page.getByRole('group', { name: 'Free-time items' })).toBeFocused();
});

test('only recurring masters: nothing else shows, with their beginning, exceptions and what is in Halo', async ({
  app: { page },
}) => {
  await agent(page).selectOption('Emma Fischer');
  await expect(sentence(page)).toContainText('Emma Fischer:');
  await onlyMasters(page).check();
  await expect(grid(page, week)).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Focus time/ })).toHaveCount(0);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(3);
  const board = rows.filter({ hasText: 'Change board' }).getByRole('cell');
  await expect(board).toHaveText(['25 Feb 2026, 14:00', '1', '1', '1']);
  const standUp = rows.filter({ hasText: 'Stand-up' }).getByRole('cell');
  await expect(standUp).toHaveText(['9 Mar 2026, 09:30', '5', '0', '5']);
  await onlyMasters(page).uncheck();
  await expect(grid(page, week)).toBeVisible();
});

test('private events show their time alone, and Halo’s own work is told apart', async ({ app: { page } }) => {
  await expect(sentence(page)).toHaveText('Anna Keller: 9 of 10 events are in Halo.');
  const blocks = grid(page, week);
  await expect(blocks.getByRole('button', { name: 'Halo, 08:00–08:45: Private' })).toHaveCount(1);
  await expect(blocks.getByRole('button', { name: 'Exchange, 08:00–08:45: Private' })).toHaveCount(1);
  await expect(page.getByText('Dentist')).toHaveCount(0);
  await expect(page.getByText('Not for others')).toHaveCount(0);
  await blocks.getByRole('button', { name: /^Halo, 09:00–10:00: Ticket 2041/ }).click();
  await expect(page.getByRole('region', { name: /^Ticket 2041/ })).toContainText(
    'Halo’s own: the import never touches it.',
  );
});

test('a month leads to the weeks of its days, and what changes in Exchange shows when both are read again', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('radio', { name: 'Month' }).check();
  await expect(sentence(page)).toHaveText('Anna Keller: 31 of 32 events are in Halo.');
  await grid(page, 'March 2026').getByRole('button', { name: 'Wed 25 Mar', exact: true }).click();
  await expect(grid(page, week)).toBeVisible();
  await expect(sentence(page)).toHaveText('Anna Keller: 9 of 10 events are in Halo.');
  const exchange = await sampleExchange(app);
  await exchange.book(
    'anna.keller@demo.example',
    'Site call',
    '2026-03-27T13:00:00Z',
    '2026-03-27T14:00:00Z',
  );
  await page.getByRole('button', { name: 'Read both again' }).click();
  await expect(sentence(page)).toHaveText('Anna Keller: 9 of 11 events are in Halo.');
  await expect(page.getByText('1 waits for the next run.')).toBeVisible();
});
