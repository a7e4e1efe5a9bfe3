/**
 * Damage to an answer of Exchange that leaves it XML, or nearly: what every such answer needs is missing, misnamed or there twice, or something
 * stands in it that no schema knows. It never says anything about an item that a reader could take for true.
 */
import type { SeededNumbers } from '../torture/seeded-numbers.ts';
import { type Mutator, pick } from './mutation.ts';
import { partsOf, spliced, textOfPart, type XmlPart } from './xml-parts.ts';

/** Elements without which an answer is none, whatever it answers. */
function isFrame({ name, parent }: XmlPart): boolean {
  return (
    (name === 'Body' && parent?.name === 'Envelope') ||
    /^(Envelope|ResponseMessages|RootFolder|SyncState|IncludesLastItemInRange|FolderId|Folders)$/.test(
      name,
    ) ||
    /Response(Message)?$/.test(name)
  );
}

/** What an item, a row or a change of a feed must have to be one. */
function isNeeded({ name, parent }: XmlPart): boolean {
  const isOfItem = parent?.name === 'CalendarItem' && /^(ItemId|Start|End|CalendarItemType)$/.test(name);
  return isOfItem || (name === 'ItemId' && parent?.parent?.parent?.name === 'Changes');
}

function needed(text: string, numbers: SeededNumbers): XmlPart | undefined {
  return pick(
    partsOf(text).filter(part => isFrame(part) || isNeeded(part)),
    numbers,
  );
}

const dropped: Mutator = (text, numbers) => {
  const part = needed(text, numbers);
  return part === undefined
    ? null
    : { text: spliced(text, part.start, part.end, ''), kind: `dropped ${part.name}` };
};

const renamed: Mutator = (text, numbers) => {
  const part = needed(text, numbers);
  if (part === undefined) return null;
  const other = textOfPart(text, part)
    .replace(part.name, `${part.name}x`)
    .replace(new RegExp(`${part.name}>$`), `${part.name}x>`);
  return { text: spliced(text, part.start, part.end, other), kind: `renamed ${part.name}` };
};

/** Only half of a pair of tags: not well-formed any more. */
const unpaired: Mutator = (text, numbers) => {
  const part = pick(
    partsOf(text).filter(each => each.close < each.end),
    numbers,
  );
  if (part === undefined) return null;
  const isOpening = numbers.below(2) === 0;
  const [from, to] = isOpening ? [part.start, part.inner] : [part.close, part.end];
  return { text: spliced(text, from, to, ''), kind: 'unpaired tag' };
};

const doubled: Mutator = (text, numbers) => {
  const messages = partsOf(text).filter(part => /ResponseMessage$/.test(part.name));
  const part = pick(messages, numbers);
  return part === undefined
    ? null
    : { text: spliced(text, part.end, part.end, textOfPart(text, part)), kind: 'doubled message' };
};

/** A date that there is not, where a date must be. */
const undated: Mutator = (text, numbers) => {
  const part = pick(
    partsOf(text).filter(each => isNeeded(each) && each.isLeaf && /^(Start|End)$/.test(each.name)),
    numbers,
  );
  if (part === undefined) return null;
  const none = pick(
    ['', 'never', '2026-02-30T09:00:00Z', '2026-13-01T09:00:00Z', '12026-01-01T00:00:00Z'],
    numbers,
  );
  return { text: spliced(text, part.inner, part.close, none ?? ''), kind: `no date in ${part.name}` };
};

const nested: Mutator = (text, numbers) => {
  const part = pick(
    partsOf(text).filter(each => !each.isLeaf),
    numbers,
  );
  if (part === undefined) return null;
  const depth = pick([10, 150, 300, 20_000], numbers) ?? 10;
  const nest = `${'<t:Deep>'.repeat(depth)}${'</t:Deep>'.repeat(depth)}`;
  return { text: spliced(text, part.close, part.close, nest), kind: 'deep nesting' };
};

const bomb: Mutator = (text, numbers) => {
  const bombs = [
    '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:1/"> %e;]>',
  ];
  const root = partsOf(text)[0];
  return root === undefined
    ? null
    : { text: spliced(text, root.start, root.start, pick(bombs, numbers) ?? ''), kind: 'doctype' };
};

const codes = [
  'ErrorServerBusy',
  'ErrorInternalServerError',
  'ErrorTimeoutExpired',
  'ErrorItemNotFound',
  'ErrorInvalidSyncStateData',
  'ErrorFolderNotFound',
  'ErrorAccessDenied',
  'ErrorNonExistentMailbox',
  'ErrorMailboxMoveInProgress',
  'ErrorSchemaValidation',
  'ErrorNobodyKnows',
  '',
] as const;

/** A whole answer that is a fault with status 200, for whatever reason; with a wish to be left alone for ever. */
const fault: Mutator = (_, numbers) => {
  const code = pick(codes, numbers) ?? '';
  const ms = pick(['', '0', '-5', '5000', '99999999999999', 'soon'], numbers) ?? '';
  const wait =
    ms === '' ? '' : `<m:MessageXml><t:Value Name="BackOffMilliseconds">${ms}</t:Value></m:MessageXml>`;
  return {
    text:
      '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="m" xmlns:t="t"><s:Body><s:Fault>' +
      `<faultcode>s:Server</faultcode><faultstring>no</faultstring><detail><m:ResponseCode>${code}</m:ResponseCode>${wait}</detail>` +
      '</s:Fault></s:Body></s:Envelope>',
    kind: `fault ${code}`,
  };
};

export const xmlDamages: readonly Mutator[] = [
  dropped,
  renamed,
  unpaired,
  doubled,
  undated,
  nested,
  bomb,
  fault,
];
