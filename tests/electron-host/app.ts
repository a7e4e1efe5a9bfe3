/** `app`: start, one instance, folders, the end. */
import { EventEmitter } from 'node:events';
import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chromium } from './chromium.ts';
import { WebContents } from './contents.ts';
import { host, isHeadless, warn } from './state.ts';
import { event, missing } from './strict.ts';
import { BrowserWindow, whenAllClosed } from './window.ts';

class CommandLine {
  readonly #switches = new Map<string, string>();
  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name.replace(/^--/, ''), value);
  }
  hasSwitch = (name: string): boolean => this.#switches.has(name);
  /** What is Chromium's business. */
  words(): readonly string[] {
    return [...this.#switches]
      .filter(([name]) => !/^(?:inspect|remote-debugging|user-data-dir|headless)/.test(name))
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
  }
}

export class App extends EventEmitter {
  readonly commandLine = new CommandLine();
  readonly isPackaged = false;
  name = 'Electron';
  version = '0.0.0';
  path = process.cwd();
  /** Another instance holds the lock: this one ends before it starts. */
  lostLock = false;
  readonly #ready = Promise.withResolvers<void>();
  #lock: { readonly path: string; readonly watcher: FSWatcher } | null = null;
  #userData: string | null = null;
  #hasEnded = false;

  getName = (): string => this.name;
  getVersion = (): string => this.version;
  getAppPath = (): string => this.path;
  isReady = (): boolean => host.isReady;
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  setAppUserModelId(_id: string): void {}

  setPath(name: string, path: string): void {
    if (name !== 'userData') throw missing(`app.setPath('${name}')`);
    this.#userData = path;
  }
  getPath(name: string): string {
    if (name === 'temp') return tmpdir();
    if (name === 'home') return homedir();
    if (name !== 'userData') throw missing(`app.getPath('${name}')`);
    const folder =
      this.#userData ?? join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), this.name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** A link that names the process, and a folder in which a second start leaves its command line. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    const lock = join(folder, 'test-host-lock');
    const box = join(folder, 'test-host-box');
    mkdirSync(box, { recursive: true });
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        symlinkSync(String(process.pid), lock);
        break;
      } catch {
        if (isAlive(Number(readlinkSync(lock)))) {
          const name = join(box, `${process.pid}`);
          writeFileSync(`${name}.part`, JSON.stringify({ argv: process.argv, folder: process.cwd() }));
          renameSync(`${name}.part`, `${name}.json`);
          this.lostLock = true;
          return false;
        }
        rmSync(lock, { force: true });
      }
    }
    const take = () => {
      for (const file of readdirSync(box).filter(one => one.endsWith('.json'))) {
        const { argv, folder: where } = JSON.parse(readFileSync(join(box, file), 'utf8'));
        rmSync(join(box, file));
        void this.whenReady().then(() => this.emit('second-instance', event({}), argv, where));
      }
    };
    const watcher = watch(box, take);
    watcher.unref();
    this.#lock = { path: lock, watcher };
    take();
    return true;
  }

  /** Starts the browser and tells that the app is ready. */
  async becomeReady(browser: string): Promise<void> {
    const port = process.env['ELECTRON_HOST_PORT'] ?? '0';
    const made = new Chromium({
      executable: browser,
      profile: join(this.getPath('userData'), 'test-host-browser'),
      more: [...this.commandLine.words(), `--remote-debugging-port=${port}`],
      isHeadless: isHeadless(),
      // Playwright waits for this line to know where to connect.
      onLine: line => {
        if (line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`);
      },
    });
    host.chromium = made;
    void made.gone.then(() => {
      if (this.#hasEnded) return;
      warn('Chromium ended');
      process.exit(1);
    });
    made.on<Parameters<typeof WebContents.attached>[0]>('Target.attachedToTarget', WebContents.attached);
    made.on<{ targetId: string }>('Target.targetDestroyed', ({ targetId }) =>
      WebContents.byTarget(targetId)?.gone(),
    );
    const { product } = await made.send<{ product: string }>('Browser.getVersion');
    const versions = Object.freeze({ ...process.versions, chrome: product.split('/')[1] });
    Object.defineProperty(process, 'versions', { value: versions, configurable: true });
    await made.send('Target.setDiscoverTargets', { discover: true });
    await made.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
    host.isReady = true;
    this.emit('ready', event({}), {});
    this.#ready.resolve();
  }

  quit(): void {
    if (this.#hasEnded || host.isClosing) return;
    const asked = event({});
    this.emit('before-quit', asked);
    if (asked.defaultPrevented) return;
    host.isClosing = true;
    setImmediate(() => {
      for (const window of BrowserWindow.getAllWindows()) window.close();
      const last = event({});
      this.emit('will-quit', last);
      if (last.defaultPrevented) host.isClosing = false;
      else this.exit();
    });
  }

  exit(code = 0): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const end = async () => {
      await host.chromium?.close();
      this.#lock?.watcher.close();
      if (this.#lock !== null) rmSync(this.#lock.path, { force: true });
      process.exit(code);
    };
    void end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = new App();
app.setMaxListeners(0);
whenAllClosed.happens = () => {
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit();
};
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
process.on('exit', () => host.chromium?.child.kill('SIGKILL'));
