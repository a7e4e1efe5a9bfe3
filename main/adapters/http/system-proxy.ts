/**
 * The proxy that this computer has for programs without a window: the environment, else on Windows what `netsh winhttp set proxy` has
 * stored. Settings of a signed-in person count for nobody else and are not looked at. A script (PAC) is not understood.
 */
import { execFile } from 'node:child_process';
import { type ProxyRules, proxyAddress, straight } from './proxy-route.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `http_proxy`, `https_proxy`, `no_proxy`, in small letters or large; null when none is set. */
export function proxyOfEnvironment(environment: Environment): ProxyRules | null {
  const value = (name: string) => environment[name] ?? environment[name.toUpperCase()] ?? '';
  const http = proxyAddress(value('http_proxy'));
  const https = proxyAddress(value('https_proxy'));
  if (http === '' && https === '') return null;
  return { http, https, bypass: entriesOf(value('no_proxy')) };
}

function entriesOf(list: string): readonly string[] {
  return list.split(/[\s,;]+/).filter(entry => entry !== '');
}

/** `proxy:8080`, or `http=proxy:8080;https=other:8080`. */
function perScheme(list: string, scheme: 'http' | 'https'): string {
  const entries = entriesOf(list);
  const own = entries.find(entry => entry.toLowerCase().startsWith(`${scheme}=`));
  return proxyAddress(own?.slice(scheme.length + 1) ?? entries.find(entry => !entry.includes('=')) ?? '');
}

const usesProxy = 2;

/** The stored settings of WinHTTP: size, counter, flags, then proxy and bypass list, each with its length. */
export function proxyOfWinHttp(bytes: Buffer): ProxyRules {
  if (bytes.length < 16 || (bytes.readUInt32LE(8) & usesProxy) === 0) return straight;
  const proxyEnd = 16 + bytes.readUInt32LE(12);
  if (proxyEnd > bytes.length) return straight;
  const list = bytes.toString('latin1', 16, proxyEnd);
  const bypassEnd =
    proxyEnd + 4 <= bytes.length ? proxyEnd + 4 + bytes.readUInt32LE(proxyEnd) : bytes.length + 1;
  const bypass = bypassEnd <= bytes.length ? bytes.toString('latin1', proxyEnd + 4, bypassEnd) : '';
  return { http: perScheme(list, 'http'), https: perScheme(list, 'https'), bypass: entriesOf(bypass) };
}

const place = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections';
const askMs = 5_000;

function askWindows(): Promise<ProxyRules> {
  return new Promise(resolve => {
    const words = ['query', place, '/v', 'WinHttpSettings'];
    execFile('reg.exe', words, { timeout: askMs, windowsHide: true }, (_, said) => {
      const [, digits = ''] = /REG_BINARY\s+([0-9A-Fa-f]+)/.exec(said) ?? [];
      resolve(proxyOfWinHttp(Buffer.from(digits, 'hex')));
    });
  });
}

export interface SystemProxy {
  readonly rules: ProxyRules;
  /** Who says so; `nobody`: there is none. */
  readonly from: 'environment' | 'windows' | 'nobody';
}

/** Read anew each time it is asked for. */
export async function systemProxy(environment: Environment, platform: string): Promise<SystemProxy> {
  const rules = proxyOfEnvironment(environment);
  if (rules !== null) return { rules, from: 'environment' };
  const stored = platform === 'win32' ? await askWindows() : straight;
  return { rules: stored, from: stored.http === '' && stored.https === '' ? 'nobody' : 'windows' };
}
