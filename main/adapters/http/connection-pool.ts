/**
 * The sockets of one HTTP client: keep-alive agents for http and https with one verified TLS context.
 * Where a sign-in belongs to a socket there are agents of one socket each. Nothing here is global.
 */
import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** An unused socket is closed after this; servers and firewalls forget idle ones without saying so. */
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

/**
 * Built-in authorities, the system's (an Exchange in a domain has a certificate of the domain's own authority) and the extra ones.
 */
function trustedContext(caPem: string): SecureContext {
  const extra = caPem.trim() === '' ? [] : [caPem];
  return createSecureContext({
    ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...extra])],
    minVersion: 'TLSv1.2',
  });
}

/** What is no certificate in `caPem` is passed over by Node; a server that needs it then fails with `unknown-authority`. */
export function createConnectionPool(options: { maxSockets: number; caPem: string }): ConnectionPool {
  const agents: PlainAgent[] = [];
  let context: SecureContext | null = null;
  const shared = new Map<boolean, PlainAgent>();

  function newAgent(isSecure: boolean, maxSockets: number, maxCachedSessions: number): PlainAgent {
    const pooled = { keepAlive: true, maxSockets, timeout: idleMs, scheduling: 'lifo' } as const;
    if (isSecure) context ??= trustedContext(options.caPem);
    const agent =
      context !== null && isSecure
        ? new SecureAgent({ ...pooled, maxCachedSessions, secureContext: context, rejectUnauthorized: true })
        : new PlainAgent(pooled);
    agents.push(agent);
    return agent;
  }

  return {
    agentFor(url) {
      const isSecure = isSecureAddress(url);
      const known = shared.get(isSecure) ?? newAgent(isSecure, options.maxSockets, cachedSessions);
      shared.set(isSecure, known);
      return known;
    },
    agentOfOneSocket: url => newAgent(isSecureAddress(url), 1, 0),
    close() {
      for (const agent of agents) agent.destroy();
    },
  };
}

function isSecureAddress(url: string): boolean {
  return url.toLowerCase().startsWith('https:');
}
