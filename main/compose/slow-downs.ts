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
  /** `heard` is called whenever a server asks. */
  listen(heard: () => void): void;
}

export function createSlowDowns(clock: Clock): SlowDowns {
  let longest: (SlowDown & { readonly endMs: number }) | null = null;
  const listeners: (() => void)[] = [];
  return {
    asked(server, ms) {
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
    listen: heard => {
      listeners.push(heard);
    },
  };
}
