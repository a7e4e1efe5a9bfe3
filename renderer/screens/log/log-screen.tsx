/** Requests and log: two tabs of one page. */
import { LogTab } from './log-tab.tsx';
import { RequestsTab } from './requests-tab.tsx';

export function LogScreen({ query }: { readonly query: URLSearchParams }) {
  return query.get('tab') === 'log' ? <LogTab query={query} /> : <RequestsTab query={query} />;
}
