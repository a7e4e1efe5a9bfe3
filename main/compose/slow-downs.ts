/** What the servers have asked for, while it lasts: to be left alone until a moment. The adapters tell it and obey it; here it is only known. */
import type { Instant } from '../core/event.ts';
import { instantOf } from '../core/window.ts';
import type { Clock } from '../ports.ts';

export interface SlowDown {
  readonly server: 'Exchange' | 'Halo';
  readonly until: Instant;
}

export interface SlowDowns {
  /** The server wants nothing for so many milliseconds from now. */
  asked(server: SlowDown['server'], ms: number): void;
  /** The one that lasts longest; null when none lasts any more. */
  current(): SlowDown | null;
  /** How often each server has asked since the start, and for how long in all. */
  totals(): Readonly<Record<SlowDown['server'], { readonly times: number; readonly ms: number }>>;
  /** `heard` is called whenever a server asks. */
  listen(heard: () => void): void;
}

export function createSlowDowns(clock: Clock): SlowDowns {
  let longest: (SlowDown & { readonly endMs: number }) | null = null;
  const totals = { Exchange: { times: 0, ms: 0 }, Halo: { times: 0, ms: 0 } };
  const listeners: (() => void)[] = [];
  return {
    asked(server, ms) {
      totals[server] = { times: totals[server].times + 1, ms: totals[server].ms + ms };
      const endMs = clock.monotonicMs() + ms;
      if (longest !== null && longest.endMs >= endMs) return;
      longest = { server, endMs, until: instantOf(Date.parse(clock.now()) + ms) };
      for (const heard of listeners) heard();
    },
    current() {
      if (longest === null || longest.endMs <= clock.monotonicMs()) return null;
      const { server, until } = longest;
      return { server, until };
    },
    totals: () => ({ ...totals }),
    listen: heard => {
      listeners.push(heard);
    },
  };
}
