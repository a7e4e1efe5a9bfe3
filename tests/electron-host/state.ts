/** What the parts of the host share: the browser, and what a test may want to look at. */
import type { Chromium } from './chromium.ts';

export interface HostState {
  chromium: Chromium | null;
  isReady: boolean;
  isClosing: boolean;
  /** Calls of dialogs that no test answered: all are cancelled. */
  readonly dialogs: { readonly kind: string; readonly options: unknown }[];
  /** What the app asked the desktop to open. */
  readonly opened: string[];
}

export const host: HostState = { chromium: null, isReady: false, isClosing: false, dialogs: [], opened: [] };

export function chromium(): Chromium {
  if (host.chromium === null) throw new Error('The test host has not started its browser yet');
  return host.chromium;
}

export function warn(...words: readonly unknown[]): void {
  process.stderr.write(`[test host] ${words.map(String).join(' ')}\n`);
}

export function isHeadless(): boolean {
  const asked = process.env['ELECTRON_HOST_HEADLESS'];
  return asked === undefined ? (process.env['DISPLAY'] ?? '') === '' : asked !== '0';
}
