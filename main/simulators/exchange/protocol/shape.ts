/** ItemShape: which properties an answer carries. Compiled once per wording and version, then reused. */
import type { Instance } from '../state/instances.ts';
import type { Content, ExtendedPath } from '../state/item.ts';
import { calendarFields } from './calendar-fields.ts';
import { extendedPath } from './extended-path.ts';
import { type Field, type WriteContext, writeItemId } from './field.ts';
import { isKnownField } from './field-names.ts';
import { itemFields, itemFieldsAfterExtended } from './item-fields.ts';
import { attribute, child, children, childText, type XmlNode } from './read-soap.ts';
import type { ServerVersion } from './versions.ts';
import { writeExtended } from './write-extended.ts';
import { writeICalendar } from './write-icalendar.ts';
import type { Failure } from './write-soap.ts';

export interface Shape {
  readonly before: readonly Field[];
  readonly extended: readonly ExtendedPath[];
  readonly after: readonly Field[];
  readonly bodyType: string;
  readonly mimeContent: boolean;
  /** Some property cannot be had from FindItem. */
  readonly needsWholeItem: boolean;
}

/** Properties that the simulator never has, and that cannot be had from FindItem either. */
const unwrittenDetails = new Set([
  'item:Attachments',
  'item:ResponseObjects',
  'item:UniqueBody',
  'item:NormalizedBody',
  'item:InternetMessageHeaders',
  'calendar:ConflictingMeetings',
  'calendar:AdjacentMeetings',
  'calendar:MeetingTimeZone',
]);

const shapes = new Map<string, Shape>();

function schemaFault(uri: string): Failure {
  return {
    code: 'ErrorSchemaValidation',
    text: `The request failed schema validation: The 'FieldURI' attribute is invalid - The value '${uri}' is invalid according to its datatype 'http://schemas.microsoft.com/exchange/services/2006/types:UnindexedFieldURIType' - The Enumeration constraint failed.`,
  };
}

export function readShape(
  node: XmlNode | undefined,
  version: ServerVersion,
  duplicates: boolean,
): Shape | Failure {
  const base = childText(node, 'BaseShape') ?? 'Default';
  const bodyType = childText(node, 'BodyType') ?? 'Best';
  const additional = children(child(node, 'AdditionalProperties'));
  const asked: string[] = [];
  const extended: ExtendedPath[] = [];
  for (const property of additional) {
    if (property.name === 'ExtendedFieldURI') {
      const path = extendedPath(property);
      if (path === undefined)
        return {
          code: 'ErrorInvalidExtendedProperty',
          text: 'Extended property attribute combination is invalid.',
        };
      extended.push(path);
      continue;
    }
    const uri = attribute(property, 'FieldURI') ?? '';
    if (property.name === 'FieldURI' && !isKnownField(uri, version)) return schemaFault(uri);
    asked.push(uri);
  }
  const mimeContent =
    asked.includes('item:MimeContent') || /^(?:true|1)$/.test(childText(node, 'IncludeMimeContent') ?? '');
  const paths = extended.map(path => path.attributes.flat().join(','));
  const key = [version, base, bodyType, duplicates, mimeContent, ...asked, '#', ...paths].join('|');
  const found = shapes.get(key);
  if (found !== undefined) return found;
  const choose = (fields: readonly Field[]) =>
    fields.flatMap(field => {
      const inBase =
        field.shape !== 'asked' &&
        (base === 'AllProperties' || (base === 'Default' && field.shape === 'default'));
      const named = asked.includes(field.uri);
      if (inBase && named && duplicates) return [field, field];
      return inBase || named ? [field] : [];
    });
  const before = choose(itemFields);
  const after = choose([...itemFieldsAfterExtended, ...calendarFields]);
  const named = [...before, ...after].filter(field => asked.includes(field.uri));
  const needsWholeItem =
    mimeContent ||
    named.some(field => field.notInFind === true) ||
    asked.some(uri => unwrittenDetails.has(uri));
  const shape: Shape = { before, extended, after, bodyType, mimeContent, needsWholeItem };
  if (shapes.size > 500) shapes.clear();
  shapes.set(key, shape);
  return shape;
}

/** What somebody without the right to see private items is shown. */
function hide(instance: Instance): Instance {
  const { content } = instance;
  const shown: Content = {
    ...content,
    subject: 'Private Appointment',
    location: '',
    body: '',
    categories: [],
    attendees: [],
    extended: new Map(),
  };
  return { ...instance, content: shown };
}

function writeMime(instance: Instance, { mailbox }: WriteContext): string {
  const calendar = writeICalendar(instance, mailbox.calendar.ids);
  return `<t:MimeContent CharacterSet="UTF-8">${Buffer.from(calendar).toString('base64')}</t:MimeContent>`;
}

/** One <t:CalendarItem>. */
export function writeItem(instance: Instance, shape: Shape, context: WriteContext): string {
  const { access, inFind } = context;
  const hidden = !access.viewPrivateItems && instance.content.sensitivity === 'Private';
  const shown = hidden ? hide(instance) : instance;
  const mime = shape.mimeContent && !inFind ? writeMime(shown, context) : '';
  let text = `<t:CalendarItem>${mime}${writeItemId(shown)}`;
  for (const field of shape.before)
    if (!inFind || field.notInFind !== true) text += field.write(shown, context);
  for (const path of shape.extended) text += writeExtended(path, shown, context);
  for (const field of shape.after)
    if (!inFind || field.notInFind !== true) text += field.write(shown, context);
  return `${text}</t:CalendarItem>`;
}
