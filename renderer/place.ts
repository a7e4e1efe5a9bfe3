/** Which page is open, kept in the address after `#`, so that links are links and Back goes back. */
import { useSyncExternalStore } from 'react';

export const pages = [
  'status',
  'agents',
  'calendar',
  'runs',
  'preview',
  'log',
  'trace',
  'check',
  'held',
  'outbound',
  'settings',
  'first-start',
] as const;
export type Page = (typeof pages)[number];

export interface Place {
  /** '' until somebody chose: the program decides between Status and First start. */
  readonly page: Page | '';
  readonly query: URLSearchParams;
}

/** What follows the page: numbers and texts; null and undefined are left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

export function hrefOf(page: Page, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(given).toString();
  return `#/${page}${text === '' ? '' : `?${text}`}`;
}

/** Opens a page. `replacing`: without a step to go back to, for filters. */
export function goTo(page: Page, query: Query = {}, replacing = false): void {
  const href = hrefOf(page, query);
  if (!replacing) {
    window.location.hash = href;
    return;
  }
  window.history.replaceState(null, '', href);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function placeOf(hash: string): Place {
  const [path = '', text = ''] = hash.replace(/^#\/?/, '').split('?');
  return { page: pages.find(one => one === path) ?? '', query: new URLSearchParams(text) };
}

function hear(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(hear, () => window.location.hash));
}

/** A whole number of the query; null when it is not there or not one. */
export function numberIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name) ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
