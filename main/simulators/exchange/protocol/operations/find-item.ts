/**
 * FindItem: the expanded CalendarView with its caps, or pages of singles and masters. Strings are cut, details refused.
 */

import { instantOf } from '../../state/booking.ts';
import type { ExchangeDialect } from '../../state/dialect.ts';
import { type Instance, selfInstance } from '../../state/instances.ts';
import { type Answer, type Call, folderOf, type ReachedFolder, writeContext } from '../call.ts';
import { attribute, child, children, type XmlNode } from '../read-soap.ts';
import { readRestriction, readSortOrder } from '../restriction.ts';
import { searchableItems } from '../searchable-items.ts';
import { readShape, type Shape, writeItem } from '../shape.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';

/** EWSFindCountLimit. */
const cap = 1000;
const twoYears = 2 * 366 * 86_400_000;

interface View {
  readonly rows: readonly Instance[];
  readonly total: number;
  readonly last: boolean;
  readonly nextOffset?: number;
}

function readInstant(text: string | undefined, call: Call): number | undefined {
  if (text === undefined) return undefined;
  try {
    return instantOf(text, call.zone);
  } catch {
    return undefined;
  }
}

/** What begins at the end of a view is not in it; of events without length that is the dialect's to say. */
function isShown(
  { start, end }: Instance,
  from: number,
  until: number,
  moments: ExchangeDialect['momentsAtEdges'],
): boolean {
  if (start !== end || (start !== from && start !== until)) return start < until;
  return moments === 'both' || (moments === 'start' && start === from);
}

function calendarView(call: Call, reached: ReachedFolder, node: XmlNode): View | Failure {
  const from = readInstant(attribute(node, 'StartDate'), call);
  const until = readInstant(attribute(node, 'EndDate'), call);
  const asked = attribute(node, 'MaxEntriesReturned');
  const limit = asked === undefined ? cap : Number(asked);
  if (from === undefined || until === undefined || !(limit >= 1))
    return { code: 'ErrorSchemaValidation', text: 'The request failed schema validation: CalendarView.' };
  if (until < from) return { code: 'ErrorCalendarEndDateIsEarlierThanStartDate' };
  if (child(call.node, 'Restriction') !== undefined || child(call.node, 'SortOrder') !== undefined)
    return { code: 'ErrorInvalidOperation', text: 'A CalendarView takes neither Restriction nor SortOrder.' };
  if (until - from > twoYears) return { code: 'ErrorCalendarViewRangeTooBig' };
  const calendar = reached.mailbox.calendar;
  const found = call.dialect.mastersInView
    ? [...calendar.items.values()].filter(item => item.start <= until && item.end >= from).map(selfInstance)
    : calendar
        .expand(from, until + 1)
        .filter(each => isShown(each, from, until, call.dialect.momentsAtEdges));
  if (found.length > cap && limit >= cap && call.version === 'Exchange2010_SP2')
    return { code: 'ErrorServerBusy' };
  const rows = found.slice(0, Math.min(limit, cap));
  return { rows, total: rows.length, last: rows.length === found.length };
}

/** Singles and masters of the calendar, or what lies in another folder. */
function rowsOf({ mailbox, folder }: ReachedFolder): Instance[] {
  const { items, elsewhere } = mailbox.calendar;
  if (folder.name === 'calendar') return [...items.values()].map(selfInstance);
  const moved = [...elsewhere.values()].filter(one => one.folder === folder.name);
  return moved.map(({ item }) => selfInstance(item));
}

function page(call: Call, reached: ReachedFolder, node: XmlNode | undefined): View | Failure {
  const [expression] = children(child(call.node, 'Restriction'));
  const test = expression === undefined ? () => true : readRestriction(expression, searchableItems);
  if (typeof test !== 'function') return test;
  const order = readSortOrder(child(call.node, 'SortOrder'), searchableItems);
  if (order !== undefined && typeof order !== 'function') return order;
  const all = rowsOf(reached).filter(test);
  if (order !== undefined) all.sort(order);
  const offset = Math.max(0, Number(attribute(node, 'Offset') ?? 0));
  const limit = Math.min(Number(attribute(node, 'MaxEntriesReturned') ?? cap), cap);
  const fromEnd = attribute(node, 'BasePoint') === 'End';
  if (fromEnd) all.reverse();
  const rows = all.slice(offset, offset + limit);
  return {
    rows: fromEnd ? rows.reverse() : rows,
    total: all.length,
    last: offset + limit >= all.length,
    nextOffset: offset + rows.length,
  };
}

/** What an ordered partial-view leaves of a view. */
function shortened(call: Call, view: View): View {
  const fault = call.fault;
  if (fault?.kind !== 'partial-view') return view;
  const rows = view.rows.slice(0, Math.max(0, view.rows.length - (fault.missing ?? 1)));
  return { ...view, rows, total: rows.length, last: fault.marked === false };
}

/** The whole <m:RootFolder>. */
function writeView(view: View, write: (instance: Instance) => string): string {
  const next = view.nextOffset === undefined ? '' : ` IndexedPagingOffset="${view.nextOffset}"`;
  return `<m:RootFolder${next} TotalItemsInView="${view.total}" IncludesLastItemInRange="${view.last}"><t:Items>${view.rows.map(write).join('')}</t:Items></m:RootFolder>`;
}

function oneFolder(call: Call, shape: Shape, node: XmlNode): string {
  const reached = folderOf(call, node);
  if ('code' in reached) return failed('FindItem', reached);
  const viewNode = child(call.node, 'CalendarView');
  if (viewNode !== undefined && reached.folder.name !== 'calendar')
    return failed('FindItem', { code: 'ErrorCalendarFolderIsInvalidForCalendarView' });
  const view =
    viewNode === undefined
      ? page(call, reached, child(call.node, 'IndexedPageItemView'))
      : calendarView(call, reached, viewNode);
  if ('code' in view) return failed('FindItem', view);
  const context = writeContext(call, reached, shape.bodyType, true);
  return success(
    'FindItem',
    writeView(shortened(call, view), instance => writeItem(instance, shape, context)),
  );
}

export function findItem(call: Call): Answer {
  const shape = readShape(child(call.node, 'ItemShape'), call.version, call.dialect.duplicatedElements);
  if ('code' in shape) return shape;
  const folders = children(child(call.node, 'ParentFolderIds'));
  if (shape.needsWholeItem && call.dialect.findRefusesDetails)
    return response(
      'FindItem',
      folders.map(() => failed('FindItem', { code: 'ErrorInvalidPropertyRequest' })),
    );
  return response(
    'FindItem',
    folders.map(node => oneFolder(call, shape, node)),
  );
}
