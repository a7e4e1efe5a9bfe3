/**
 * The sockets of one HTTP client: keep-alive agents for http and https with one verified TLS context.
 * Where a sign-in belongs to a socket there are agents of one socket each. Nothing here is global.
 */

import { X509Certificate } from 'node:crypto';
import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { type ProxyRules, proxyFor } from './proxy-route.ts';

/** Also how long a proxy may take to open a tunnel. An unused socket is closed after this; servers and firewalls forget idle ones without saying so. */
const idleMs = 30_000;
/** TLS sessions that may go on where they left off. */
const cachedSessions = 100;

export interface ConnectionPool {
  /** The agent that all may share. */
  agentFor(url: string): PlainAgent;
  /** A new agent that never has more than one socket, each with a whole TLS handshake of its own: only that shows the certificate. */
  agentOfOneSocket(url: string): PlainAgent;
  close(): void;
}

/** What is asked of one server beyond a certificate that is trusted. */
export interface TlsRules {
  /** PEM of the server's own certificate: no other one is accepted, whoever issued this one and whatever names it bears. '' = none. */
  readonly pinned: string;
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

const usualTls: TlsRules = { pinned: '', minVersion: 'TLSv1.2' };

/** Built-in authorities, the system's (an Exchange in a domain has a certificate of the domain's own authority) and the extra ones. */
function trustedContext(caPem: string, minVersion: TlsRules['minVersion']): SecureContext {
  const extra = caPem.trim() === '' ? [] : [caPem];
  return createSecureContext({
    ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...extra])],
    minVersion,
  });
}

/** Also a PEM whose lines were joined, as a field of one line does it; null for what is no certificate. */
function readPem(text: string): X509Certificate | null {
  const [, body = ''] = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(text) ?? [];
  try {
    return new X509Certificate(Buffer.from(body, 'base64'));
  } catch {
    return null;
  }
}

/**
 * Only the pinned certificate is an authority, and only it is accepted; its days count as ever. A text that is no certificate pins
 * nothing that any server could show.
 */
function pinnedOptions({ pinned, minVersion }: TlsRules) {
  const expected = readPem(pinned);
  return {
    secureContext: createSecureContext({
      ca: expected === null ? [] : [expected.toString()],
      allowPartialTrustChain: true,
      minVersion,
    }),
    checkServerIdentity: (_: string, shown: { readonly fingerprint256: string }) =>
      shown.fingerprint256 === expected?.fingerprint256
        ? undefined
        : Object.assign(new Error('another certificate'), { code: 'CERT_REJECTED' }),
  };
}

/** What is no certificate in `caPem` is passed over by Node; a server that needs it then fails with `unknown-authority`. */
export function createConnectionPool(options: {
  maxSockets: number;
  caPem: string;
  tls: ReadonlyMap<string, TlsRules>;
  proxy: ProxyRules;
}): ConnectionPool {
  const agents: PlainAgent[] = [];
  const shared = new Map<string, PlainAgent>();
  const contexts = new Map<string, SecureContext>();

  /** Made late: the authorities of a system are many. */
  function trusted(minVersion: TlsRules['minVersion']): SecureContext {
    const context = contexts.get(minVersion) ?? trustedContext(options.caPem, minVersion);
    contexts.set(minVersion, context);
    return context;
  }

  function newAgent(url: string, maxSockets: number, maxCachedSessions: number): PlainAgent {
    const parsed = URL.parse(url);
    const proxy = parsed === null ? null : proxyFor(parsed, options.proxy);
    const pooled = {
      keepAlive: true,
      maxSockets,
      timeout: idleMs,
      scheduling: 'lifo',
      // Never the process's own environment; what of it counts is in the rules.
      ...(proxy === null ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
    } as const;
    const origin = parsed?.origin ?? '';
    const rules = options.tls.get(origin) ?? usualTls;
    const verified = { ...pooled, maxCachedSessions, rejectUnauthorized: true };
    const agent = !origin.startsWith('https:')
      ? new PlainAgent(pooled)
      : rules.pinned === ''
        ? new SecureAgent({ ...verified, secureContext: trusted(rules.minVersion) })
        : new SecureAgent({ ...verified, ...pinnedOptions(rules) });
    agents.push(agent);
    return agent;
  }

  return {
    agentFor(url) {
      const origin = URL.parse(url)?.origin ?? '';
      const known = shared.get(origin) ?? newAgent(url, options.maxSockets, cachedSessions);
      shared.set(origin, known);
      return known;
    },
    agentOfOneSocket: url => newAgent(url, 1, 0),
    close() {
      for (const agent of agents) agent.destroy();
    },
  };
}
