/** Without a mouse: every control of every screen is reached and seen, nothing holds the focus, and the main jobs are done. */
import { expect, type Page } from '@playwright/test';
import { tabTo, walkByKeyboard } from './keyboard-walk.ts';
import { type App, test as launched } from './launch.ts';
import { ask, sentence, switchOn, test } from './office.ts';

const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

/** To a page by its link in the side bar. */
async function openPage(page: Page, name: string): Promise<void> {
  await tabTo(page, pages(page).getByRole('link', { name }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name })).toBeFocused();
}

async function walk(page: Page, what: string): Promise<void> {
  await launched.step(what, async () => {
    const { unreached, unseen, cameRound, steps } = await walkByKeyboard(page);
    expect.soft(unreached, `${what}: not reached`).toEqual([]);
    expect.soft(unseen, `${what}: reached and not seen`).toEqual([]);
    expect.soft(cameRound, `${what}: came round within ${steps} steps`).toBe(true);
  });
}

launched.describe('on sample data', () => {
  launched.use({ words: ['--sample-data'] });

  launched('every control of every screen is reached, is seen and lets go', async ({ app: { page } }) => {
    launched.setTimeout(600_000);
    await expect(sentence(page)).toContainText('All 12 calendars are up to date.');
    await walk(page, 'Status');
    await openPage(page, 'Agents');
    await expect(sentence(page)).toContainText('12 of 12');
    await walk(page, 'Agents');
    await openPage(page, 'Calendar');
    await expect(sentence(page)).toContainText('Anna Keller:');
    await walk(page, 'Calendar');
    await openPage(page, 'Runs');
    await tabTo(page, page.getByRole('button', { name: 'Run 1', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('table', { name: 'Items of run 1' })).toBeVisible();
    await page.keyboard.press('Enter');
    await walk(page, 'Runs');
    await openPage(page, 'Requests and log');
    await expect(page.getByRole('grid')).toBeVisible();
    await walk(page, 'Requests');
    await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Log', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: 'Log, newest first' })).toBeVisible();
    await walk(page, 'Log');
    await openPage(page, 'Trace');
    await walk(page, 'Trace');
    await openPage(page, 'Check');
    await tabTo(page, page.getByRole('button', { name: 'Check now' }));
    await page.keyboard.press('Space');
    await expect(sentence(page)).toHaveText('Every rung holds.');
    await walk(page, 'Check');
    await openPage(page, 'Held changes');
    await walk(page, 'Held changes');
    await openPage(page, 'Settings');
    for (const section of [
      'Halo',
      'Exchange',
      'Agents',
      'Calendars and Appointments',
      'Schedule',
      'Safety',
      'Versions',
      'About',
    ]) {
      const tab = page
        .getByRole('navigation', { name: 'Settings' })
        .getByRole('link', { name: section, exact: true });
      await tabTo(page, tab);
      await page.keyboard.press('Enter');
      await expect(tab).toHaveAttribute('aria-current', 'page');
      await walk(page, `Settings, ${section}`);
    }
  });

  launched('a menu opens, is walked, closes and gives the focus back', async ({ app: { page } }) => {
    await expect(sentence(page)).toContainText('All 12 calendars are up to date.');
    const button = page.getByRole('button', { name: 'Other ways to sync' });
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Preview only' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Re-read everything' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(sentence(page)).toContainText(/^Paused until /);
    await tabTo(page, page.getByRole('button', { name: /^Resume/ }));
    await page.keyboard.press('Enter');
    await expect(sentence(page)).toContainText('All 12 calendars are up to date.');
  });
});

launched('First start is walked through, and no control of it is out of reach', async ({ app: { page } }) => {
  await expect(sentence(page)).toHaveText('Connect to Halo.');
  await walk(page, 'First start, Halo');
  await tabTo(page, page.getByRole('link', { name: 'Connect to Exchange' }));
  await page.keyboard.press('Enter');
  await expect(sentence(page)).toHaveText('Connect to Exchange.');
  await walk(page, 'First start, Exchange');
});

const upToDate = 'All 3 calendars are up to date.';

test('an import is started and stopped by keys, and the focus stays at the place of the button', async ({
  app,
  office,
}) => {
  const { page } = app;
  office.book('Anna Berg', 'Server review', 2);
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  office.book('Anna Berg', 'Site visit');
  office.book('Chloe Dubois', 'Handover');
  office.exchange.faults.order({ kind: 'never', mailbox: office.addressOf('Chloe Dubois') });
  await tabTo(page, page.getByRole('button', { name: /^Sync now/ }));
  await page.keyboard.press('Enter');
  const stop = page.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeFocused();
  await expect.poll(() => office.inHalo('Anna Berg')).toHaveLength(3);
  await page.keyboard.press('Space');
  await expect(page.getByText('The run was stopped before it had finished.')).toBeVisible();
  expect(office.inHalo('Chloe Dubois')).toEqual([]);
  await tabTo(page, page.getByRole('button', { name: /^Sync now/ }).first());
  await page.keyboard.press('Enter');
  await expect.poll(() => office.inHalo('Chloe Dubois')).toEqual(['Handover']);
  await expect(sentence(page)).toContainText(upToDate);
});

/** A run that removes too much to be meant. */
async function holdSix(app: App, office: Parameters<typeof switchOn>[1]): Promise<void> {
  const reviews = office.book('Anna Berg', 'Review', 8);
  await switchOn(app, office);
  await expect(sentence(app.page)).toContainText(upToDate);
  office.remove('Anna Berg', reviews.slice(0, 6));
  await ask(app, 'sync.start', { agentIds: null, verify: false });
  await expect(sentence(app.page)).toContainText('1 needs you.');
}

test('a held change is chosen, approved and carried out by keys', async ({ app, office }) => {
  const { page } = app;
  await holdSix(app, office);
  await tabTo(page, page.getByRole('link', { name: 'Review 6 changes' }));
  await page.keyboard.press('Enter');
  await expect(sentence(page)).toHaveText('6 changes wait for you. Everything else goes on.');
  await walk(page, 'Held changes');
  await tabTo(page, page.getByRole('checkbox', { name: 'Select all' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('checkbox', { name: /^Select Review 1,/ }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Remove 1 in Halo' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('status')).toHaveText(/^1 change is approved\./);
  await openPage(page, 'Status');
  await tabTo(page, page.getByRole('button', { name: /^Sync now/ }).first());
  await page.keyboard.press('Enter');
  await expect.poll(() => office.inHalo('Anna Berg')).toHaveLength(7);
  expect(office.inHalo('Anna Berg')).not.toContain('Review 1');
});

test('a setting is changed and saved by keys', async ({ app, office }) => {
  const { page } = app;
  await switchOn(app, office);
  await expect(sentence(page)).toContainText(upToDate);
  await openPage(page, 'Settings');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Schedule', exact: true }));
  await page.keyboard.press('Enter');
  const minutes = page.getByRole('textbox', { name: 'Every so many minutes' });
  await tabTo(page, minutes);
  await page.keyboard.type('20');
  await expect(minutes).toHaveValue('20');
  await tabTo(page, page.getByRole('button', { name: 'Save', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('status')).toHaveText('Saved. The next run uses it.');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Versions', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Version 2' })).toContainText('1520');
});
