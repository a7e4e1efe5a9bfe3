/** "Integration not working?": the ladder stops at the root cause, greys what it could not reach, shows the fix, and holds after it. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { ask, expectSooner, goTo, sentence, switchOn, test } from './office.ts';

const upToDate = 'All 3 calendars are up to date.';
const rungs = (page: Page, server: 'Halo' | 'Exchange' | 'Nudges from Halo') =>
  page.getByRole('main').getByRole('region', { name: server, exact: true }).getByRole('listitem');

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const where = server.address();
  server.close();
  return where !== null && typeof where === 'object' ? where.port : 0;
}

test('an account that may not act for one mailbox is found from its entry, and the fix heals it', async ({
  app,
  office,
}) => {
  const { page } = app;
  const { state } = office.exchange;
  const account = office.settings.exchange.user;
  state.setImpersonation(account, [office.addressOf('Anna Berg'), office.addressOf('Chloe Dubois')]);
  await switchOn(app, office);
  await expect(sentence(page)).toContainText('2 of 3 calendars are up to date. 1 needs you.');
  await page.getByRole('link', { name: 'Check this mailbox' }).click();

  await expect(sentence(page)).toHaveText(
    'The ladder of Exchange stops at rung 9: “The account may act for the mailbox” does not hold.',
  );
  await expect(page.getByRole('combobox', { name: 'Check' })).toHaveValue(String(office.idOf('Bruno Costa')));
  await expect(rungs(page, 'Exchange')).toContainText([
    'Settings are complete: passed',
    'The secret is there: passed',
    'The way to it is open: passed',
    'The name of the server is known: passed',
    'The server accepts connections and answers: passed',
    'The sign-in is accepted: passed',
    'Exchange keeps up with the requests (throttling): passed',
    'The account may act for the mailbox: broken',
    'The mailbox is found, on this server: not reached',
    'The calendar can be read: not reached',
  ]);
  await expect(rungs(page, 'Halo').filter({ hasText: ': passed' })).toHaveCount(10);
  await expect(page.getByText(`act for the mailbox of Bruno Costa (bruno.costa@example.org).`)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What to do' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Exchange Management Shell' })).toContainText(
    'Get-ManagementRoleAssignment -Role ApplicationImpersonation -GetEffectiveUsers -WritableRecipient "bruno.costa@example.org"',
  );

  state.setImpersonation(account, true);
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(sentence(page)).toHaveText('Every rung holds.');
  await expect(page.getByRole('heading', { name: 'What to do' })).toHaveCount(0);
});

test('a server that is away is the one cause, and nothing above it is blamed', async ({ app, office }) => {
  const { page } = app;
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  await goTo(page, 'Check');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(sentence(page)).toHaveText('Every rung holds.');
  const written = office.halo.requests.filter(one => one.method === 'POST').length;
  await office.exchange.close();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expectSooner(
    app,
    'The ladder of Exchange stops at rung 5: “The server accepts connections and answers” does not hold.',
  );
  await expect(rungs(page, 'Exchange').filter({ hasText: ': broken' })).toHaveCount(1);
  await expect(rungs(page, 'Exchange').filter({ hasText: ': not reached' })).toHaveCount(6);
  await expect(page.getByRole('heading', { name: 'What to do' })).toHaveCount(1);
  await expect(page.getByRole('region', { name: /PowerShell|Shell/ })).toContainText(
    'Test-NetConnection "127.0.0.1"',
  );
  expect(office.halo.requests.filter(one => one.method === 'POST')).toHaveLength(written);
});

test('where Halo is to be listened to, its ladder says what is missing, and the app listens as soon as it is there', async ({
  app,
  office,
}) => {
  const { page } = app;
  const port = await freePort();
  const endpoint = { enabled: true, address: '127.0.0.1', port };
  await switchOn(app, office, { outbound: { enabled: true, endpoint } });
  await expect(sentence(page)).toContainText('calendars are up to date.');
  await goTo(page, 'Check');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(sentence(page)).toHaveText(
    'The ladder of nudges stops at rung 1: “The secret is there” does not hold.',
  );
  await expect(rungs(page, 'Nudges from Halo')).toContainText([
    'The secret is there: broken',
    'Halo can be listened to: not reached',
  ]);
  await expect(page.getByText('The secret with which Halo tells of changes has not been')).toBeVisible();
  await ask(app, 'secrets.set', { name: 'outbound.secret', value: 'a secret that nobody guesses, 0123' });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(sentence(page)).toHaveText('Every rung holds.');
  await expect(rungs(page, 'Nudges from Halo').last()).toContainText(`at 127.0.0.1, port ${port}`);
});
