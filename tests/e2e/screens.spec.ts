/**
 * Every screen over the real engine: axe finds nothing in light, dark and high contrast, and nothing is cut or lies on anything else in a
 * large window, a small one, and at 200 %. `npm run screens:update` also writes the pictures in `screens/`; no other run changes a file.
 */
import { expect, type Page } from '@playwright/test';
import { test } from './launch.ts';
import { begin, isUpdating, look } from './look.ts';
import { goTo, sentence } from './office.ts';
import { sampleExchange } from './sample-exchange.ts';

/** Enough for the picture of the last runs to be one. */
const moreRuns = isUpdating ? 9 : 0;

test.setTimeout(600_000);

const tab = (page: Page, name: string) =>
  page.getByRole('main').getByRole('link', { name, exact: true }).click();
const at = (name: string) => `${name}@demo.example`;
const upToDate = 'All 12 calendars are up to date.';

async function syncNow(page: Page, runs: number, ends: string): Promise<void> {
  await goTo(page, 'Status');
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await expect(page.getByText(`The last ${runs} runs finished.`)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Last run/ })).toHaveAttribute('href', `#/runs?run=${runs}`);
  await expect(sentence(page)).toContainText(ends);
}

test.describe('on sample data', () => {
  test.use({ words: ['--sample-data'] });

  test('every screen is accessible and has a place for everything', async ({ app }) => {
    const { page } = app;
    await begin(app);
    await expect(sentence(page)).toContainText(upToDate);
    const exchange = await sampleExchange(app);
    let runs = 1;
    for (; runs <= moreRuns; runs += 1) {
      const day = `2026-04-0${runs}`;
      if (runs % 3 === 0)
        await exchange.book(
          at('emma.fischer'),
          `Change ${4_700 + runs}`,
          `${day}T08:00:00Z`,
          `${day}T09:00:00Z`,
        );
      await syncNow(page, runs + 1, upToDate);
    }
    const project = 'Project meeting: new telephone system';
    await exchange.move(
      at('anna.keller'),
      '2026-03-24',
      project,
      '2026-03-24T14:00:00Z',
      '2026-03-24T15:00:00Z',
    );
    await exchange.book(at('bruno.costa'), 'Vendor call', '2026-03-26T14:00:00Z', '2026-03-26T15:00:00Z');
    await exchange.remove(at('luis.moreno'), '2026-03-24', 'Visit: Hudson Dental');
    runs += 1;
    await syncNow(page, runs, upToDate);
    await expect(page.getByText('Exchange 2016')).toBeVisible();
    await look(page, 'status');

    await goTo(page, 'Agents');
    await expect(sentence(page)).toHaveText('12 of 12 agents are up to date.');
    await look(page, 'agents');

    await goTo(page, 'Calendar');
    await expect(sentence(page)).toHaveText('Anna Keller: 9 of 10 events are in Halo.');
    await look(page, 'calendar');
    await page.getByRole('radio', { name: 'Month' }).check();
    await expect(sentence(page)).toHaveText('Anna Keller: 31 of 32 events are in Halo.');
    await look(page, 'calendar-month');
    await page.getByRole('switch', { name: 'Show only recurring master appointments' }).check();
    await look(page, 'calendar-masters');

    await goTo(page, 'Runs');
    await page.getByRole('button', { name: `Run ${runs}`, exact: true }).click();
    await expect(page.getByRole('cell', { name: '1 added, 1 changed, 1 removed.' })).toBeVisible();
    await expect(page.getByText('new in Exchange').first()).toBeVisible();
    await look(page, 'runs');

    await goTo(page, 'Requests and log');
    await expect(page.getByRole('row', { name: /SyncFolderItems/ }).first()).toBeVisible();
    await look(page, 'requests');
    await tab(page, 'Log');
    await expect(
      page.getByRole('row', { name: `Run ${runs} finished: 1 added, 1 changed, 1 removed.` }),
    ).toBeVisible();
    await look(page, 'log');

    await goTo(page, 'Trace');
    await page.getByRole('combobox', { name: 'Agent' }).selectOption('Anna Keller');
    await page.getByRole('textbox', { name: 'Date' }).fill('2026-03-25');
    await page.getByRole('button', { name: 'Trace' }).click();
    await page.getByRole('button', { name: /^Focus time/ }).click();
    await expect(page.getByText('In Halo: no', { exact: true })).toBeVisible();
    await look(page, 'trace');

    await goTo(page, 'Check');
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(sentence(page)).toHaveText('Every rung holds.');
    await look(page, 'check');

    await exchange.book(at('grace.hughes'), 'Audit', '2026-03-27T14:00:00Z', '2026-03-27T15:00:00Z');
    await exchange.remove(at('karen.lopez'), '2026-03-25', 'Stand-up');
    await goTo(page, 'Runs');
    await page.getByRole('button', { name: 'Preview a run' }).click();
    await expect(sentence(page)).toHaveText('Would add 1, remove 1.');
    await look(page, 'preview');

    await goTo(page, 'Settings');
    await look(page, 'settings-halo');
    await tab(page, 'Exchange');
    await look(page, 'settings-exchange');
    await tab(page, 'Agents');
    await expect(page.getByText(/^Value 1: 12 agents/)).toBeVisible();
    await look(page, 'settings-agents');
    await tab(page, 'Schedule');
    await look(page, 'settings-schedule');
    await tab(page, 'Safety');
    await look(page, 'settings-safety');
    await tab(page, 'About');
    await look(page, 'settings-about');
    await tab(page, 'Calendars and Appointments');
    await page.getByRole('radio', { name: 'Meetings only' }).check();
    await expect(page.getByText(/^\d+ appointments? of \d+ agents? leave/)).toBeVisible();
    await look(page, 'settings-imported');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. The next run uses it.')).toBeVisible();
    await tab(page, 'Versions');
    await expect(page.getByRole('region', { name: 'Version 2' })).toBeVisible();
    await look(page, 'settings-versions');

    await syncNow(page, runs + 1, 'need you');
    await look(page, 'status-needs-you');
    await goTo(page, 'Held changes');
    await expect(sentence(page)).toContainText('wait for you.');
    await look(page, 'held-changes');
  });
});

test('First start is accessible and has a place for everything', async ({ app }) => {
  const { page } = app;
  await begin(app);
  await expect(sentence(page)).toHaveText('Connect to Halo.');
  await look(page, 'first-start');
  await page.getByRole('link', { name: 'Connect to Exchange' }).click();
  await expect(sentence(page)).toHaveText('Connect to Exchange.');
  await look(page, 'first-start-exchange');
});
