/** The app: one instance, a tray, a window when it is wanted, and behind them the engine, which needs neither. */
import { join } from 'node:path';
import { app, net, powerMonitor } from 'electron';
import { type Desktop, openDesktop } from './compose/desktop.ts';
import { dataFolderOf } from './shell/data-folder.ts';
import { answerRequests } from './shell/ipc/answer-requests.ts';
import { createShellAnswers, type PageName } from './shell/ipc/shell-answers.ts';
import { denyPermissions, registerPageScheme, servePage } from './shell/page.ts';
import { createAppTray } from './shell/tray.ts';
import { isUnderTest, updateKeyFor } from './shell/under-test.ts';
import { updatePublicKey } from './shell/update-key.ts';
import { createUpdateNotice } from './shell/update-notice.ts';
import { createAppWindow } from './shell/window.ts';

const helpPage = 'https://usehalo.com/haloitsm/guides/';

function product() {
  const { electron, chrome, node } = process.versions;
  const runtime = [
    { name: 'Electron', version: electron ?? '' },
    { name: 'Chromium', version: chrome ?? '' },
    { name: 'Node.js', version: node },
  ];
  return { name: 'Halo Integrator for Exchange', version: app.getVersion(), runtime };
}

async function start(): Promise<void> {
  await app.whenReady();
  const root = app.getAppPath();
  const underTest = isUnderTest(process.env, app.isPackaged);
  denyPermissions();
  servePage(join(root, 'out/renderer'));
  // The window need not wait for the engine: what it asks meanwhile is answered as soon as there is one.
  const opening: Promise<Desktop> = openDesktop({
    dataPath: dataFolderOf(process.argv, process.env, app.getPath('userData')),
    environment: process.env,
    product: product(),
    startsWithSampleData: process.argv.includes('--sample-data'),
    clockCanBeMoved: underTest,
    endAsked: () => app.quit(),
  });
  const window = createAppWindow(join(root, 'out/preload/index.cjs'));
  const ask = async (name: string, args: unknown) => (await opening).ask(name, args);
  const update = createUpdateNotice({
    address: async () => (await opening).updateAddress(),
    currentVersion: app.getVersion(),
    publicKey: updateKeyFor(updatePublicKey, process.env, app.isPackaged),
    fetch: net.fetch,
    nowMs: () => performance.now(),
  });
  const pages = async (page: PageName) => {
    if (page === 'update') return update.page();
    if (page === 'help') return helpPage;
    const status = await (await opening).status();
    return status === null || status.halo.host === '' ? null : `https://${status.halo.host}`;
  };
  answerRequests(ask, createShellAnswers(pages, update.read));
  const tray = createAppTray({
    icons: join(root, 'build/tray'),
    ask: (name, args) => void ask(name, args),
    open: window.open,
    quit: () => app.quit(),
  });
  // Started with Windows twice (for this user and for all) it stays in the tray.
  app.on('second-instance', (_event, words) => {
    if (!words.includes('--hidden')) window.open();
  });
  app.on('activate', window.open);
  if (!process.argv.includes('--hidden')) window.open();

  const desktop = await opening;
  desktop.listen((name, notice) => {
    window.tell(name, notice);
    if (name === 'status' && 'attention' in notice) tray.show(notice);
  });
  powerMonitor.on('resume', desktop.wokeUp);
  const status = await desktop.status();
  if (status !== null) tray.show(status);
  let isEnding = false;
  app.on('will-quit', event => {
    if (isEnding) return;
    isEnding = true;
    event.preventDefault();
    void desktop.close().finally(() => app.exit());
  });
  // Electron has no way to read a tray's menu, and nobody waits for hours: end-to-end specs reach both here.
  if (underTest) Object.assign(globalThis, { integratorTray: tray, integratorDesktop: desktop });
}

// The sample data is another app beside the real one: its own instance, its own window state.
if (process.argv.includes('--sample-data')) app.setPath('userData', `${app.getPath('userData')} sample data`);
registerPageScheme();
app.enableSandbox();
// Remote desktops have no graphics card worth the name.
app.disableHardwareAcceleration();
app.setAppUserModelId('integrator.halo.exchange');
// Closing the window leaves the tray.
app.on('window-all-closed', () => {});
if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
} else app.quit();
