/**
 * Well-formed lies of Exchange: other values, ids, change keys, response codes; elements left out, doubled or in each other's place. Each tells
 * the text around its place, because what is named there may be believed otherwise.
 */
import { extremeTexts, type Mutator, pick } from './mutation.ts';
import { partsOf, spliced, swapped, textOfPart, type XmlPart } from './xml-parts.ts';

const wholes = /^(CalendarItem|Create|Update|Delete|[A-Za-z]+ResponseMessage)$/;

/** The item, change or message around a place, as text. */
function around(document: string, part: XmlPart): string {
  let holder: XmlPart | null = part;
  while (holder !== null && !wholes.test(holder.name)) holder = holder.parent;
  return holder === null ? document : textOfPart(document, holder);
}

const value: Mutator = (text, numbers) => {
  const leaves = partsOf(text).filter(part => part.isLeaf && part.close > part.inner);
  const part = pick(leaves, numbers);
  if (part === undefined) return null;
  const twins = leaves.filter(each => each.name === part.name && each !== part);
  const twin = numbers.below(2) === 0 ? pick(twins, numbers) : undefined;
  const other = twin === undefined ? (pick(extremeTexts, numbers) ?? '') : text.slice(twin.inner, twin.close);
  const escaped = twin === undefined ? other.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : other;
  const about = around(text, part) + (twin === undefined ? '' : around(text, twin));
  return { text: spliced(text, part.inner, part.close, escaped), kind: `${part.name} is another`, about };
};

const attribute: Mutator = (text, numbers) => {
  const all = partsOf(text).flatMap(part =>
    [...text.slice(part.start, part.inner).matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map(match => ({
      part,
      match,
    })),
  );
  const chosen = pick(
    all.filter(({ match }) => !/^xmlns/.test(match[1] ?? '')),
    numbers,
  );
  if (chosen === undefined) return null;
  const { part, match } = chosen;
  const [whole, name = '', before = ''] = match;
  const twin = pick(
    all.filter(each => each.match[1] === name && each.match[2] !== before),
    numbers,
  );
  const others = [`${before}A`, before.slice(1), '', twin?.match[2] ?? 'other', twin?.match[2] ?? 'true'];
  const other = pick(others, numbers) ?? '';
  const from = part.start + match.index;
  return {
    text: spliced(text, from, from + whole.length, ` ${name}="${other}"`),
    kind: `${part.name} ${name} is another`,
    about: around(text, part) + (twin === undefined ? '' : around(text, twin.part)),
  };
};

const leftOut: Mutator = (text, numbers) => {
  const part = pick(partsOf(text).slice(3), numbers);
  if (part === undefined) return null;
  // Not to be in a view is no statement about an item: nothing may be believed for it.
  const isRow = part.parent?.parent?.name === 'RootFolder';
  return {
    text: spliced(text, part.start, part.end, ''),
    kind: `${part.name} left out`,
    about: isRow ? '' : around(text, part),
  };
};

const twice: Mutator = (text, numbers) => {
  const part = pick(partsOf(text).slice(3), numbers);
  return part === undefined
    ? null
    : {
        text: spliced(text, part.end, part.end, textOfPart(text, part)),
        kind: `${part.name} twice`,
        about: around(text, part),
      };
};

const exchanged: Mutator = (text, numbers) => {
  const parts = partsOf(text);
  const first = pick(parts, numbers);
  const second = pick(
    parts.filter(each => each.name === first?.name && each.start >= first.end),
    numbers,
  );
  if (first === undefined || second === undefined) return null;
  return {
    text: swapped(text, first, second),
    kind: `two ${first.name} exchanged`,
    about: around(text, first) + around(text, second),
  };
};

/** A feed that calls an item deleted that is there. */
const deleted: Mutator = (text, numbers) => {
  const change = pick(
    partsOf(text).filter(part => /^(Create|Update)$/.test(part.name)),
    numbers,
  );
  if (change === undefined) return null;
  const id = /<[\w:]*ItemId [^>]*>/.exec(textOfPart(text, change))?.[0] ?? '';
  const about = textOfPart(text, change);
  return {
    text: spliced(text, change.start, change.end, `<t:Delete>${id}</t:Delete>`),
    kind: 'called deleted',
    about,
  };
};

/** A message that says of its item, or of its mailbox, that it is not there. */
const refused: Mutator = (text, numbers) => {
  const part = pick(
    partsOf(text).filter(each => /ResponseMessage$/.test(each.name)),
    numbers,
  );
  if (part === undefined) return null;
  const code =
    pick(
      [
        'ErrorItemNotFound',
        'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
        'ErrorItemCorrupt',
        'ErrorAccessDenied',
        'ErrorFolderNotFound',
        'ErrorInvalidSyncStateData',
      ],
      numbers,
    ) ?? '';
  const message = `<m:${part.name} ResponseClass="Error"><m:MessageText>no</m:MessageText><m:ResponseCode>${code}</m:ResponseCode></m:${part.name}>`;
  return {
    text: spliced(text, part.start, part.end, message),
    kind: `message ${code}`,
    about: textOfPart(text, part),
  };
};

export const xmlLies: readonly Mutator[] = [
  value,
  value,
  attribute,
  attribute,
  leftOut,
  leftOut,
  twice,
  exchanged,
  deleted,
  refused,
];
