/** The screens of the way to Exchange, over both servers, as `screens.spec.ts` looks at all others. */
import { expect } from '@playwright/test';
import { collide, eventually, sendToo, share } from './both-ways.ts';
import { begin, look } from './look.ts';
import { goTo, sentence, test } from './office.ts';

test.setTimeout(600_000);

test('the screens of the way to Exchange are accessible and have a place for everything', async ({
  app,
  office,
}) => {
  const { page } = app;
  await begin(app);
  await sendToo(app, office);
  await collide(app, office);
  share(office, 'Fair');
  share(office, 'Visit of Northwind, second floor, with everybody who was at the last one');
  office.halo.state.book({
    ...{ agent_id: office.idOf('Bruno Costa'), subject: 'Made in Halo' },
    ...{ start_date: '2099-03-02T09:00:00Z', end_date: '2099-03-02T10:00:00Z' },
  });
  await eventually(app, () =>
    expect(page.getByText('2 appointments of Halo are not sent to Exchange')).toBeVisible({ timeout: 500 }),
  );
  await goTo(page, 'Status');
  await look(page, 'status-outbound');
  await goTo(page, 'Outbound');
  await expect(sentence(page)).toHaveText('2 appointments cannot be sent to Exchange.');
  await page.getByRole('button', { name: /^Drop Fair/ }).click();
  await look(page, 'outbound');
  await goTo(page, 'Runs');
  await page.getByRole('button', { name: /^From Halo/ }).click();
  await page
    .getByRole('button', { name: /^Run \d+$/ })
    .last()
    .click();
  await expect(page.getByText('Exchange won').first()).toBeVisible();
  await look(page, 'runs-from-halo');
  await goTo(page, 'Settings');
  await page.getByRole('main').getByRole('link', { name: 'Outbound', exact: true }).click();
  await page.getByRole('switch', { name: 'Let Halo tell of changes' }).check();
  await look(page, 'settings-outbound');
  await page.getByText('All numbers').click();
  await page.getByText('All numbers').evaluate(element => element.scrollIntoView());
  await look(page, 'settings-outbound-numbers');
});
