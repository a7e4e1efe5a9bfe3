/** First start with the hands of a new administrator: everything is typed, and only the big button is pressed. */
import { expect } from '@playwright/test';
import { sentence, test } from './office.ts';

test('first start leads from an empty installation to a finished import by its big button alone', async ({
  app: { page },
  office,
}) => {
  office.book('Anna Berg', 'Review', 2);
  const { halo, exchange } = office.settings;
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const goOn = () => page.getByRole('button', { name: /^(Check and go on|Go on|Switch on)$/ }).click();

  await expect(sentence(page)).toHaveText('Connect to Halo.');
  await fill('Address of Halo', halo.url);
  await fill('Client ID', halo.clientId);
  await fill('Client secret', 'wrong');
  await goOn();
  await expect(page.getByText(/Halo does not accept the client ID or the client secret/)).toBeVisible();
  await page.getByRole('button', { name: 'Replace Client secret' }).click();
  await fill('Client secret', office.halo.clientSecret);
  await goOn();
  await expect(sentence(page)).toHaveText('Connect to Exchange.');

  await fill('EWS address', exchange.url);
  await fill('Master account', exchange.user);
  await fill('Password', office.password);
  await goOn();
  await expect(sentence(page)).toHaveText('Match agents and mailboxes.');

  await goOn();
  await expect(page.getByText(/^It is not said yet which values/)).toBeVisible();
  await expect(sentence(page)).toHaveText('Match agents and mailboxes.');
  await page.getByRole('radio', { name: 'Wants it', exact: true }).check();
  await goOn();
  await expect(sentence(page)).toHaveText('See the first import.');
  await page.getByRole('button', { name: 'Make the preview' }).click();
  await expect(page.getByText('Would add 2.').first()).toBeVisible();
  await goOn();
  await expect(sentence(page)).toHaveText('Switch on.');
  await goOn();
  await expect(sentence(page)).toContainText('All 3 calendars are up to date.');
  expect(office.inHalo('Anna Berg')).toEqual(['Review 1', 'Review 2']);
});
