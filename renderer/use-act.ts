/** Carries out what a person chose, and keeps what went wrong until the next try. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProblemView } from '../preload/contract/reply.ts';
import type { AnswerOf, ArgumentsOf, RequestName } from '../preload/contract/requests.ts';
import { ask } from './window-link.ts';

export interface Act {
  /** Null: it was not done, and `problem` says why. */
  act<N extends RequestName>(name: N, args: ArgumentsOf<N>): Promise<AnswerOf<N> | null>;
  readonly problem: ProblemView | null;
  readonly isActing: boolean;
  forget(): void;
}

export function useAct(): Act {
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [acting, setActing] = useState(0);
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const act = useCallback(async <N extends RequestName>(name: N, args: ArgumentsOf<N>) => {
    setActing(many => many + 1);
    const reply = await ask(name, args);
    if (!isThere.current) return reply.ok ? reply.value : null;
    setActing(many => many - 1);
    setProblem(reply.ok ? null : reply.problem);
    return reply.ok ? reply.value : null;
  }, []);
  const forget = useCallback(() => setProblem(null), []);
  return { act, problem, isActing: acting > 0, forget };
}
