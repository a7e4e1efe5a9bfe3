/** A window beside the command line, and a data folder that others may write: the page says who writes, what runs, and how to mend it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { type App, launchAgain } from './launch.ts';
import { sentence, switchOn, test } from './office.ts';

const project = join(import.meta.dirname, '../..');
const upToDate = 'All 3 calendars are up to date.';

/** The command line on the app's data folder and its secrets. */
function integrator({ environment }: App, command: string): ChildProcess {
  return spawn(join(project, 'node_modules/.bin/node'), [join(project, 'main/cli.ts'), command], {
    env: environment,
    stdio: 'ignore',
  });
}

test('a run of the command line is shown in a window that only looks, which goes on by itself when it has ended', async ({
  app,
  office,
}) => {
  await switchOn(app, office);
  await expect(sentence(app.page)).toContainText(upToDate);
  await app.electron.close();
  office.book('Anna Berg', 'Server review', 2);
  office.book('Chloe Dubois', 'Handover', 1);
  office.exchange.faults.order({ kind: 'never', mailbox: office.addressOf('Chloe Dubois') });
  const sync = integrator(app, 'sync');
  await expect.poll(() => office.inHalo('Anna Berg').length).toBe(2);
  const again = await launchAgain(app);
  try {
    const { page } = again;
    await expect(page.getByText('writes to this data folder. This window only looks.')).toBeVisible();
    await expect(page.getByRole('progressbar')).toBeVisible();
    sync.kill('SIGINT');
    await once(sync, 'exit');
    // The window has the folder now; its run at start does what the other left.
    await expect(sentence(page)).toContainText(upToDate);
    await expect(page.getByRole('button', { name: /^Sync now Last finished/ })).toBeEnabled();
    expect(office.inHalo('Chloe Dubois')).toEqual(['Handover']);
  } finally {
    await again.electron.close();
  }
});

test('a data folder that others may write is refused on the page, with the line that mends it', async ({
  app,
}) => {
  const data = app.environment['HALO_INTEGRATOR_DATA'] ?? '';
  await app.electron.close();
  chmodSync(data, 0o777);
  const again = await launchAgain(app);
  try {
    await expect(
      again.page.getByText('Other users of this computer may write to the data folder'),
    ).toBeVisible();
    await expect(again.page.getByText(`icacls "${data}" /inheritance:r`)).toBeVisible();
    chmodSync(data, 0o700);
    await again.page.getByRole('button', { name: 'Try again' }).click();
    await expect(sentence(again.page)).toContainText('Connect to Halo');
  } finally {
    await again.electron.close();
  }
});
