/** The way to Exchange by the window: switched on and set up in Settings, told in Status, greyed with the reason where Halo does it itself. */
import { expect, type Page } from '@playwright/test';
import type { SettingsView } from '../../preload/contract/views/setup.ts';
import { test } from './launch.ts';
import { ask, goTo } from './office.ts';

async function openSection(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
}
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

test.describe('on sample data', () => {
  test.use({ words: ['--sample-data'] });

  test('is switched on, says in Status how soon a change arrives, and wants a secret that cannot be guessed', async ({
    app,
  }) => {
    const { page } = app;
    await goTo(page, 'Status');
    await expect(page.getByRole('link', { name: /^Outbound/ })).toHaveCount(0);
    await goTo(page, 'Settings');
    await openSection(page, 'Outbound');
    await page.getByRole('switch', { name: 'Write changes to Exchange' }).check();
    await page.getByRole('textbox', { name: 'Look every so many seconds' }).fill('45');
    await page.getByRole('textbox', { name: 'Only these types' }).fill('3\nfour');
    await expect(save(page)).toBeDisabled();
    await page.getByRole('textbox', { name: 'Only these types' }).fill('3\n4');
    await expect(page.getByText('Weekly series: not yet')).toBeVisible();
    await page.getByText('All numbers').click();
    await page.getByRole('textbox', { name: 'Weekly. Which kind of series' }).fill('one');
    await expect(save(page)).toBeDisabled();
    await page.getByRole('textbox', { name: 'Weekly. Which kind of series' }).fill('1');
    await page.getByRole('textbox', { name: 'For ever. How long it goes on' }).fill('0');
    await expect(page.getByText('Weekly series are sent')).toBeVisible();
    await page.getByRole('textbox', { name: 'Daily. Which kind of series' }).fill('1');
    await expect(page.getByText('1 is entered twice.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Daily. Which kind of series' }).fill('');
    await page.getByRole('switch', { name: 'Let Halo tell of changes' }).check();
    await page.getByRole('textbox', { name: 'Address to listen on' }).fill('somewhere');
    await expect(save(page)).toBeDisabled();
    await page.getByRole('textbox', { name: 'Address to listen on' }).fill('127.0.0.1');
    await page.getByLabel('Shared secret').fill('short');
    await page.getByRole('button', { name: 'Save it' }).click();
    await expect(page.getByText('too short to be safe')).toBeVisible();
    await page.getByRole('switch', { name: 'Let Halo tell of changes' }).uncheck();
    await save(page).click();
    await expect(page.getByText('No changes to save')).toBeVisible();
    await expect(page.getByText('2 of 36 confirmed')).toBeVisible();
    const { settings } = (await ask(app, 'settings.read', {})) as SettingsView;
    expect([settings.outbound.enabled, settings.outbound.pollSeconds, settings.outbound.types]).toEqual([
      true,
      45,
      [3, 4],
    ]);
    const { weekly, daily, range } = settings.outbound.seriesCodes;
    expect([weekly, daily, range.endless]).toEqual([1, null, 0]);
    await goTo(page, 'Status');
    const fact = page.getByRole('main').getByRole('link', { name: /^Outbound/ });
    await expect(fact).toContainText('Within 45 s; at once is not set up');
    await fact.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Nothing waits for its way to Exchange.',
    );
    await page.getByRole('link', { name: 'Settings of Outbound' }).click();
    await expect(page.getByRole('switch', { name: 'Write changes to Exchange' })).toBeChecked();
  });

  test('is greyed, with the reason, while Halo writes Exchange itself', async ({ app }) => {
    const { page } = app;
    await goTo(page, 'Settings');
    await page.getByRole('radio', { name: /^Halo writes Exchange itself/ }).check();
    await openSection(page, 'Outbound');
    await expect(page.getByText('so nothing of this is used')).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Write changes to Exchange' })).toBeDisabled();
    await expect(page.getByRole('textbox', { name: 'Time zone of the agents' })).not.toBeEditable();
    await page.getByRole('main').getByRole('link', { name: 'Halo', exact: true }).last().click();
    await expect(page.getByRole('radio', { name: /^Halo cannot reach Exchange/ })).toBeVisible();
  });
});
