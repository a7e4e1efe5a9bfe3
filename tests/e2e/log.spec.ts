/** Requests and log: every filter, one run followed, the copy for support; what is secret or private stands nowhere. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { App } from './launch.ts';
import { ask, goTo, sentence, switchOn, test } from './office.ts';

const secret = 'MARKED-SECRET-81cd';
const privately = 'MARKED-PRIVATE-55ab';
const rows = (page: Page, name: string) => page.getByRole('grid', { name }).getByRole('row');
const requests = (page: Page) => rows(page, 'Requests, newest first');
const lines = (page: Page) => rows(page, 'Log, newest first');

async function openLog(page: Page): Promise<void> {
  await goTo(page, 'Requests and log');
  await page.getByRole('main').getByRole('link', { name: 'Log', exact: true }).click();
}

/** Texts of all files below a folder. */
function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
    .map(path => readFileSync(path, 'latin1'));
}

/** A wrong password first, so that there are refusals to look at; then the right one, and a private event. */
async function liveThrough(app: App, office: Parameters<typeof switchOn>[1]): Promise<void> {
  const { page } = app;
  office.book('Anna Berg', 'Server review', 2);
  office.book('Bruno Costa', privately, 1, { sensitivity: 'Private', location: privately, body: privately });
  await switchOn(app, office, { safety: { showSubjects: false } }, secret);
  await expect(page.getByText('Not syncing', { exact: true }).first()).toBeVisible();
  await ask(app, 'secrets.set', { name: 'exchange.password', value: office.password });
  await ask(app, 'sync.start', { agentIds: null, verify: false });
  await expect(sentence(page)).toContainText('All 3 calendars are up to date.');
}

test('requests are filtered by direction, agent, text, refusal and time', async ({ app, office }) => {
  const { page } = app;
  await liveThrough(app, office);
  await goTo(page, 'Requests and log');
  await expect(sentence(page)).toHaveText(/^\d+ requests today\. \d+ (?:was|were) refused\.$/);
  await expect(requests(page).filter({ hasText: 'POST /Appointment' }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Refused' }).click();
  await expect(requests(page).filter({ hasText: '200' })).toHaveCount(0);
  await expect(requests(page).filter({ hasText: '401' }).first()).toBeVisible();
  await requests(page).filter({ hasText: '401' }).first().click();
  const details = page.getByRole('region', { name: /, Exchange$/ });
  await expect(details).toContainText('401');
  await details.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Refused' }).click();

  await page.getByRole('searchbox', { name: 'Find a request' }).fill('syncfolder');
  await expect(requests(page).filter({ hasText: 'POST /Appointment' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Agent' }).selectOption('Chloe Dubois');
  await expect(requests(page).filter({ hasText: 'anna.berg' })).toHaveCount(0);
  await expect(requests(page).filter({ hasText: 'chloe.dubois' }).first()).toContainText('SyncFolderItems');
  await page.getByRole('radio', { name: 'Outbound' }).check();
  await expect(page.getByText('Nothing fits.')).toBeVisible();
  await page.getByRole('radio', { name: 'All', exact: true }).check();
  await page.getByRole('searchbox', { name: 'Find a request' }).fill('');
  await page.getByRole('button', { name: 'Slower than 1 s' }).click();
  await expect(page.getByText('Nothing fits.')).toBeVisible();
});

test('the log is filtered by level, agent and text, and one run is followed', async ({ app, office }) => {
  const { page } = app;
  await liveThrough(app, office);
  await openLog(page);
  await expect(sentence(page)).toHaveText(/^Today's log: [1-9]\d* errors?, \d+ warnings?\.$/);
  const finished = lines(page).filter({ hasText: /Run \d+ finished: 3 added\./ });
  await expect(finished).toHaveCount(1);

  await page.getByRole('radio', { name: 'Errors' }).check();
  await expect(finished).toHaveCount(0);
  await expect(lines(page).filter({ hasText: 'Error' }).first()).toBeVisible();
  await expect(lines(page).filter({ hasText: 'Info' })).toHaveCount(0);
  await page.getByRole('radio', { name: 'and information' }).check();
  await expect(finished).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Agent' }).selectOption('Chloe Dubois');
  await expect(finished).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Agent' }).selectOption('All agents');
  await page.getByRole('searchbox', { name: 'Find in the log' }).fill('RUN 2');
  await expect(lines(page).filter({ hasText: 'Error' })).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Find in the log' }).fill('no such words');
  await expect(page.getByText('Nothing fits.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find in the log' }).fill('');

  await finished.getByRole('link').click();
  const only = page.getByRole('button', { name: /^Run \d+$/ });
  await expect(only).toHaveAttribute('aria-pressed', 'true');
  await expect(lines(page).filter({ hasText: 'Error' })).toHaveCount(0);
  await only.click();
  await expect(only).toHaveCount(0);
  await finished.click();
  await page.getByRole('link', { name: /^Follow run \d+$/ }).click();
  await expect(only).toHaveAttribute('aria-pressed', 'true');
});

test('neither a secret nor what is private stands on a screen, in the copy for support or in the data folder', async ({
  app,
  office,
}, info) => {
  const { page, electron, environment } = app;
  await liveThrough(app, office);
  const mailbox = office.addressOf('Chloe Dubois');
  office.exchange.faults.order({ kind: 'soap-fault', code: 'ErrorAccessDenied', mailbox, times: 9 });
  await ask(app, 'sync.start', { agentIds: null, verify: false });
  await expect(sentence(page)).toContainText('2 of 3 calendars are up to date.');
  const isClean = (text: string, what: string) => {
    for (const mark of [secret, privately, office.password, office.halo.clientSecret])
      expect(text.includes(mark), `${what} holds ${mark}`).toBe(false);
  };
  for (const name of [
    'Status',
    'Agents',
    'Calendar',
    'Runs',
    'Requests and log',
    'Held changes',
    'Settings',
  ]) {
    await goTo(page, name);
    await expect(sentence(page)).not.toHaveText(/^Reading/);
    isClean(await page.content(), name);
  }
  await openLog(page);
  await expect(lines(page).filter({ hasText: 'finished' }).first()).toBeVisible();
  isClean(await page.content(), 'the log');
  await page.getByRole('searchbox', { name: 'Find in the log' }).fill(privately.slice(0, 10));
  await expect(page.getByText('Nothing fits.')).toBeVisible();

  const file = info.outputPath('log-for-support.txt');
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Save a copy for support' }).click();
  await expect(page.getByRole('main').getByRole('status')).toHaveText(`Saved as ${file}.`);
  const copy = readFileSync(file, 'utf8');
  isClean(copy, 'the copy for support');
  expect(copy).toContain('finished');
  expect(copy).not.toContain('@example.org');
  expect(copy).toMatch(/address-\d/);
  const kept = textsIn(environment['HALO_INTEGRATOR_DATA'] ?? '');
  expect(kept.length).toBeGreaterThan(3);
  for (const text of kept) isClean(text, 'a file of the data folder');
});
