/** Which way a request goes: straight, or through a proxy. Only a table of names; nothing is asked of anybody. */

export interface ProxyRules {
  /** Address of the proxy for http and for https servers, `http://proxy.example.org:8080`; '' = straight. */
  readonly http: string;
  readonly https: string;
  /**
   * Servers that are reached straight: a name, `*.example.org` or `.example.org` for all below it, `10.*`, each with `:port` if wanted,
   * `<local>` for names without a dot, `*` for all. Upper and lower case are the same. This computer is always reached straight.
   */
  readonly bypass: readonly string[];
}

export const straight: ProxyRules = { http: '', https: '', bypass: [] };

const thisComputer = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function matches(entry: string, url: URL): boolean {
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
  const own = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (name === '' || (port !== undefined && port !== own)) return false;
  const host = url.hostname.toLowerCase();
  if (name === '<local>') return !host.includes('.') && !host.startsWith('[');
  const pattern = name.startsWith('.') ? `*${name}` : name;
  const parts = pattern.split('*').map(part => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(host);
}

/** Which way, and why; `entry`: the one of the bypass list that names the server. */
export type Route =
  | { readonly by: 'proxy'; readonly proxy: string }
  | { readonly by: 'straight'; readonly because: 'no-proxy' | 'this-computer' }
  | { readonly by: 'straight'; readonly because: 'bypassed'; readonly entry: string };

/** A proxy's address may hold a password: only its host and port are for people. */
export function routeOf(url: URL, rules: ProxyRules): Route {
  const proxy = url.protocol === 'https:' ? rules.https : rules.http;
  if (proxy === '') return { by: 'straight', because: 'no-proxy' };
  if (thisComputer.test(url.hostname)) return { by: 'straight', because: 'this-computer' };
  const entry = rules.bypass.find(one => matches(one, url));
  return entry === undefined ? { by: 'proxy', proxy } : { by: 'straight', because: 'bypassed', entry };
}

/** The proxy for this address; null: straight. */
export function proxyFor(url: URL, rules: ProxyRules): string | null {
  const route = routeOf(url, rules);
  return route.by === 'proxy' ? route.proxy : null;
}

/** A proxy as its setting or the system writes it, also without `http://`; '' for what cannot be one. */
export function proxyAddress(text: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `http://${text.trim()}`);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== ''
    ? url.href
    : '';
}
