/** The status, read once by the shell and told by notices; every screen sees the same. */
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { ProblemView } from '../preload/contract/reply.ts';
import type { StatusView } from '../preload/contract/views/status.ts';
import { ask, listen } from './window-link.ts';

const StatusContext = createContext<StatusView | null>(null);
export const StatusProvider = StatusContext.Provider;

/** Only below the shell, which waits for the first status. */
export function useStatus(): StatusView {
  const status = useContext(StatusContext);
  if (status === null) throw new Error('useStatus is used outside the shell');
  return status;
}

/** True when this window may change something. */
export function useMayWrite(): boolean {
  return useStatus().role === 'writer';
}

export interface StatusReading {
  readonly status: StatusView | null;
  readonly problem: ProblemView | null;
  askAgain(): void;
}

/** For the shell alone. */
export function useStatusReading(): StatusReading {
  const [status, setStatus] = useState<StatusView | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const askAgain = useCallback(() => {
    void ask('status.read', {}).then(reply => {
      setProblem(reply.ok ? null : reply.problem);
      if (reply.ok) setStatus(reply.value);
    });
  }, []);
  useEffect(() => {
    const unlisten = listen('status', setStatus);
    askAgain();
    return unlisten;
  }, [askAgain]);
  return { status, problem, askAgain };
}
