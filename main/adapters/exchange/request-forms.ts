/**
 * Writing a request with the EWS library costs as much as reading a good part of its answer, and requests differ in a few values only. So
 * the library writes each kind once, with a marker in the place of every value, and from then on the values are put into that form.
 */
import type { Instant } from '../../core/event.ts';
import type { MailboxAddress } from '../../ports.ts';
import type { RequestBuilder } from './build-requests.ts';
import { escapeXml } from './xml-text.ts';

type Slot = 'address' | 'folder' | 'state' | 'first' | 'second' | 'start' | 'end';

/** As they stand in what the library writes: nothing in them has to be escaped. */
const markers: Readonly<Record<Slot, string>> = {
  address: 'marker.of@the.address',
  folder: 'MarkerOfTheFolder',
  state: 'MarkerOfTheState',
  first: 'MarkerOfTheFirstItem',
  second: 'MarkerOfTheSecondItem',
  start: '2001-02-03T04:05:06.000Z',
  end: '2001-02-04T05:06:07.000Z',
};
const slots = new Map(Object.entries(markers).map(([slot, marker]) => [marker, slot]));
const anyMarker = new RegExp(`(${[...slots.keys()].map(marker => marker.replaceAll('.', '\\.')).join('|')})`);

/** Texts, and between every two of them the slot of a value. */
interface Form {
  readonly texts: readonly string[];
  readonly slots: readonly string[];
}

function formOf(written: string): Form {
  const parts = written.split(anyMarker);
  const texts = parts.filter((_, index) => index % 2 === 0);
  const found = parts.filter((_, index) => index % 2 === 1).map(marker => slots.get(marker) ?? '');
  // What stands between two items stands between all of them.
  const second = found.indexOf('second');
  if (second < 0) return { texts, slots: found };
  return { texts: texts.toSpliced(second, 1), slots: found.toSpliced(second, 1) };
}

function filled({ texts, slots: found }: Form, values: Readonly<Record<string, string>>): string {
  let request = texts[0] ?? '';
  for (const [index, slot] of found.entries()) request += (values[slot] ?? '') + (texts[index + 1] ?? '');
  return request;
}

interface ItemsForm extends Form {
  readonly between: string;
}

function itemsFormOf(written: string): ItemsForm {
  const [, between = ''] = written.split(new RegExp(`${markers.first}([^]*)${markers.second}`));
  return { ...formOf(written), between };
}

/** The same requests as `builder` builds. */
export function createRequestForms(builder: RequestBuilder): RequestBuilder {
  const forms = new Map<string, Promise<ItemsForm>>();

  async function fill(
    kind: string,
    mailbox: MailboxAddress,
    write: (mailbox: MailboxAddress) => Promise<string>,
    values: Readonly<Record<string, string>> = {},
    ids: readonly string[] = [],
  ): Promise<string> {
    const key = mailbox.folderId === null ? kind : `${kind} of a folder`;
    const marked = { address: markers.address, folderId: mailbox.folderId === null ? null : markers.folder };
    const known = forms.get(key) ?? write(marked).then(itemsFormOf);
    forms.set(key, known);
    const form = await known;
    return filled(form, {
      ...values,
      address: escapeXml(mailbox.address),
      folder: escapeXml(mailbox.folderId ?? ''),
      first: ids.map(escapeXml).join(form.between),
    });
  }

  const two = [markers.first, markers.second];
  const moment = (instant: Instant) => instant.replace('Z', '.000Z');
  const marked = { start: markers.start.replace('.000', ''), end: markers.end.replace('.000', '') };
  return {
    getFolder: mailbox => fill('folder', mailbox, marked => builder.getFolder(marked)),
    syncFolderItems: (mailbox, state) =>
      state === null
        ? fill('first feed', mailbox, marked => builder.syncFolderItems(marked, null))
        : fill('feed', mailbox, marked => builder.syncFolderItems(marked, markers.state), {
            state: escapeXml(state),
          }),
    calendarView: (mailbox, { start, end }, limit) =>
      fill(`view of ${limit}`, mailbox, one => builder.calendarView(one, marked, limit), {
        start: moment(start),
        end: moment(end),
      }),
    getItems: (mailbox, ids, body) =>
      fill(`items ${body}`, mailbox, marked => builder.getItems(marked, two, body), {}, ids),
    getMasters: (mailbox, ids, body) =>
      fill(`masters ${body}`, mailbox, marked => builder.getMasters(marked, two, body), {}, ids),
  };
}
