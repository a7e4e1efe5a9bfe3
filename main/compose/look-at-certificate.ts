/** What the Exchange server shows as its certificate, and whether it would be accepted: for a person to see before it is pinned. */
import type { Settings } from '../../preload/contract/settings.ts';
import { troubleOfFailure } from '../adapters/exchange/answer-problem.ts';
import { createHttpClient } from '../adapters/http/http-client.ts';
import { lookAtCertificates, type ShownCertificates } from '../adapters/http/server-certificate.ts';
import { daysUntil } from '../core/certificate-days.ts';
import type { Problem, Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { Clock, RequestLog } from '../ports.ts';
import { networkOf } from './network.ts';

export interface CertificateLook extends ShownCertificates {
  readonly host: string;
  /** Whole days until the end of the server's own certificate. */
  readonly daysLeft: number;
  /** Why it is not accepted as the settings are; null when it is. */
  readonly problem: Problem | null;
}

const deadlineMs = 20_000;

/** Sends one request without credentials. Problems: settings.*, exchange.* when no certificate is shown at all. */
export async function lookAtCertificate(
  parts: {
    readonly settings: { read(): Promise<Result<Settings>> };
    readonly clock: Clock;
    readonly requestLog: RequestLog;
  },
  signal: AbortSignal,
): Promise<Result<CertificateLook>> {
  const settings = await parts.settings.read();
  if (!settings.ok) return settings;
  const url = URL.parse(settings.value.exchange.url);
  if (url?.protocol !== 'https:') {
    const facts = { field: 'exchange.url', reason: url === null ? 'missing' : 'it has no TLS' };
    return failed({ code: 'settings.invalid', scope: 'exchange', retryable: false, facts });
  }
  const network = await networkOf(settings.value);
  if (!network.ok) return network;
  const { clock, requestLog } = parts;
  const http = createHttpClient({ ...network.value, maxSockets: 1, requestLog, clock });
  try {
    const outcome = await http.request({
      method: 'GET',
      url: url.href,
      deadlineMs,
      signal,
      peer: 'exchange',
      operation: 'certificate',
    });
    const problem = outcome.ok ? null : troubleOfFailure(outcome.failure).problem;
    const shown = await lookAtCertificates(url, deadlineMs, signal);
    if (shown === null) {
      const none: Problem = { code: 'exchange.connection-lost', scope: 'exchange', retryable: true };
      return failed(problem ?? { ...none, facts: { host: url.hostname } });
    }
    const daysLeft = daysUntil(shown.chain[0].until, clock.now());
    return succeeded({ ...shown, host: url.hostname, daysLeft, problem });
  } finally {
    http.close();
  }
}
