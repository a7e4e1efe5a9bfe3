/** Before and after of one item: its time as a person reads it, then what else differs, a line each. */
import type { RunItem } from '../../../preload/contract/views/runs.ts';
import { BeforeAfter } from '../../parts/before-after.tsx';
import { runWords } from '../../words/runs.ts';
import { dateTextOf } from '../calendar/days.ts';
import { spanOf } from '../calendar/when.ts';

type Side = 'before' | 'after';

/** Kept apart in a report, one thing to a person. */
const timeFields: ReadonlySet<string> = new Set(['start', 'end', 'allDay', 'all day', 'time']);

/** The time on one side. A report tells only the edges that changed; the others are those of the item. */
function timeOn(item: RunItem, side: Side): string {
  const told = (field: string) => item.changes.find(change => change.field === field)?.[side] ?? '';
  const [start, end] = [told('start'), told('end')];
  const isDates = (start === '' ? end : start).length === 10;
  const known = isDates
    ? [dateTextOf(new Date(item.start)), dateTextOf(new Date(Date.parse(item.end) - 1))]
    : [item.start, item.end];
  return spanOf(start === '' ? (known[0] ?? '') : start, end === '' ? (known[1] ?? '') : end);
}

/** Beside each, where some went here and some there. */
function WrittenIn({ item, fields }: { readonly item: RunItem; readonly fields: ReadonlySet<string> }) {
  const side = item.changes.find(change => fields.has(change.field))?.writtenIn;
  return item.writtenIn === 'both' && side !== undefined ? (
    <span className="faint"> {runWords.inSide[side]}</span>
  ) : null;
}

export function ItemChanges({ item }: { readonly item: RunItem }) {
  const { did, changes } = item;
  const isMoved = changes.some(change => change.field === 'start' || change.field === 'end');
  const hasTime = did !== 'changed' || isMoved;
  // What is added or removed as a whole is named beside it already.
  const others = did === 'changed' ? changes.filter(change => !timeFields.has(change.field)) : [];
  return (
    <>
      {hasTime ? (
        <span className="change">
          <span className="sr">{runWords.time}: </span>
          <BeforeAfter
            before={did === 'removed' || did === 'changed' ? timeOn(item, 'before') : ''}
            after={did === 'removed' ? '' : timeOn(item, 'after')}
          />
          <WrittenIn item={item} fields={timeFields} />
        </span>
      ) : null}
      {others.map(change => (
        <span key={change.field} className="change" title={change.field}>
          <span className="sr">{change.field}: </span>
          <BeforeAfter before={change.before} after={change.after} />
          <WrittenIn item={item} fields={new Set([change.field])} />
        </span>
      ))}
    </>
  );
}
