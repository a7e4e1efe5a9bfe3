/** The way to both servers as the settings describe it: extra certificate authorities, what is asked of Exchange's TLS, the proxy. */
import { readFile } from 'node:fs/promises';
import type { Settings } from '../../preload/contract/settings.ts';
import type { TlsRules } from '../adapters/http/connection-pool.ts';
import type { HttpClientOptions } from '../adapters/http/http-client.ts';
import { type ProxyRules, proxyAddress, straight } from '../adapters/http/proxy-route.ts';
import { systemProxy } from '../adapters/http/system-proxy.ts';
import type { Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';

export type Network = Required<Pick<HttpClientOptions, 'caPem' | 'tls' | 'proxy'>>;

function unusable(field: string, reason: string) {
  return failed({
    code: 'settings.invalid',
    scope: 'installation',
    retryable: false,
    facts: { field, reason },
  });
}

async function readAuthorities(caFile: string): Promise<Result<string>> {
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

async function proxyOf({ proxy, proxyUrl, proxyBypass }: Settings['network']): Promise<Result<ProxyRules>> {
  switch (proxy) {
    case 'none':
      return succeeded(straight);
    case 'system':
      return succeeded(await systemProxy(process.env, process.platform));
    case 'manual': {
      const address = proxyAddress(proxyUrl);
      if (proxyUrl === '' || address === '') return unusable('network.proxyUrl', 'missing');
      return succeeded({ http: address, https: address, bypass: proxyBypass });
    }
  }
}

/** Problem: settings.invalid when the file of extra authorities cannot be read, or the proxy has no address. */
export async function networkOf(settings: Settings): Promise<Result<Network>> {
  const authorities = await readAuthorities(settings.exchange.caFile);
  if (!authorities.ok) return authorities;
  const proxy = await proxyOf(settings.network);
  if (!proxy.ok) return proxy;
  return succeeded({ caPem: authorities.value, tls: tlsOf(settings.exchange), proxy: proxy.value });
}
