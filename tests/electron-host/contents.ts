/** `webContents` and `ipcMain`: one page of Chromium, its preload in a world of its own, its requests answered by `protocol.handle`. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { pageScripts } from './page-scripts.ts';
import { decidePermissions, handlerFor, isInner, originOf, toInner, toOuter } from './protocol.ts';
import { chromium, isHeadless, warn } from './state.ts';
import { event, missing } from './strict.ts';
import { makeWireText } from './wire-text.ts';

const wire = makeWireText();
const world = 'Electron Isolated Context';
const names = { post: '__electronHostPost', receive: '__electronHostReceive' };

type Listener = (event: object, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Listener>();
  handle(channel: string, listener: Listener): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, listener);
  }
}
export const ipcMain = new IpcMain();

interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
  };
}

export interface Owner {
  readonly isVisible: () => boolean;
  closeFromPage(): void;
  pageGone(): void;
  firstPaint(): void;
}

let nextId = 1;
const all = new Map<number, WebContents>();

/** Pages that Chromium has made and that wait, stopped, for who made them. */
const arrived = new Map<string, (sessionId: string) => void>();
const early = new Map<string, string>();

export class WebContents extends EventEmitter {
  readonly id = nextId++;
  readonly created: Promise<void>;
  readonly #owner: Owner;
  readonly #preload: string;
  #target = '';
  #session = '';
  #frame = '';
  #world: number | null = null;
  #address = '';
  #navigating: string | null = null;
  #isDestroyed = false;
  #openHandler: ((details: object) => { action: string }) | null = null;
  windowId = 0;

  constructor(owner: Owner, preload: string, size: { width: number; height: number }) {
    super();
    this.setMaxListeners(0);
    this.#owner = owner;
    this.#preload = preload;
    all.set(this.id, this);
    this.created = this.#create(size);
    this.created.catch((error: Error) => warn('window:', error.message));
  }

  static byTarget(target: string): WebContents | undefined {
    return [...all.values()].find(one => one.#target === target);
  }

  static fromDevToolsTargetId = (target: string) => WebContents.byTarget(target);
  static getAllWebContents = () => [...all.values()];

  /** Chromium has made a target: one that we wait for, one that a page wants, or nothing of ours. */
  static attached(made: {
    sessionId: string;
    targetInfo: { targetId: string; type: string; openerId?: string };
  }): void {
    const { sessionId, targetInfo } = made;
    const run = () =>
      chromium()
        .send('Runtime.runIfWaitingForDebugger', {}, sessionId)
        .catch(() => {});
    if (targetInfo.type !== 'page') {
      void run();
      return;
    }
    const waiting = arrived.get(targetInfo.targetId);
    if (waiting !== undefined) {
      waiting(sessionId);
      return;
    }
    early.set(targetInfo.targetId, sessionId);
    const opener = targetInfo.openerId === undefined ? undefined : WebContents.byTarget(targetInfo.openerId);
    if (opener === undefined) return;
    const answer = opener.#openHandler?.({ url: '', frameName: '', disposition: 'foreground-tab' });
    if (answer?.action !== 'deny') throw missing('windows that a page opens');
    chromium()
      .send('Target.closeTarget', { targetId: targetInfo.targetId })
      .catch(() => {});
    void run();
  }

  async #create({ width, height }: { width: number; height: number }): Promise<void> {
    const browser = chromium();
    const made = await browser.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.#target = made.targetId;
    this.#session =
      early.get(made.targetId) ?? (await new Promise<string>(ok => arrived.set(made.targetId, ok)));
    early.delete(made.targetId);
    arrived.delete(made.targetId);
    this.#listen();
    const send = (method: string, params = {}) => browser.send(method, params, this.#session);
    const info = { ...names, path: this.#preload, versions: process.versions };
    const scripts = pageScripts(randomUUID(), info, readFileSync(this.#preload, 'utf8'));
    // Sent together: the page stands still until the last of them.
    await Promise.all([
      send('Page.enable'),
      browser
        .send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree', {}, this.#session)
        .then(tree => {
          this.#frame = tree.frameTree.frame.id;
        }),
      send('Runtime.enable'),
      send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      send('Runtime.addBinding', { name: names.post, executionContextName: world }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolated, worldName: world }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      send('Runtime.runIfWaitingForDebugger'),
    ]);
    const found = await browser.send<{ windowId: number }>('Browser.getWindowForTarget', {
      targetId: this.#target,
    });
    this.windowId = found.windowId;
    const bar = isHeadless() ? 0 : 28;
    await browser
      .send('Browser.setContentsSize', { windowId: this.windowId, width, height: height - bar })
      .catch(() => {});
  }

  #listen(): void {
    const on = <P>(method: string, heard: (params: P) => void) =>
      chromium().on<P>(method, heard, this.#session);
    on<Paused>('Fetch.requestPaused', paused => {
      this.#answer(paused).catch((error: Error) => warn('request', paused.request.url, error.message));
    });
    on<{ context: { id: number; name: string; auxData?: { frameId: string } } }>(
      'Runtime.executionContextCreated',
      ({ context }) => {
        if (context.name === world && context.auxData?.frameId === this.#frame) this.#world = context.id;
      },
    );
    on<{ executionContextId: number }>('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#world) this.#world = null;
    });
    on<{ executionContextId: number; payload: string }>('Runtime.bindingCalled', called => {
      if (called.executionContextId === this.#world) void this.#message(wire.decode(called.payload));
    });
    on<{ frame: { parentId?: string; url: string } }>('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#address = toOuter(frame.url);
    });
    on('Page.loadEventFired', () => {
      if (this.#address === '' || this.#address === 'about:blank') return;
      this.emit('did-finish-load', event({}));
      this.#owner.firstPaint();
    });
    on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', event({}), { reason: 'crashed', exitCode: 1 });
    });
  }

  #frameView() {
    return { url: this.#address, origin: originOf(this.#address), parent: null };
  }

  #tellPage(message: unknown): void {
    if (this.#world === null || this.#isDestroyed) return;
    const call = {
      functionDeclaration: `function (text) { ${names.receive}(text); }`,
      executionContextId: this.#world,
      arguments: [{ value: wire.encode(message) }],
    };
    // A page that goes away while it is told something is nobody's problem.
    chromium()
      .send('Runtime.callFunctionOn', call, this.#session)
      .catch(() => {});
  }

  async #message(received: unknown): Promise<void> {
    const message = received as {
      op: string;
      id: number;
      channel: string;
      args: unknown[];
      message?: string;
    };
    if (message.op === 'preload-error') {
      warn('preload:', message.message);
      this.emit('preload-error', event({}), this.#preload, new Error(message.message));
      return;
    }
    const asked = event({ sender: this, senderFrame: this.#frameView() });
    try {
      const handler = ipcMain.handlers.get(message.channel);
      if (handler === undefined) throw new Error(`No handler registered for '${message.channel}'`);
      this.#tellPage({ op: 'result', id: message.id, value: await handler(asked, ...message.args) });
    } catch (error) {
      this.#tellPage({ op: 'result', id: message.id, error: String(error) });
    }
  }

  async #answer(paused: Paused): Promise<void> {
    const { requestId, request } = paused;
    const reply = (method: string, params: object) =>
      chromium()
        .send(method, { requestId, ...params }, this.#session)
        .catch(() => {});
    const refuse = (errorReason: string) => reply('Fetch.failRequest', { errorReason });
    const address = toOuter(request.url);
    const isNavigation = paused.resourceType === 'Document' && paused.frameId === this.#frame;
    // A page that is loaded anew is where it was: nobody is asked.
    if (isNavigation && this.#navigating !== address && this.#address !== address) {
      const asked = event({ url: address });
      this.emit('will-navigate', asked, address);
      if (asked.defaultPrevented) return void refuse('Aborted');
    }
    const handler = handlerFor(address);
    if (handler === null) {
      return void (isInner(request.url) ? refuse('NameNotResolved') : reply('Fetch.continueRequest', {}));
    }
    const { method, headers } = request;
    const response = await handler(new Request(address, { method, headers }));
    const body = Buffer.from(await response.arrayBuffer()).toString('base64');
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
    await reply('Fetch.fulfillRequest', { responseCode: response.status, responseHeaders, body });
  }

  async loadURL(address: string): Promise<void> {
    await this.created;
    this.#navigating = address;
    await decidePermissions(this, address);
    const loaded = new Promise(ok => this.once('did-finish-load', ok));
    const { errorText } = await chromium().send<{ errorText?: string }>(
      'Page.navigate',
      { url: toInner(address) },
      this.#session,
    );
    this.#navigating = null;
    if (errorText !== undefined)
      throw new Error(`${errorText.replace('net::', '')} (-2) loading '${address}'`);
    await loaded;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#tellPage({ op: 'event', channel, args });
  }

  setWindowOpenHandler(handler: (details: object) => { action: string }): void {
    this.#openHandler = handler;
  }

  getURL = () => this.#address;
  isDestroyed = () => this.#isDestroyed;
  reload(): void {
    void this.loadURL(this.#address);
  }
  focus(): void {
    chromium()
      .send('Page.bringToFront', {}, this.#session)
      .catch(() => {});
  }
  /** Playwright's page.close() ends here. */
  close(): void {
    this.#owner.closeFromPage();
  }
  /** Ends the page's process, as a crash does. */
  forcefullyCrashRenderer(): void {
    chromium()
      .send('Page.crash', {}, this.#session)
      .catch(() => {});
  }

  closeTarget(): void {
    this.created
      .then(() => chromium().send('Target.closeTarget', { targetId: this.#target }))
      .catch(() => {});
  }

  gone(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    all.delete(this.id);
    this.emit('destroyed', event({}));
    this.#owner.pageGone();
  }
}
