/** A table of which only the rows in sight are drawn and which reads on when its end comes near. A row opens with Enter or a click. */
import { type ReactNode, useEffect } from 'react';
import { useRovingRows } from '../../parts/roving-rows.ts';
import { SpacerRow } from '../../parts/spacer-row.tsx';
import { useVirtualRows } from '../../parts/virtual-rows.ts';
import type { Pages } from '../../use-pages.ts';

const rowHeight = 30;
const readOnWithin = 100;

export function LongTable<T extends { readonly place: string }>({
  name,
  label,
  head,
  pages,
  opened,
  onOpen,
  children,
}: {
  /** For the widths of its columns. */
  readonly name: string;
  readonly label: string;
  readonly head: ReactNode;
  readonly pages: Pages<T>;
  /** Place of the line whose details are shown. */
  readonly opened: string | null;
  readonly onOpen: (line: T | null) => void;
  /** The cells of a line. */
  readonly children: (line: T) => ReactNode;
}) {
  const { lines, hasMore, readOn } = pages;
  const virtual = useVirtualRows(lines.length, rowHeight);
  const open = (line: T | undefined) => line !== undefined && onOpen(line.place === opened ? null : line);
  const roving = useRovingRows({
    count: lines.length,
    reveal: virtual.reveal,
    onOpen: index => open(lines[index]),
  });
  const isNearEnd = hasMore && virtual.end > lines.length - readOnWithin;
  useEffect(() => {
    if (isNearEnd) readOn();
  });
  return (
    <table
      className={`tbl sticky log fixed of-${name}`}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are opened by keys is a grid
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : lines.length + 1}
    >
      <thead>
        <tr aria-rowindex={1}>{head}</tr>
      </thead>
      <tbody ref={virtual.body} onKeyDown={roving.onKeyDown}>
        <SpacerRow height={virtual.before} />
        {lines.slice(virtual.first, virtual.end).map((line, offset) => {
          const index = virtual.first + offset;
          return (
            <tr
              key={line.place}
              ref={roving.refOf(index)}
              className={line.place === opened ? 'on' : undefined}
              aria-rowindex={index + 2}
              aria-selected={line.place === opened}
              tabIndex={roving.tabIndexOf(index)}
              onFocus={() => roving.touch(index)}
              onClick={event => {
                if (!(event.target instanceof Element) || event.target.closest('a') === null) open(line);
              }}
              onKeyDown={event => event.key === 'Escape' && onOpen(null)}
            >
              {children(line)}
            </tr>
          );
        })}
        <SpacerRow height={virtual.after} />
      </tbody>
    </table>
  );
}
