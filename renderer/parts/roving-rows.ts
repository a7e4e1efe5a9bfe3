/**
 * One tab stop for all rows of a table; arrow keys, Home, End and the page keys move it, Enter opens, Space chooses. Right and left go
 * into the controls of a row and back; any other key that is pressed in a control belongs to it.
 */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

export interface RovingRows {
  /** For the element around all rows. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  /** For each row. */
  tabIndexOf(index: number): 0 | -1;
  touch(index: number): void;
  refOf(index: number): (row: HTMLElement | null) => void;
}

/** From the row to its controls and back; false when the key is no step there. */
function moveInside(row: HTMLElement, from: HTMLElement, key: string): boolean {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return false;
  const stops = [row, ...row.querySelectorAll<HTMLElement>('a, button, input')];
  const next = stops[stops.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)];
  next?.focus();
  return next !== undefined;
}

export function useRovingRows(options: {
  readonly count: number;
  readonly reveal: (index: number) => void;
  readonly onOpen?: (index: number) => void;
  readonly onChoose?: (index: number) => void;
}): RovingRows {
  const { count, reveal, onOpen, onChoose } = options;
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const rows = useRef(new Map<number, HTMLElement>());
  const index = Math.min(active, Math.max(0, count - 1));

  useEffect(() => {
    const row = wanted.current === null ? undefined : rows.current.get(wanted.current);
    if (row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const moveTo = (next: number) => {
    const target = Math.max(0, Math.min(count - 1, next));
    wanted.current = target;
    reveal(target);
    setActive(target);
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + 10,
    PageUp: index - 10,
    Home: 0,
    End: count - 1,
  };

  return {
    onKeyDown: event => {
      const target = event.target;
      if (!(target instanceof HTMLElement)) return;
      const row = target.closest('tr');
      if (row !== null && moveInside(row, target, event.key)) {
        event.preventDefault();
        return;
      }
      if (row !== target) return;
      const next = steps[event.key];
      if (next !== undefined) moveTo(next);
      else if (event.key === 'Enter' && onOpen !== undefined) onOpen(index);
      else if (event.key === ' ' && onChoose !== undefined) onChoose(index);
      else return;
      event.preventDefault();
    },
    tabIndexOf: row => (row === index ? 0 : -1),
    touch: row => setActive(row),
    refOf: row => element => {
      if (element === null) rows.current.delete(row);
      else rows.current.set(row, element);
    },
  };
}
