/** What was done (or would be) to single appointments, with before, after and why. */
import { Fragment } from 'react';
import type { RunItem } from '../../../preload/contract/views/runs.ts';
import { DidMark } from '../../did-mark.tsx';
import { formatSpan } from '../../formats.ts';
import { State } from '../../parts/shape.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { hrefOf } from '../../place.ts';
import { generalWords } from '../../words/general.ts';
import { runWords } from '../../words/runs.ts';
import { ItemChanges } from './item-changes.tsx';
import { ItemConflicts } from './item-conflicts.tsx';

function Outcome({ item, tellsSide }: { readonly item: RunItem; readonly tellsSide: boolean }) {
  const did = (
    <>
      <DidMark did={item.did} />
      {tellsSide ? ` ${runWords.inSide[item.writtenIn]}` : ''}
    </>
  );
  if (item.outcome === 'done') return did;
  return (
    <>
      {did}{' '}
      <State
        kind={item.outcome === 'held' ? 'need' : 'bad'}
        word={item.outcome === 'held' ? runWords.heldMark : runWords.failedMark}
      />
    </>
  );
}

/** Whether its time stands under *Before and after* already. */
const hasTime = ({ did, changes }: RunItem) =>
  did !== 'changed' || changes.some(change => change.field === 'start' || change.field === 'end');

export function ItemTable({
  caption,
  items,
  isFromHalo = false,
}: {
  readonly caption: string;
  /** What was done was done on either side, and each says where. */
  readonly isFromHalo?: boolean;
  readonly items: readonly RunItem[];
}) {
  return (
    <table className="tbl">
      <caption className="sr">{caption}</caption>
      <TableHead
        columns={[
          [generalWords.agent],
          [isFromHalo ? runWords.whatWasDone : runWords.inHalo],
          [runWords.appointment, 'w2'],
          [runWords.beforeAfter],
          [runWords.because, 'w1 hide-narrow'],
        ]}
        hasActions
      />
      <tbody>
        {items.map((item, index) => {
          const span = formatSpan(item.start, item.end, generalWords.allDay);
          const name = [item.haloId === null ? '' : String(item.haloId), item.subject].join(' ').trim();
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished run's items never move
            <Fragment key={`${item.agentId} ${item.did} ${item.start} ${index}`}>
              <tr>
                <td className="nowrap">{item.agent}</td>
                <td className="nowrap">
                  <Outcome item={item} tellsSide={isFromHalo} />
                </td>
                <td className="clip" title={`${name} ${span}`}>
                  {name} {hasTime(item) ? null : <span className="faint">{span}</span>}
                </td>
                <td>
                  <ItemChanges item={item} />
                </td>
                <td className="soft clip hide-narrow" title={item.because}>
                  {item.because}
                </td>
                <td>
                  <div className="acts">
                    <a className="btn quiet" href={hrefOf('trace', { agent: item.agentId, date: item.date })}>
                      {generalWords.trace}
                    </a>
                  </div>
                </td>
              </tr>
              <ItemConflicts conflicts={item.conflicts} columns={6} />
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
