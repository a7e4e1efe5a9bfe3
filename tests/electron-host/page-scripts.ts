/**
 * What runs inside the page: the preload in an isolated world with `contextBridge` and `ipcRenderer`, and the page's own side of the
 * bridge. Both worlds share the DOM alone and talk through synchronous events under a name drawn for each window. The functions are put into
 * the page as source: they may use nothing but their arguments.
 */
import { makeWireText, type WireText } from './wire-text.ts';

// What of a page is used here; the project's own code on Node knows no DOM.
declare const document: EventTarget;
declare const window: { readonly top: unknown };
declare const location: { readonly href: string };

interface Message {
  readonly op: 'call' | 'reply' | 'settle' | 'expose' | 'ready';
  readonly id?: number;
  readonly key?: string;
  readonly ok?: Wire;
  readonly err?: Wire;
  readonly args?: readonly Wire[];
}
type Wire =
  | { readonly t: 'v'; readonly v: unknown }
  | { readonly t: 'a'; readonly e: readonly Wire[] }
  | { readonly t: 'o'; readonly e: readonly (readonly [string, Wire])[] }
  | { readonly t: 'e'; readonly m: string }
  | { readonly t: 'p' | 'f'; readonly id: number };

/** contextBridge's rules: functions and promises are proxied, errors keep their message, plain data is copied without prototypes. */
function makeBridge(sendName: string, hearName: string, other: (message: Message) => void) {
  type AnyFunction = (...args: unknown[]) => unknown;
  const page = document;
  const Detail = CustomEvent;
  const functions = new Map<number, AnyFunction>();
  const numbers = new WeakMap<object, number>();
  const promises = new Map<number, { ok: (value: unknown) => void; no: (error: unknown) => void }>();
  const proxies = new Map<number, AnyFunction>();
  let next = 1;
  let reply: Message | null = null;

  const send = (message: Message): Message | null => {
    reply = null;
    page.dispatchEvent(new Detail(sendName, { detail: message }));
    const got: Message | null = reply;
    reply = null;
    return got;
  };
  const toWire = (value: unknown, depth = 0): Wire => {
    if (depth > 100) throw new TypeError('Electron contextBridge recursion depth exceeded.');
    if (typeof value === 'symbol') throw new TypeError('Symbols cannot cross the context bridge');
    if (typeof value === 'function') {
      const id = numbers.get(value) ?? next++;
      numbers.set(value, id);
      functions.set(id, value as AnyFunction);
      return { t: 'f', id };
    }
    if (value === null || typeof value !== 'object') return { t: 'v', v: value };
    if (value instanceof Promise) {
      const id = next++;
      value.then(
        ok => send({ op: 'settle', id, ok: toWire(ok) }),
        err => send({ op: 'settle', id, err: toWire(err) }),
      );
      return { t: 'p', id };
    }
    if (value instanceof Error) return { t: 'e', m: value.message };
    if (Array.isArray(value)) return { t: 'a', e: value.map(one => toWire(one, depth + 1)) };
    if (
      /^(?:Date|RegExp|Map|Set|ArrayBuffer|Blob|File|DataView|\w+Array)$/.test(
        Object.prototype.toString.call(value).slice(8, -1),
      )
    ) {
      return { t: 'v', v: value };
    }
    return { t: 'o', e: Object.entries(value).map(([key, one]) => [key, toWire(one, depth + 1)]) };
  };
  const fromWire = (wire: Wire): unknown => {
    switch (wire.t) {
      case 'v':
        return wire.v;
      case 'a':
        return wire.e.map(fromWire);
      case 'o':
        return Object.fromEntries(wire.e.map(([key, one]) => [key, fromWire(one)]));
      case 'e':
        return new Error(wire.m);
      case 'p':
        return new Promise((ok, no) => promises.set(wire.id, { ok, no }));
      case 'f': {
        const proxy = proxies.get(wire.id) ?? ((...args: unknown[]) => call(wire.id, args));
        proxies.set(wire.id, proxy);
        return proxy;
      }
    }
  };
  const call = (id: number, args: readonly unknown[]): unknown => {
    const got = send({ op: 'call', id, args: args.map(one => toWire(one)) });
    if (got === null) throw new Error('The context bridge did not answer');
    if (got.err !== undefined) throw fromWire(got.err);
    return got.ok === undefined ? undefined : fromWire(got.ok);
  };
  const answer = (message: Message): Message => {
    try {
      const called = functions.get(message.id ?? 0)?.(...(message.args ?? []).map(fromWire));
      return { op: 'reply', ok: toWire(called) };
    } catch (error) {
      return { op: 'reply', err: toWire(error instanceof Error ? error : new Error(String(error))) };
    }
  };
  page.addEventListener(hearName, (heard: Event) => {
    const message: Message = (heard as CustomEvent<Message>).detail;
    if (message.op === 'reply') reply = message;
    else if (message.op === 'call') page.dispatchEvent(new Detail(sendName, { detail: answer(message) }));
    else if (message.op === 'settle') {
      const promise = promises.get(message.id ?? 0);
      promises.delete(message.id ?? 0);
      if (message.err !== undefined) promise?.no(fromWire(message.err));
      else promise?.ok(message.ok === undefined ? undefined : fromWire(message.ok));
    } else other(message);
  });
  return { send, toWire, fromWire };
}

/** Before any script of the page. */
function runInPage(secret: string, bridgeOf: typeof makeBridge): void {
  if (window !== window.top || location.href === 'about:blank') return;
  const freeze = (value: unknown): unknown => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
    if (Object.isFrozen(value)) return value;
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
    return value;
  };
  const bridge = bridgeOf(`${secret}>`, `${secret}<`, message => {
    if (message.op !== 'expose' || message.ok === undefined || message.key === undefined) return;
    const value = freeze(bridge.fromWire(message.ok));
    Object.defineProperty(window, message.key, {
      value,
      enumerable: true,
      writable: false,
      configurable: false,
    });
  });
  bridge.send({ op: 'ready' });
}

interface PreloadInfo {
  readonly post: string;
  readonly receive: string;
  readonly path: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
}

/** Beside the preload, in its own world. */
function runIsolated(
  secret: string,
  info: PreloadInfo,
  wire: WireText,
  bridgeOf: typeof makeBridge,
  preload: (require: (name: string) => unknown, process: unknown) => void,
): void {
  if (window !== window.top || location.href === 'about:blank') return;
  type Heard = (...args: unknown[]) => void;
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const toMain = (message: unknown) => world[info.post]?.(wire.encode(message));
  const heard = new Map<string, Set<Heard>>();
  const calls = new Map<
    number,
    { ok: (value: unknown) => void; no: (error: Error) => void; channel: string }
  >();
  const exposed = new Set<string>();
  const queue: Message[] = [];
  let next = 1;
  let isReady = false;

  world[info.receive] = text => {
    const message = wire.decode(text) as {
      op: string;
      id: number;
      channel: string;
      args: unknown[];
      value: unknown;
      error?: string;
    };
    if (message.op === 'event') {
      for (const one of [...(heard.get(message.channel) ?? [])]) one({}, ...message.args);
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.error === undefined) call?.ok(message.value);
    else call?.no(new Error(`Error invoking remote method '${call.channel}': ${message.error}`));
  };
  const bridge = bridgeOf(`${secret}<`, `${secret}>`, message => {
    if (message.op !== 'ready') return;
    isReady = true;
    for (const waiting of queue.splice(0)) bridge.send(waiting);
  });
  const electron = {
    contextBridge: {
      exposeInMainWorld(key: string, api: unknown) {
        if (exposed.has(key))
          throw new Error('Cannot bind an API on top of an existing property on the window object');
        exposed.add(key);
        const message: Message = { op: 'expose', key, ok: bridge.toWire(api) };
        if (isReady) bridge.send(message);
        else queue.push(message);
      },
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) =>
        new Promise((ok, no) => {
          const id = next++;
          toMain({ op: 'invoke', id, channel, args });
          calls.set(id, { ok, no, channel });
        }),
      on: (channel: string, listener: Heard) => {
        heard.set(channel, (heard.get(channel) ?? new Set()).add(listener));
      },
      removeListener: (channel: string, listener: Heard) => {
        heard.get(channel)?.delete(listener);
      },
    },
  };
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name} (the test host gives a sandboxed preload electron alone)`);
  };
  try {
    preload(require, { type: 'renderer', sandboxed: true, contextIsolated: true, versions: info.versions });
  } catch (error) {
    console.error(`Unable to load preload script: ${info.path}`, error);
    toMain({ op: 'preload-error', message: String(error) });
  }
}

export function pageScripts(
  secret: string,
  info: PreloadInfo,
  preload: string,
): { isolated: string; page: string } {
  const quoted = JSON.stringify(secret);
  const wrapped = `(require, process) => { const module = { exports: {} };\n(function (require, module, exports, process) {${preload}\n})(require, module, module.exports, process); }`;
  return {
    isolated: `(${runIsolated})(${quoted}, ${JSON.stringify(info)}, (${makeWireText})(), ${makeBridge}, ${wrapped})\n//# sourceURL=electron-preload://${info.path}`,
    page: `(${runInPage})(${quoted}, ${makeBridge})`,
  };
}
