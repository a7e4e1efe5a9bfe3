/** The table of agents. Only the rows in sight are drawn; arrow keys move between rows, Space ticks, Enter opens the calendar. */
import { useEffect, useRef } from 'react';
import type { AgentRow } from '../../../preload/contract/views/agents.ts';
import { formatNumber } from '../../formats.ts';
import { useRovingRows } from '../../parts/roving-rows.ts';
import { SpacerRow } from '../../parts/spacer-row.tsx';
import { useVirtualRows } from '../../parts/virtual-rows.ts';
import { goTo } from '../../place.ts';
import { useNow } from '../../use-now.ts';
import { agentWords } from '../../words/agents.ts';
import { generalWords } from '../../words/general.ts';
import { AgentLine } from './agent-line.tsx';

const rowHeight = 46;

export function AgentTable({
  rows,
  chosen,
  onChoose,
  marked,
  onSync,
  onPreview,
  onSwitch,
  mayWrite,
}: {
  readonly rows: readonly AgentRow[];
  readonly chosen: ReadonlySet<number>;
  /** Null: nothing can be done to many, so nothing is ticked. */
  readonly onChoose: ((chosen: ReadonlySet<number>) => void) | null;
  /** The agent that somebody was sent here for. */
  readonly marked: number | null;
  readonly onSync: (agents: readonly AgentRow[]) => void;
  readonly onPreview: (agent: AgentRow) => void;
  readonly onSwitch: (agents: readonly AgentRow[], on: boolean) => void;
  readonly mayWrite: boolean;
}) {
  const now = useNow();
  const virtual = useVirtualRows(rows.length, rowHeight);
  const toggle = (row: AgentRow | undefined) => {
    if (row === undefined || onChoose === null) return;
    const next = new Set(chosen);
    if (!next.delete(row.agentId)) next.add(row.agentId);
    onChoose(next);
  };
  const roving = useRovingRows({
    count: rows.length,
    reveal: virtual.reveal,
    onChoose: index => toggle(rows[index]),
    onOpen: index => goTo('calendar', { agent: rows[index]?.agentId }),
  });
  const isAll = rows.every(row => chosen.has(row.agentId));

  const shownFor = useRef<number | null>(null);
  const { reveal } = virtual;
  useEffect(() => {
    const index = marked === null ? -1 : rows.findIndex(row => row.agentId === marked);
    if (index < 0 || shownFor.current === marked) return;
    shownFor.current = marked;
    reveal(index);
  }, [marked, rows, reveal]);

  return (
    <table
      className="tbl sticky fixed agents"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are chosen is a grid
      role="grid"
      aria-multiselectable={onChoose !== null}
      aria-rowcount={rows.length + 1}
      aria-label={agentWords.table}
    >
      <thead>
        <tr aria-rowindex={1}>
          <td>
            {onChoose === null ? null : (
              <input
                type="checkbox"
                aria-label={agentWords.selectAll(formatNumber(rows.length))}
                checked={isAll}
                ref={box => {
                  if (box !== null) box.indeterminate = !isAll && chosen.size > 0;
                }}
                onChange={() => onChoose(isAll ? new Set() : new Set(rows.map(row => row.agentId)))}
              />
            )}
          </td>
          <th scope="col">
            <span>{agentWords.health}</span>
          </th>
          <th scope="col">{agentWords.agentAndMailbox}</th>
          <th scope="col">{agentWords.says}</th>
          <th scope="col" className="hide-small">
            {agentWords.lastSuccess}
          </th>
          <th scope="col" className="num hide-narrow" title={agentWords.inTitle}>
            {agentWords.in}
          </th>
          <th scope="col" className="num hide-narrow">
            {agentWords.held}
          </th>
          <th scope="col" className="num hide-narrow">
            {agentWords.skipped}
          </th>
          <th scope="col" className="num">
            {agentWords.nextTry}
          </th>
          <td>
            <span className="sr">{generalWords.actions}</span>
          </td>
        </tr>
      </thead>
      <tbody ref={virtual.body} onKeyDown={roving.onKeyDown}>
        <SpacerRow height={virtual.before} />
        {rows.slice(virtual.first, virtual.end).map((row, offset) => {
          const index = virtual.first + offset;
          return (
            <AgentLine
              key={row.agentId}
              row={row}
              index={index}
              now={now}
              isChosen={chosen.has(row.agentId)}
              isMarked={row.agentId === marked}
              onChoose={onChoose === null ? null : () => toggle(row)}
              onSync={() => onSync([row])}
              onPreview={() => onPreview(row)}
              onSwitch={on => onSwitch([row], on)}
              mayWrite={mayWrite}
              tabIndex={roving.tabIndexOf(index)}
              onTouch={() => roving.touch(index)}
              rowRef={roving.refOf(index)}
            />
          );
        })}
        <SpacerRow height={virtual.after} />
      </tbody>
    </table>
  );
}
