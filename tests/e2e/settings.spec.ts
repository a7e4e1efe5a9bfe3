/** Settings by the window: saved and used, refused with the field named, kept while another page is open, exported and imported. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { SettingsView } from '../../preload/contract/views/setup.ts';
import { type App, test as launched } from './launch.ts';
import { ask, goTo, sentence, switchOn, test } from './office.ts';

const everyMinutes = 'Every so many minutes';
const schedule = (page: Page) => page.getByRole('textbox', { name: everyMinutes });
const said = (page: Page) => page.getByRole('main').getByRole('status');

async function openSection(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
}
async function openSchedule(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await openSection(page, 'Schedule');
}
const settingsOf = async (app: App) => ((await ask(app, 'settings.read', {})) as SettingsView).settings;

launched.describe('on sample data', () => {
  launched.use({ words: ['--sample-data'] });

  launched(
    'a setting is saved, told among the versions, and an earlier version comes back',
    async ({ app }) => {
      const { page } = app;
      await openSchedule(page);
      await schedule(page).fill('30');
      await expect(page.getByText('1 change not saved')).toBeVisible();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(said(page)).toHaveText('Saved. The next run uses it.');
      await expect(page.getByText('No changes to save')).toBeVisible();
      expect((await settingsOf(app)).schedule.everyMinutes).toBe(30);

      await openSection(page, 'Versions');
      const newest = page.getByRole('region', { name: 'Version 2' });
      await expect(newest.getByRole('row', { name: new RegExp(everyMinutes) })).toContainText('1530');
      await page.getByRole('button', { name: 'Restore Version 1' }).click();
      await expect(said(page)).toHaveText('Version 1 is current again, saved as a new version.');
      await openSection(page, 'Schedule');
      await expect(schedule(page)).toHaveValue('15');
    },
  );

  launched(
    'what cannot be is named at its field and in the bar, and is not saved by any way',
    async ({ app }) => {
      const { page } = app;
      await openSchedule(page);
      await schedule(page).fill('often');
      await expect(page.getByText(`, 1 to correct: ${everyMinutes}`)).toBeVisible();
      await expect(schedule(page)).toHaveAttribute('aria-invalid', 'true');
      await expect(schedule(page)).toHaveAccessibleDescription(/number/i);
      await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();

      const before = await settingsOf(app);
      const draft = { ...before, schedule: { ...before.schedule, everyMinutes: 'often' } };
      const reply = await page.evaluate(
        given => Reflect.get(globalThis, 'integrator').ask('settings.save', { draft: given, basedOn: 1 }),
        draft,
      );
      expect(reply.ok).toBe(false);
      expect(JSON.stringify(reply.problem)).toContain('schedule.everyMinutes');
      expect(await settingsOf(app)).toEqual(before);

      await page.getByRole('button', { name: 'Discard' }).click();
      await expect(schedule(page)).toHaveValue('15');
      await expect(schedule(page)).toHaveAttribute('aria-invalid', 'false');
    },
  );

  launched(
    'what is typed stays while another page is open, and is not written over what another saved',
    async ({ app }) => {
      const { page } = app;
      await openSchedule(page);
      await schedule(page).fill('20');
      await goTo(page, 'Agents');
      await expect(sentence(page)).toContainText('agents are up to date.');
      await openSchedule(page);
      await expect(schedule(page)).toHaveValue('20');
      await expect(page.getByText('1 change not saved')).toBeVisible();

      const others = { ...(await settingsOf(app)) };
      const draft = { ...others, schedule: { ...others.schedule, everyMinutes: 25 } };
      await ask(app, 'settings.save', { draft, basedOn: 1 });
      await goTo(page, 'Status');
      await openSchedule(page);
      await expect(schedule(page)).toHaveValue('20');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(
        page.getByRole('alert').filter({ hasText: 'Somebody saved the settings meanwhile' }),
      ).toBeVisible();
      expect((await settingsOf(app)).schedule.everyMinutes).toBe(25);
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(schedule(page)).toHaveValue('25');
    },
  );
});

test('settings leave without secrets and come back, and a file that cannot be is refused with the field', async ({
  app,
  office,
}, info) => {
  const { page, electron } = app;
  await switchOn(app, office);
  await expect(sentence(page)).toContainText('All 3 calendars are up to date.');
  const file = info.outputPath('settings.json');
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Export without secrets' }).click();
  await expect(said(page)).toHaveText(`Exported to ${file}.`);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain(office.password);
  expect(text).not.toContain(office.halo.clientSecret);
  const exported = JSON.parse(text);

  const importFile = async (name: string, content: string) => {
    const path = join(info.outputDir, name);
    writeFileSync(path, content);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Import …' }).click(),
    ]);
    await chooser.setFiles(path);
  };
  const refused = page.getByRole('alert');
  await importFile('nonsense.json', 'not settings');
  await expect(refused.filter({ hasText: 'The file is not a settings file.' })).toBeVisible();
  const wrong = { ...exported, schedule: { ...exported.schedule, everyMinutes: 0 } };
  await importFile('wrong.json', JSON.stringify(wrong));
  await expect(refused.filter({ hasText: /everyMinutes|so many minutes/ })).toBeVisible();

  await importFile(
    'new.json',
    JSON.stringify({ ...exported, schedule: { ...exported.schedule, everyMinutes: 45 } }),
  );
  await expect(said(page)).toHaveText('Imported and saved as a new version.');
  await openSection(page, 'Schedule');
  await expect(schedule(page)).toHaveValue('45');
  expect((await settingsOf(app)).exchange).toEqual(exported.exchange);
  await goTo(page, 'Status');
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await expect(page.getByText('The last 2 runs finished.')).toBeVisible();
});
