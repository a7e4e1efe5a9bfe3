/** Asks for what a screen shows: at once, when the arguments change, and again after a run when the screen says so. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProblemView } from '../preload/contract/reply.ts';
import type { AnswerOf, ArgumentsOf, RequestName } from '../preload/contract/requests.ts';
import { ask, listen } from './window-link.ts';

export interface Answer<T> {
  /** The last answer; stays while it is asked for anew. */
  readonly value: T | null;
  readonly problem: ProblemView | null;
  readonly isAsking: boolean;
  askAgain(): void;
  /** Takes an answer that came with another request. */
  put(value: T): void;
}

/** `args` null: not asked yet. `anewAfterRun`: what is shown is changed by runs. */
export function useAnswer<N extends RequestName>(
  name: N,
  args: ArgumentsOf<N> | null,
  anewAfterRun = false,
): Answer<AnswerOf<N>> {
  const [value, setValue] = useState<AnswerOf<N> | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [isAsking, setAsking] = useState(args !== null);
  const newest = useRef(0);
  const current = useRef(args);
  current.current = args;

  const askAgain = useCallback(() => {
    if (current.current === null) return;
    newest.current += 1;
    const mine = newest.current;
    setAsking(true);
    void ask(name, current.current).then(reply => {
      if (mine !== newest.current) return;
      setAsking(false);
      setProblem(reply.ok ? null : reply.problem);
      if (reply.ok) setValue(reply.value);
    });
  }, [name]);

  const put = useCallback((next: AnswerOf<N>) => {
    newest.current += 1;
    setAsking(false);
    setProblem(null);
    setValue(next);
  }, []);

  const key = args === null ? null : JSON.stringify(args);
  useEffect(() => {
    if (key !== null) askAgain();
    return () => {
      newest.current += 1;
    };
  }, [key, askAgain]);
  useEffect(() => (anewAfterRun ? listen('run-ended', askAgain) : undefined), [anewAfterRun, askAgain]);
  useEffect(() => (anewAfterRun ? listen('sent', askAgain) : undefined), [anewAfterRun, askAgain]);

  return { value, problem, isAsking, askAgain, put };
}
