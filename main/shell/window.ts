/** The one window: made when asked for, destroyed when closed. The import runs without it. */
import { BrowserWindow } from 'electron';
import { noticeChannel } from '../../preload/contract/bridge.ts';
import type { NoticeName, NoticeOf } from '../../preload/contract/notices.ts';
import { pageAddress, pageOrigin } from './page-file.ts';

export interface AppWindow {
  /** Shows it, makes it when there is none. */
  open(): void;
  isOpen(): boolean;
  tell<N extends NoticeName>(name: N, notice: NoticeOf<N>): void;
}

/** A window whose page crashed is replaced so often within a minute, then stays closed until somebody opens it. */
const mostReplaced = 3;

function make(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 520,
    show: false,
    title: 'Halo Integrator for Exchange',
    autoHideMenuBar: true,
    name: 'main',
    windowStatePersistence: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event, address) => {
    if (!address.startsWith(`${pageOrigin}/`)) event.preventDefault();
  });
  webContents.on('will-attach-webview', event => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  return window;
}

export function createAppWindow(preload: string): AppWindow {
  let window: BrowserWindow | null = null;
  let crashes: number[] = [];

  const load = (into: BrowserWindow) => {
    // A load that is cut off by closing the window is nobody's problem.
    into.loadURL(pageAddress).catch(() => {});
  };
  const replaceCrashed = (crashed: BrowserWindow) => {
    const now = performance.now();
    crashes = [...crashes.filter(at => now - at < 60_000), now];
    if (crashed.isDestroyed()) return;
    crashed.destroy();
    if (window === crashed) window = null;
    if (crashes.length <= mostReplaced) appWindow.open();
  };

  const appWindow: AppWindow = {
    open() {
      if (window !== null && !window.isDestroyed()) {
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
        return;
      }
      const made = make(preload);
      window = made;
      made.on('closed', () => {
        if (window === made) window = null;
      });
      made.webContents.on('render-process-gone', (_event, { reason }) => {
        if (reason !== 'clean-exit') replaceCrashed(made);
      });
      load(made);
    },
    isOpen: () => window !== null && !window.isDestroyed(),
    tell(name, notice) {
      if (window === null || window.isDestroyed() || window.webContents.isDestroyed()) return;
      window.webContents.send(noticeChannel, name, notice);
    },
  };
  return appWindow;
}
