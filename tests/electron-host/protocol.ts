/**
 * `protocol`, `net` and `session`. Chromium cannot be taught a scheme over DevTools: `app://host/path` is `https://host.app.<domain>/path`
 * inside, and only the main process sees `app://`.
 */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, host, warn } from './state.ts';
import { missing, strict } from './strict.ts';

const domain = 'electron-host.test';
const schemes = new Set<string>();
type Handler = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Handler>();

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export function toInner(address: string): string {
  const [, scheme = '', name = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address) ?? [];
  return schemes.has(scheme) ? `https://${name}.${scheme}.${domain}${rest}` : address;
}

export function toOuter(address: string): string {
  const pattern = new RegExp(`^https://([^/?#]+)\\.([a-z][a-z0-9+-]*)\\.${domain.replace('.', '\\.')}(.*)$`);
  const [, name = '', scheme = '', rest = ''] = pattern.exec(address) ?? [];
  return scheme === '' ? address : `${scheme}://${name}${rest}`;
}

export function originOf(address: string): string {
  return /^[a-z][\w+.-]*:\/\/[^/?#]*/i.exec(address)?.[0] ?? 'null';
}

export function handlerFor(address: string): Handler | null {
  return handlers.get(address.slice(0, address.indexOf(':'))) ?? null;
}

export function isInner(address: string): boolean {
  return address.includes(`.${domain}`);
}

export const protocol = strict(
  {
    registerSchemesAsPrivileged(list: readonly { readonly scheme: string }[]) {
      if (host.isReady)
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme } of list) schemes.add(scheme);
    },
    handle(scheme: string, handler: Handler) {
      if (!host.isReady) throw new Error('protocol.handle can only be used after app is ready');
      if (!schemes.has(scheme))
        throw missing(`protocol.handle for '${scheme}', which was not registered as privileged`);
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      handlers.set(scheme, handler);
    },
  },
  'protocol',
);

export const net = strict(
  {
    async fetch(address: string, options: RequestInit = {}): Promise<Response> {
      if (/^https?:/.test(address)) return fetch(address, options);
      if (!address.startsWith('file:')) throw missing('net.fetch of anything but files and http');
      const path = fileURLToPath(address);
      const bytes = await readFile(path).catch(() => {
        throw new Error('net::ERR_FILE_NOT_FOUND');
      });
      const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream';
      return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } });
    },
  },
  'net',
);

type Ask = (contents: unknown, permission: string, decide: (ok: boolean) => void, details: object) => void;
type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean;
let ask: Ask | null = null;
let check: Check | null = null;

/** Chromium's own names. */
const permissions: Readonly<Record<string, string>> = {
  notifications: 'notifications',
  geolocation: 'geolocation',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  media: 'microphone',
  'display-capture': 'display-capture',
};

const defaultSession = strict(
  {
    setPermissionRequestHandler(handler: Ask | null) {
      ask = handler;
    },
    setPermissionCheckHandler(handler: Check | null) {
      check = handler;
    },
  },
  'session',
);

/** There is no prompt to intercept: the handlers are asked for every permission when a page loads, and Chromium gets their answers. */
export async function decidePermissions(contents: unknown, address: string): Promise<void> {
  const origin = originOf(address);
  const asking = ask;
  for (const [permission, name] of Object.entries(permissions)) {
    let ok = check?.(contents, permission, origin, { isMainFrame: true }) ?? true;
    if (ok && asking !== null) {
      ok = await new Promise<boolean>(decide => asking(contents, permission, decide, { isMainFrame: true }));
    }
    const setting = ok ? 'granted' : 'denied';
    const about = { permission: { name }, setting, origin: toInner(`${origin}/`).replace(/\/$/, '') };
    await chromium()
      .send('Browser.setPermission', about)
      .catch((error: Error) => warn('permission', permission, error.message));
  }
}

export const session = strict(
  {
    get defaultSession() {
      if (!host.isReady) throw new Error('Session can only be received when app is ready');
      return defaultSession;
    },
  },
  'session',
);
