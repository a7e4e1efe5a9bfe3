/** The status, read once by the shell and told by notices; every screen sees the same, and the same clock. */
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { ProblemView } from '../preload/contract/reply.ts';
import type { StatusView } from '../preload/contract/views/status.ts';
import { ask, listen } from './window-link.ts';

export interface ToldStatus {
  readonly status: StatusView;
  /** How far the clock of the import is ahead of this computer's, in milliseconds: sample data have a clock of their own. */
  readonly aheadMs: number;
}

/** Whole seconds come and the way here takes time: what is less is no other clock. */
const noticeableMs = 2_000;

const StatusContext = createContext<ToldStatus | null>(null);
export const StatusProvider = StatusContext.Provider;

function useTold(): ToldStatus {
  const told = useContext(StatusContext);
  if (told === null) throw new Error('the status is used outside the shell');
  return told;
}

/** Only below the shell, which waits for the first status. */
export function useStatus(): StatusView {
  return useTold().status;
}

/** Tells the present by the clock of the import. */
export function useClock(): () => Date {
  const { aheadMs } = useTold();
  return useCallback(() => new Date(Date.now() + aheadMs), [aheadMs]);
}

/** True when this window may change something. */
export function useMayWrite(): boolean {
  return useStatus().role === 'writer';
}

export interface StatusReading {
  readonly told: ToldStatus | null;
  readonly problem: ProblemView | null;
  askAgain(): void;
}

/** For the shell alone. */
export function useStatusReading(): StatusReading {
  const [told, setTold] = useState<ToldStatus | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const take = useCallback((status: StatusView) => {
    const measured = Date.parse(status.at) - Date.now();
    setTold(was => {
      const known = was?.aheadMs ?? 0;
      return { status, aheadMs: Math.abs(measured - known) < noticeableMs ? known : measured };
    });
  }, []);
  const askAgain = useCallback(() => {
    void ask('status.read', {}).then(reply => {
      setProblem(reply.ok ? null : reply.problem);
      if (reply.ok) take(reply.value);
    });
  }, [take]);
  useEffect(() => {
    const unlisten = listen('status', take);
    askAgain();
    return unlisten;
  }, [askAgain, take]);
  return { told, problem, askAgain };
}
