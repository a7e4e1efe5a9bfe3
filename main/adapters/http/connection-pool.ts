/**
 * The sockets of one HTTP client: keep-alive agents for http and https with one verified TLS context.
 * A proxy, or a sign-in that belongs to a socket (NTLM), comes in here: as another agent for `exchangeOnce`. Nothing here is global.
 */
import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** An unused socket is closed after this; servers and firewalls forget idle ones without saying so. */
const idleMs = 30_000;

export interface ConnectionPool {
  agentFor(url: string): PlainAgent;
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
  const pooled = {
    keepAlive: true,
    maxSockets: options.maxSockets,
    timeout: idleMs,
    scheduling: 'lifo',
  } as const;
  const plain = new PlainAgent(pooled);
  let secure: SecureAgent | null = null;
  return {
    agentFor(url) {
      if (!url.startsWith('https:')) return plain;
      secure ??= new SecureAgent({
        ...pooled,
        secureContext: trustedContext(options.caPem),
        rejectUnauthorized: true,
      });
      return secure;
    },
    close() {
      plain.destroy();
      secure?.destroy();
    },
  };
}
