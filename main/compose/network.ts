/** The way to both servers as the settings describe it: extra certificate authorities, what is asked of Exchange's TLS, the proxy. */
import { readFile } from 'node:fs/promises';
import type { Settings } from '../../preload/contract/settings.ts';
import type { TlsRules } from '../adapters/http/connection-pool.ts';
import type { HttpClientOptions } from '../adapters/http/http-client.ts';
import { type ProxyRules, proxyAddress, routeOf, straight } from '../adapters/http/proxy-route.ts';
import { systemProxy } from '../adapters/http/system-proxy.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { Rung } from '../engine/ladder.ts';

export type Network = Required<Pick<HttpClientOptions, 'caPem' | 'tls' | 'proxy'>>;

function unusable(field: string, reason: string) {
  return failed({
    code: 'settings.invalid',
    scope: 'installation',
    retryable: false,
    facts: { field, reason },
  });
}

/** Problem: settings.invalid when the file cannot be read. */
export async function readAuthorities(caFile: string): Promise<Result<string>> {
  if (caFile === '') return succeeded('');
  try {
    return succeeded(await readFile(caFile, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = code === '' ? 'it cannot be read' : `it cannot be read (${code})`;
    return unusable('exchange.caFile', code === 'ENOENT' ? 'there is no such file' : reason);
  }
}

/** What is set for Exchange's TLS, by its origin. */
function tlsOf({ url, pinnedCertificate, tlsMinimum }: Settings['exchange']): ReadonlyMap<string, TlsRules> {
  const rules = { pinned: pinnedCertificate.trim(), minVersion: tlsMinimum };
  return new Map([[URL.parse(url)?.origin ?? '', rules]]);
}

interface Proxy {
  readonly rules: ProxyRules;
  /** Who says so: the settings, the environment of this program, Windows, or nobody. */
  readonly from: 'setting' | 'environment' | 'windows' | 'nobody';
}

type Environment = Readonly<Record<string, string | undefined>>;

async function proxyOf(
  { proxy, proxyUrl, proxyBypass }: Settings['network'],
  environment: Environment = process.env,
): Promise<Result<Proxy>> {
  switch (proxy) {
    case 'none':
      return succeeded({ rules: straight, from: 'setting' });
    case 'system':
      return succeeded(await systemProxy(environment, process.platform));
    case 'manual': {
      const address = proxyAddress(proxyUrl);
      if (proxyUrl === '' || address === '') return unusable('network.proxyUrl', 'missing');
      return succeeded({
        rules: { http: address, https: address, bypass: proxyBypass },
        from: 'setting',
      });
    }
  }
}

/** Problem: settings.invalid when the file of extra authorities cannot be read, or the proxy has no address. */
export async function networkOf(settings: Settings): Promise<Result<Network>> {
  const authorities = await readAuthorities(settings.exchange.caFile);
  if (!authorities.ok) return authorities;
  const proxy = await proxyOf(settings.network);
  if (!proxy.ok) return proxy;
  return succeeded({ caPem: authorities.value, tls: tlsOf(settings.exchange), proxy: proxy.value.rules });
}

/** What stands in the way of `networkOf`, each by itself; null when nothing does. */
export async function networkProblems(
  settings: Settings,
): Promise<{ readonly authorities: Problem | null; readonly proxy: Problem | null }> {
  const authorities = await readAuthorities(settings.exchange.caFile);
  const proxy = await proxyOf(settings.network);
  return {
    authorities: authorities.ok ? null : authorities.problem,
    proxy: proxy.ok ? null : proxy.problem,
  };
}

/** Which way a server is reached and who says so, for its rung: of a proxy host and port alone, for its address may hold a password. */
export async function wayTo(
  address: string,
  settings: Settings,
  environment?: Environment,
): Promise<Rung['found']> {
  const url = URL.parse(address);
  const proxy = await proxyOf(settings.network, environment);
  if (url === null || !proxy.ok) return {};
  const { from, rules } = proxy.value;
  const route = routeOf(url, rules);
  if (route.by === 'proxy') return { way: 'proxy', from, proxy: URL.parse(route.proxy)?.host ?? '' };
  const { because } = route;
  return because === 'bypassed'
    ? { way: 'straight', from, because, entry: route.entry }
    : { way: 'straight', from, because };
}
