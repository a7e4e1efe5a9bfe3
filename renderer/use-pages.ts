/** Reads a long list page by page: the first at once and when the filters change, the others as somebody scrolls to them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProblemView, Reply } from '../preload/contract/reply.ts';
import { listen } from './window-link.ts';

export interface ListPage<T> {
  readonly lines: readonly T[];
  readonly next: string | null;
  readonly sentence: string;
}

export interface Pages<T> {
  readonly lines: readonly T[];
  readonly sentence: string | null;
  readonly problem: ProblemView | null;
  readonly hasMore: boolean;
  /** Asks for the next page; does nothing while one is on its way or when there is none. */
  readOn(): void;
  readAnew(): void;
}

/** `key` stands for the filters: another key begins anew. `read` may change with every drawing. */
export function usePages<T>(
  key: string,
  read: (before: string | null) => Promise<Reply<ListPage<T>>>,
): Pages<T> {
  const [pages, setPages] = useState<{ readonly lines: readonly T[]; readonly last: ListPage<T> | null }>({
    lines: [],
    last: null,
  });
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const reader = useRef(read);
  reader.current = read;
  const generation = useRef(0);
  const isReading = useRef(false);

  const readAnew = useCallback(() => {
    generation.current += 1;
    const mine = generation.current;
    isReading.current = true;
    void reader.current(null).then(reply => {
      if (mine !== generation.current) return;
      isReading.current = false;
      setProblem(reply.ok ? null : reply.problem);
      if (reply.ok) setPages({ lines: reply.value.lines, last: reply.value });
    });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another list
  useEffect(() => {
    readAnew();
    return () => {
      generation.current += 1;
    };
  }, [key, readAnew]);
  useEffect(() => listen('run-ended', readAnew), [readAnew]);
  useEffect(() => listen('sent', readAnew), [readAnew]);

  const next = pages.last?.next ?? null;
  const readOn = useCallback(() => {
    if (next === null || isReading.current) return;
    const mine = generation.current;
    isReading.current = true;
    void reader.current(next).then(reply => {
      if (mine !== generation.current) return;
      isReading.current = false;
      setProblem(reply.ok ? null : reply.problem);
      if (reply.ok) setPages(was => ({ lines: [...was.lines, ...reply.value.lines], last: reply.value }));
    });
  }, [next]);

  return {
    lines: pages.lines,
    sentence: pages.last?.sentence ?? null,
    problem,
    hasMore: next !== null,
    readOn,
    readAnew,
  };
}
