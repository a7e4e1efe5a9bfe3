/** A newer version is told of when its file is signed for this program, and only then; its page opens in the browser, nothing else happens. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { newKeyPair, versionFile } from '../../build/sign-version.ts';
import type { App } from './launch.ts';
import { test as inOffice, switchOn } from './office.ts';

const ours = newKeyPair();
const page = 'https://downloads.example.org/halo-integrator/9.9.9';

/** A server at which a version file is published; a spec puts it there. */
const test = inOffice.extend<{ published: { address: string; file: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  published: async ({}, use) => {
    const published = { address: '', file: '' };
    const server = createServer((_, answer) => void answer.end(published.file));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    published.address = `http://127.0.0.1:${port}/version.json`;
    await use(published);
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  },
});

test.use({ moreEnvironment: { INTEGRATOR_E2E_UPDATE_KEY: ours.publicKey } });

/** What the app has the browser open from now on, instead of opening it. */
async function catchOpened({ electron }: App): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedPages', opened);
    shell.openExternal = async address => {
      opened.push(address);
    };
  });
  return () => electron.evaluate(() => Reflect.get(globalThis, 'openedPages'));
}

test('a newer version that is signed stands in the side bar and leads to its page', async ({
  app,
  office,
  published,
}) => {
  published.file = versionFile(ours.privateKey, '9.9.9', page);
  await switchOn(app, office, { updates: { address: published.address } });
  const opened = await catchOpened(app);
  await app.page.reload();
  const bar = app.page.getByRole('navigation', { name: 'Pages' });
  await expect(bar.getByText('Version 9.9.9 is available')).toBeVisible();
  await bar.getByRole('button', { name: 'Open its page' }).click();
  await expect.poll(opened).toEqual([page]);
});

test('a version file of another key is not believed, and the settings say so', async ({
  app,
  office,
  published,
}) => {
  published.file = versionFile(newKeyPair().privateKey, '9.9.9', page);
  await switchOn(app, office, { updates: { address: published.address } });
  await app.page.reload();
  await app.page.evaluate("location.hash = '#/settings?section=about'");
  await expect(app.page.getByText(/is not signed by whoever makes this program/)).toBeVisible();
  await expect(app.page.getByText('Version 9.9.9')).toHaveCount(0);
});
