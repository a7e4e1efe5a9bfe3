/** The fields that FindItem and GetItem have in common, and FindItem's rows. */
import type { ViewRow } from '../../../core/event.ts';
import { sentMarkName, sentMarkSet } from '../sent-mark.ts';
import { answerShape } from './envelope.ts';
import { readBoolean, readInstant } from './values.ts';
import { freeBusyWords, itemKinds, responseWords, sensitivityWords } from './words.ts';
import { childOf, childrenOf, repeats, textOf, wordOf, type XmlNode, type XmlShape } from './xml-tree.ts';

export const rowFields: XmlShape = {
  ItemId: {},
  Subject: {},
  Sensitivity: {},
  Categories: { String: {} },
  ExtendedProperty: { ExtendedFieldURI: { [repeats]: true }, Value: {} },
  UID: {},
  Start: {},
  End: {},
  IsAllDayEvent: {},
  LegacyFreeBusyStatus: {},
  Location: {},
  IsMeeting: {},
  IsCancelled: {},
  CalendarItemType: {},
  MyResponseType: {},
};

export const viewShape = answerShape({ RootFolder: { Items: { '*': rowFields } } });

export type RowFields = Omit<ViewRow, 'kind'> & {
  readonly kind: 'single' | 'occurrence' | 'exception' | 'master';
};

export interface ViewPage {
  readonly rows: readonly RowFields[];
  /** Ids of the elements that are no calendar item with kind, start and end; null: not even an id. They are in no row. */
  readonly unusable: readonly (string | null)[];
  /** False when the server says, or its own count says, that there is more. */
  readonly isComplete: boolean;
}

/** The hex of CleanGlobalObjectId. */
function cleanGlobalObjectId(item: XmlNode): string | null {
  const property = childrenOf(item, 'ExtendedProperty').find(one => {
    const tag = childOf(one, 'ExtendedFieldURI')?.attributes['PropertyId'] ?? '';
    return tag === '35' || tag.toLowerCase() === '0x23';
  });
  const hex = Buffer.from(wordOf(property, 'Value'), 'base64').toString('hex').toUpperCase();
  return hex === '' ? null : hex;
}

/** Our own mark; '' when the item carries none. */
function sentMark(item: XmlNode): string {
  for (const property of item.children) {
    if (property.name !== 'ExtendedProperty') continue;
    const named = childOf(property, 'ExtendedFieldURI')?.attributes;
    const isOurs =
      named?.['PropertyName'] === sentMarkName && named['PropertySetId']?.toLowerCase() === sentMarkSet;
    if (isOurs) return wordOf(property, 'Value');
  }
  return '';
}

/** Null: not a calendar item, or without what no event can be without. */
export function readRowFields(item: XmlNode): RowFields | null {
  const id = childOf(item, 'ItemId')?.attributes;
  const itemId = id?.['Id'] ?? '';
  const kind = itemKinds.get(wordOf(item, 'CalendarItemType'));
  const start = readInstant(wordOf(item, 'Start'));
  const end = readInstant(wordOf(item, 'End'));
  if (itemId === '' || kind === undefined || start === null || end === null) return null;
  const row = {
    itemId,
    changeKey: id?.['ChangeKey'] ?? '',
    uid: wordOf(item, 'UID') || cleanGlobalObjectId(item),
    kind,
    start,
    end,
    allDay: readBoolean(wordOf(item, 'IsAllDayEvent')),
    subject: textOf(item, 'Subject'),
    location: textOf(item, 'Location'),
    freeBusy: freeBusyWords.get(wordOf(item, 'LegacyFreeBusyStatus')) ?? 'unknown',
    sensitivity: sensitivityWords.get(wordOf(item, 'Sensitivity')) ?? 'private',
    categories: readCategories(item),
    isCancelled: readBoolean(wordOf(item, 'IsCancelled')),
    isMeeting: readBoolean(wordOf(item, 'IsMeeting')),
    myResponse: responseWords.get(wordOf(item, 'MyResponseType')) ?? 'unknown',
  };
  const mark = sentMark(item);
  return mark === '' ? row : { ...row, sentMark: mark };
}

const noCategories: readonly string[] = [];

function readCategories(item: XmlNode): readonly string[] {
  const found = childOf(item, 'Categories');
  return found === undefined ? noCategories : childrenOf(found, 'String').map(category => category.text);
}

/** Null: the message has no folder in it, or does not say whether it is complete. */
export function readViewPage(message: XmlNode): ViewPage | null {
  const root = childOf(message, 'RootFolder');
  const last = root?.attributes['IncludesLastItemInRange'];
  if (root === undefined || last === undefined) return null;
  const items = childOf(root, 'Items')?.children ?? [];
  const rows: RowFields[] = [];
  const unusable: (string | null)[] = [];
  for (const item of items) {
    const row = readRowFields(item);
    if (row === null) unusable.push(childOf(item, 'ItemId')?.attributes['Id'] || null);
    else rows.push(row);
  }
  const total = Number(root.attributes['TotalItemsInView'] ?? items.length);
  return {
    rows,
    unusable,
    isComplete: readBoolean(last) && !(total > items.length),
  };
}
