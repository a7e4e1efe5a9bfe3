/**
 * Which rows of a long table are drawn: those in sight and some around them. The rest is two empty rows of the right height, so that
 * the scroll bar tells the truth. Every row is equally high. The scrolling element is the nearest with `data-scrolls`.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const around = 8;

export interface VirtualRows {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly first: number;
  /** One past the last that is drawn. */
  readonly end: number;
  readonly before: number;
  readonly after: number;
  /** Scrolls so that a row is in sight. */
  reveal(index: number): void;
}

export function useVirtualRows(count: number, rowHeight: number): VirtualRows {
  const body = useRef<HTMLTableSectionElement>(null);
  const [range, setRange] = useState({ first: 0, end: Math.min(count, 40) });
  const scroller = useCallback(() => body.current?.closest('[data-scrolls]') ?? null, []);
  const measure = useCallback(() => {
    const table = body.current;
    const view = scroller();
    if (table === null || view === null) return;
    const above = view.getBoundingClientRect().top - table.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(above / rowHeight) - around);
    const end = Math.min(count, Math.ceil((above + view.clientHeight) / rowHeight) + around);
    setRange(was =>
      was.first === first && was.end === end ? was : { first: Math.min(first, count), end: Math.max(end, 0) },
    );
  }, [count, rowHeight, scroller]);

  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const view = scroller();
    if (view === null) return;
    view.addEventListener('scroll', measure, { passive: true });
    const resized = new ResizeObserver(measure);
    resized.observe(view);
    return () => {
      view.removeEventListener('scroll', measure);
      resized.disconnect();
    };
  }, [measure, scroller]);

  const reveal = useCallback(
    (index: number) => {
      const table = body.current;
      const view = scroller();
      if (table === null || view === null) return;
      const head = rowHeight;
      const top =
        table.getBoundingClientRect().top - view.getBoundingClientRect().top + index * rowHeight - head;
      if (top < 0) view.scrollTop += top;
      else if (top + head + rowHeight > view.clientHeight)
        view.scrollTop += top + head + rowHeight - view.clientHeight;
      measure();
    },
    [rowHeight, scroller, measure],
  );
  const first = Math.min(range.first, count);
  const end = Math.min(Math.max(range.end, first), count);
  return { body, first, end, before: first * rowHeight, after: (count - end) * rowHeight, reveal };
}
