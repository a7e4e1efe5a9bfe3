/** What does not get to Exchange, and what lost a conflict, as an administrator meets it in the window over both servers. */
import { expect, type Page } from '@playwright/test';
import { collide, eventually, inExchange, sendToo, share } from './both-ways.ts';
import { goTo, sentence, test } from './office.ts';

const isShown = (page: Page, text: string | RegExp) =>
  expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });

test('what cannot be sent needs somebody: it is listed with the reason, tried again at a click, or dropped after a question', async ({
  app,
  office,
}) => {
  const { page } = app;
  await sendToo(app, office);
  const [first, second] = [share(office, 'Shared visit'), share(office, 'Fair')];
  await eventually(app, () => isShown(page, '2 appointments of Halo are not sent to Exchange'));
  await expect(page.getByText('Needs you').first()).toBeVisible();
  await expect(sentence(page)).toHaveText(/^2 of 3 calendars are up to date\. 1 needs you\./);
  await page.getByRole('link', { name: 'Look at them' }).click();

  await expect(sentence(page)).toHaveText('2 appointments cannot be sent to Exchange.');
  const group = page.getByRole('region', { name: /^2 appointments cannot be sent\. / });
  await expect(group).toContainText('given to several agents in Halo');
  await expect(group).toContainText('Give it to one agent');
  await expect(group.getByRole('row', { name: /^Shared visit Halo \d+ .* Anna Berg/ })).toBeVisible();
  const agents = page.getByRole('region', { name: 'By agent' });
  await expect(agents.getByRole('row', { name: /^Anna Berg 0 .* 2 0 not lately$/ })).toBeVisible();

  office.halo.state.shareWith(first, []);
  await page.getByRole('button', { name: `Retry Shared visit (${first})` }).click();
  await expect(page.getByText('1 appointment is looked at again now.')).toBeVisible();
  await eventually(app, async () => expect(inExchange(office)).toEqual(['Shared visit']));
  await expect(sentence(page)).toHaveText('1 appointment cannot be sent to Exchange.');
  await expect(agents.getByRole('row', { name: /^Anna Berg 0 .* 1 0 \d\d:\d\d$/ })).toBeVisible();

  const drop = page.getByRole('button', { name: `Drop Fair (${second}) …` });
  await drop.click();
  await expect(page.getByText('Nothing is deleted, and both sides stay as they are now.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Leave it waiting' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drop).toBeFocused();
  await drop.press('Enter');
  await page.getByRole('button', { name: 'Drop it' }).press('Enter');
  await expect(page.getByText(`Fair (${second}) was dropped.`)).toBeFocused();
  await expect(sentence(page)).toHaveText('Nothing waits for its way to Exchange.');
  await goTo(page, 'Status');
  await expect(sentence(page)).toHaveText(/^All 3 calendars are up to date\./);
  expect(inExchange(office)).toEqual(['Shared visit']);
});

test('of a conflict both values are shown, and the one that lost is copied at a click', async ({
  app,
  office,
}) => {
  const { page } = app;
  await sendToo(app, office);
  await collide(app, office);

  await goTo(page, 'Runs');
  await page.getByRole('button', { name: /^From Halo/ }).click();
  await page
    .getByRole('button', { name: /^Run \d+$/ })
    .first()
    .click();
  await expect(page.getByText('The subject was changed on both sides, and Exchange won.')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Changed in Halo' })).toBeVisible();
  await expect(page.getByText('From Exchange to Halo: 1 changed').first()).toBeVisible();
  await expect(page.getByText('Lost, from Halo')).toBeVisible();
  await page.getByRole('button', { name: 'Copy the subject that was lost from Halo' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  // The page may not read the clipboard; a person pastes.
  await goTo(page, 'Requests and log');
  const search = page.getByRole('searchbox').first();
  await search.focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(search).toHaveValue('As Halo says');
});
