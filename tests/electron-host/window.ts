/** `BrowserWindow`: a window of Chromium. Only Electron's secure defaults exist here; anything laxer is refused by name. */
import { EventEmitter } from 'node:events';
import { type Owner, WebContents } from './contents.ts';
import { chromium, host } from './state.ts';
import { event, missing, strict } from './strict.ts';

interface Options {
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string };
}

const onlySecure: Readonly<Record<string, boolean>> = {
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
};

const windows = new Map<number, BrowserWindow>();
let nextId = 1;
let focused: BrowserWindow | null = null;

/** Set by the app: what happens when the last window has gone. */
export const whenAllClosed = { happens: () => {} };

export class BrowserWindow extends EventEmitter implements Owner {
  readonly id = nextId++;
  readonly webContents: WebContents;
  #isVisible: boolean;
  #isMinimized = false;
  #isDestroyed = false;
  #isClosing = false;
  #hasPainted = false;
  #title: string;

  constructor(options: Options = {}) {
    super();
    if (!host.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    const { width = 800, height = 600, webPreferences = {} } = options;
    for (const [name, wanted] of Object.entries(onlySecure)) {
      const given = webPreferences[name];
      if (given !== undefined && given !== wanted) throw missing(`webPreferences.${name}=${String(given)}`);
    }
    if (webPreferences.preload === undefined) throw missing('windows without a preload');
    this.#isVisible = options.show !== false;
    this.#title = options.title ?? '';
    windows.set(this.id, this);
    this.webContents = strict(
      new WebContents(this, webPreferences.preload, { width, height }),
      'webContents',
    );
    if (!this.#isVisible) this.#place({ windowState: 'minimized' });
  }

  static getAllWindows = (): BrowserWindow[] =>
    [...windows.values()].map(one => strict(one, 'BrowserWindow'));
  static getFocusedWindow = (): BrowserWindow | null => focused;
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find(one => one.webContents.id === contents.id) ?? null;

  #place(bounds: object): void {
    const { webContents } = this;
    webContents.created
      .then(() => chromium().send('Browser.setWindowBounds', { windowId: webContents.windowId, bounds }))
      .catch(() => {});
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }

  show(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    const before = this.#isVisible;
    this.#isVisible = true;
    this.#place({ windowState: 'normal' });
    if (!before) this.emit('show', event({}));
    this.focus();
  }
  focus(): void {
    focused = this;
    this.webContents.focus();
    this.emit('focus', event({}));
  }
  minimize(): void {
    this.#isMinimized = true;
    this.#place({ windowState: 'minimized' });
  }
  restore(): void {
    this.#isMinimized = false;
    this.#place({ windowState: 'normal' });
  }
  isVisible = (): boolean => this.#isVisible && !this.#isDestroyed;
  isMinimized = (): boolean => this.#isMinimized;
  isDestroyed = (): boolean => this.#isDestroyed;
  getTitle = (): string => this.#title;

  /** A listener may prevent it; `destroy` asks nobody. */
  close(): void {
    if (this.#isDestroyed || this.#isClosing) return;
    const asked = event({});
    this.emit('close', asked);
    if (!asked.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.#isDestroyed || this.#isClosing) return;
    this.#isClosing = true;
    this.webContents.closeTarget();
    this.pageGone();
  }

  closeFromPage(): void {
    this.close();
  }
  firstPaint(): void {
    if (this.#hasPainted) return;
    this.#hasPainted = true;
    this.emit('ready-to-show', event({}));
  }
  pageGone(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    windows.delete(this.id);
    if (focused === this) focused = null;
    setImmediate(() => {
      this.webContents.gone();
      this.emit('closed', event({}));
      if (windows.size === 0 && !host.isClosing) whenAllClosed.happens();
    });
  }
}
