/** What goes wrong is one clear entry in the product's words, with what to do, and heals: a refused password, servers that are away. */
import { expect, type Page } from '@playwright/test';
import { type App, passTime, trayLabel } from './launch.ts';
import { expectSooner, goTo, type Office, sentence, switchOn, test } from './office.ts';

const upToDate = 'All 3 calendars are up to date.';
const time = /\d\d:\d\d/.source;

const attention = (page: Page) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: 'Next try' });

/** How the Status screen and the tray say that a server is away, while Halo keeps what it has. */
async function expectAway(app: App, office: Office, server: 'Exchange' | 'Halo'): Promise<void> {
  const { page } = app;
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await expectSooner(
    app,
    new RegExp(`^${server} cannot be reached since ${time}\\. Trying again at ${time}\\.$`),
  );
  await expect(attention(page)).toHaveCount(1);
  await expect(attention(page)).toContainText(
    new RegExp(`${server} at 127\\.0\\.0\\.1 does not accept connections on port \\d+\\.\\s*Since `),
  );
  await expect(attention(page).getByRole('link', { name: 'Check the connection' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Last run Could not run/ })).toBeVisible();
  expect(office.inHalo('Anna Berg')).toEqual(['Server review 1', 'Server review 2']);
}

test('a wrong password is one entry that names the account, and heals when it is entered anew', async ({
  app,
  office,
}) => {
  const { page } = app;
  await switchOn(app, office, {}, 'wrong');
  const refused = 'Exchange does not accept the user name or password of the account EXAMPLE\\svc-halo-sync.';
  await expect(sentence(page)).toContainText(refused);
  await expect.poll(() => trayLabel(app, 'sentence')).toBe(refused);
  expect(await trayLabel(app, 'problems')).toBe('Problems (1)');
  await expect(attention(page)).toHaveCount(1);

  await attention(page).getByRole('link', { name: 'Enter it again' }).click();
  await page.getByRole('button', { name: 'Replace Password' }).click();
  await page.getByLabel('Password', { exact: true }).fill(office.password);
  await page.getByRole('button', { name: 'Save it' }).click();
  await expect(page.getByRole('button', { name: 'Replace Password' })).toBeVisible();
  await goTo(page, 'Status');
  await page.getByRole('button', { name: /^Sync now/ }).click();
  await expect(sentence(page)).toContainText(upToDate);
  await expect(attention(page)).toHaveCount(0);
  await expect.poll(() => trayLabel(app, 'problems')).toBe('Problems (0)');
});

test('an Exchange that is away is said with its time, and what is in Halo stays', async ({ app, office }) => {
  office.book('Anna Berg', 'Server review', 2);
  await switchOn(app, office);
  await expect(sentence(app.page)).toContainText(upToDate);
  await office.exchange.close();
  await expectAway(app, office, 'Exchange');
  await expect.poll(() => trayLabel(app, 'sentence')).toMatch(/^Exchange cannot be reached since/);
});

test('a Halo that is away is said with its time, and what is in it stays', async ({ app, office }) => {
  office.book('Anna Berg', 'Server review', 2);
  await switchOn(app, office);
  await expect(sentence(app.page)).toContainText(upToDate);
  await office.halo.close();
  await expectAway(app, office, 'Halo');
  await expect.poll(() => trayLabel(app, 'sentence')).toMatch(/^Halo cannot be reached since/);
});

test('a server that asks us to slow down is waited for, with its time, and nothing is asked of anybody', async ({
  app,
  office,
}) => {
  const { page } = app;
  office.book('Chloe Dubois', 'Handover', 2);
  office.exchange.faults.order({
    kind: 'server-busy',
    backOffMs: 5 * 60_000,
    mailbox: office.addressOf('Chloe Dubois'),
  });
  await switchOn(app, office);
  const main = page.getByRole('main');
  await expect(
    main.getByText(new RegExp(`^Exchange asked us to slow down; goes on at ${time}$`)),
  ).toBeVisible();
  const entry = main.getByRole('listitem').filter({ hasText: 'Exchange asked us to slow down.' });
  await expect(entry).toContainText(new RegExp(`Goes on by itself at ${time}; nothing for you to do\\.`));
  await expect(entry.getByRole('link')).toHaveCount(0);
  await expect.poll(() => trayLabel(app, 'problems')).toBe('Problems (0)');
  expect(office.inHalo('Chloe Dubois')).toEqual([]);

  await passTime(app, 5);
  await expect(sentence(page)).toContainText(upToDate);
  await expect(entry).toHaveCount(0);
  expect(office.inHalo('Chloe Dubois')).toEqual(['Handover 1', 'Handover 2']);
});
