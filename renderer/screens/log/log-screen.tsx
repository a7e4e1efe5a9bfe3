/** Requests and log: two tabs of one page. */
import { hrefOf } from '../../place.ts';
import { logWords } from '../../words/log.ts';
import { LogTab } from './log-tab.tsx';
import { RequestsTab } from './requests-tab.tsx';

export function LogTabs({ tab }: { readonly tab: 'requests' | 'log' }) {
  return (
    <nav className="tabs" aria-label={logWords.tabs}>
      <a href={hrefOf('log', { tab: 'requests' })} aria-current={tab === 'requests' ? 'page' : undefined}>
        {logWords.requests}
      </a>
      <a href={hrefOf('log', { tab: 'log' })} aria-current={tab === 'log' ? 'page' : undefined}>
        {logWords.log}
      </a>
    </nav>
  );
}

export function LogScreen({ query }: { readonly query: URLSearchParams }) {
  return query.get('tab') === 'log' ? <LogTab query={query} /> : <RequestsTab query={query} />;
}
