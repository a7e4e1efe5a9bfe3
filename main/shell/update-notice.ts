/**
 * Whether a newer version is published at the configured address. It looks when the window asks, a few times a day at most, and tells; it
 * downloads and runs nothing.
 */
import type { UpdateView } from '../../preload/contract/views/setup.ts';
import { isNewer, readVersionFile } from './version-file.ts';

export interface UpdateParts {
  /** The address of the version file; '' when nobody wants to be told. */
  readonly address: () => Promise<string>;
  readonly currentVersion: string;
  /** Null: no key was made yet. */
  readonly publicKey: string | null;
  readonly fetch: (address: string, options: { readonly signal: AbortSignal }) => Promise<Response>;
  readonly nowMs: () => number;
}

export interface UpdateNotice {
  read(): Promise<UpdateView>;
  /** The page of the newer version; null when there is none. */
  page(): string | null;
}

const lookAgainMs = 6 * 3_600_000;
const deadlineMs = 10_000;
const mostBytes = 16_384;

/** The whole text, or null when it is longer than a version file can be. */
async function readText(answer: Response): Promise<string | null> {
  if (answer.body === null) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body) {
    size += part.length;
    if (size > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

export function createUpdateNotice(parts: UpdateParts): UpdateNotice {
  const { currentVersion, publicKey } = parts;
  const nothing = (state: UpdateView['state']): UpdateView => ({ state, version: '', page: '' });
  let seen: { readonly address: string; readonly atMs: number; readonly view: UpdateView } | null = null;

  async function look(address: string): Promise<UpdateView> {
    if (publicKey === null) return nothing('not-trusted');
    let text: string | null;
    try {
      const answer = await parts.fetch(address, { signal: AbortSignal.timeout(deadlineMs) });
      text = answer.ok ? await readText(answer) : null;
      if (!answer.ok) return nothing('not-reached');
    } catch {
      return nothing('not-reached');
    }
    const published = text === null ? null : readVersionFile(text, publicKey);
    if (published === null) return nothing('not-trusted');
    return isNewer(published.version, currentVersion)
      ? { state: 'newer', version: published.version, page: published.page }
      : nothing('current');
  }

  return {
    async read() {
      const address = await parts.address();
      if (address === '') {
        seen = null;
        return nothing('off');
      }
      const isFresh = seen?.address === address && parts.nowMs() - seen.atMs < lookAgainMs;
      if (seen !== null && isFresh) return seen.view;
      const view = await look(address);
      // What was not reached is looked for again the next time somebody asks.
      seen = view.state === 'not-reached' ? null : { address, atMs: parts.nowMs(), view };
      return view;
    },
    page: () => (seen?.view.state === 'newer' ? seen.view.page : null),
  };
}
