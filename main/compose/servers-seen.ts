/** What a run learns of both servers besides calendars, for its report: their certificates, and how often they asked to be left alone. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { ServerCertificate } from '../adapters/http/server-certificate.ts';
import type { ServerSeen, ServersSeen } from '../core/report.ts';
import type { Connection } from './connections.ts';
import type { SlowDown, SlowDowns } from './slow-downs.ts';

function certificateIn(shown: ServerCertificate | null): ServerSeen['certificate'] {
  if (shown === null || shown.until === '') return null;
  const { issuer, names, until } = shown;
  return { issuer, names, until };
}

/** Waits count from now on; the certificate is the one that was accepted last. */
export function seeServers(
  settings: Settings,
  certificateOf: Connection['certificateOf'],
  slowDowns: Pick<SlowDowns, 'totals'>,
): () => ServersSeen {
  const before = slowDowns.totals();
  const seen = (url: string, name: SlowDown['server']): ServerSeen => {
    const { times, ms } = slowDowns.totals()[name];
    return {
      host: URL.parse(url)?.host ?? '',
      certificate: certificateIn(certificateOf(url)),
      waits: times - before[name].times,
      waitedMs: ms - before[name].ms,
    };
  };
  return () => ({
    exchange: seen(settings.exchange.url, 'Exchange'),
    halo: seen(settings.halo.url, 'Halo'),
  });
}
