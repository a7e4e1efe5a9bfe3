/**
 * The properties that every Exchange item has, in the order of the schema: those before the extended properties and those
 * after them. The names that a schema version knows at all are in field-names.ts.
 */
import { folderId } from '../state/ids.ts';
import type { Instance } from '../state/instances.ts';
import { cut, type Field, flag, itemClass, type WriteContext, writeRights } from './field.ts';
import { dateTime, writeBody } from './write-parts.ts';
import { element } from './write-soap.ts';

export const itemFields: readonly Field[] = [
  {
    uri: 'item:ParentFolderId',
    shape: 'all',
    write: ({ item: stored }, { mailbox: { calendar } }) => {
      const folder = calendar.folders.named(calendar.folderOf(stored))?.number ?? 0;
      return `<t:ParentFolderId Id="${folderId(calendar.ids, folder)}" ChangeKey="AQAAAA=="/>`;
    },
  },
  { uri: 'item:ItemClass', shape: 'all', write: instance => element('ItemClass', itemClass(instance)) },
  {
    uri: 'item:Subject',
    shape: 'default',
    write: ({ content }, context) =>
      element('Subject', context.blankSubjects ? ` ${content.subject} ` : cut(content.subject, context)),
  },
  {
    uri: 'item:Sensitivity',
    shape: 'default',
    write: ({ content }) => element('Sensitivity', content.sensitivity),
  },
  {
    uri: 'item:Body',
    shape: 'all',
    notInFind: true,
    write: ({ content }, { bodyType, version }) =>
      writeBody('Body', content, bodyType, version !== 'Exchange2010_SP2'),
  },
  {
    uri: 'item:DateTimeReceived',
    shape: 'all',
    write: (instance, { times }) =>
      `<t:DateTimeReceived>${dateTime(instance.item.created, times)}</t:DateTimeReceived>`,
  },
  {
    uri: 'item:Size',
    shape: 'all',
    write: ({ content }) => `<t:Size>${1500 + content.subject.length + content.body.length}</t:Size>`,
  },
  {
    uri: 'item:Categories',
    shape: 'all',
    write: ({ content }) =>
      content.categories.length === 0
        ? ''
        : `<t:Categories>${content.categories.map(category => element('String', category)).join('')}</t:Categories>`,
  },
  { uri: 'item:Importance', shape: 'all', write: ({ content }) => element('Importance', content.importance) },
  { uri: 'item:IsSubmitted', shape: 'all', write: () => flag('IsSubmitted', false) },
  { uri: 'item:IsDraft', shape: 'all', write: () => flag('IsDraft', false) },
  { uri: 'item:IsFromMe', shape: 'all', write: () => flag('IsFromMe', false) },
  { uri: 'item:IsResend', shape: 'all', write: () => flag('IsResend', false) },
  { uri: 'item:IsUnmodified', shape: 'all', write: () => flag('IsUnmodified', false) },
  {
    uri: 'item:DateTimeSent',
    shape: 'all',
    write: (instance, { times }) =>
      `<t:DateTimeSent>${dateTime(instance.item.created, times)}</t:DateTimeSent>`,
  },
  {
    uri: 'item:DateTimeCreated',
    shape: 'all',
    write: (instance, { times }) =>
      `<t:DateTimeCreated>${dateTime(instance.item.created, times)}</t:DateTimeCreated>`,
  },
  {
    uri: 'item:ReminderDueBy',
    shape: 'all',
    write: ({ start }, { times }) => `<t:ReminderDueBy>${dateTime(start, times)}</t:ReminderDueBy>`,
  },
  {
    uri: 'item:ReminderIsSet',
    shape: 'all',
    write: ({ content }) => flag('ReminderIsSet', content.reminderMinutes !== null),
  },
  {
    uri: 'item:ReminderMinutesBeforeStart',
    shape: 'all',
    write: ({ content }) => element('ReminderMinutesBeforeStart', String(content.reminderMinutes ?? 15)),
  },
  {
    uri: 'item:DisplayCc',
    shape: 'all',
    write: (instance, context) => displayNames('DisplayCc', instance, context),
  },
  {
    uri: 'item:DisplayTo',
    shape: 'all',
    write: (instance, context) => displayNames('DisplayTo', instance, context),
  },
  { uri: 'item:HasAttachments', shape: 'default', write: () => flag('HasAttachments', false) },
];

function displayNames(name: 'DisplayCc' | 'DisplayTo', { content }: Instance, context: WriteContext): string {
  const kind = name === 'DisplayTo' ? 'required' : 'optional';
  const names = content.attendees.filter(attendee => attendee.kind === kind).map(attendee => attendee.name);
  return element(name, cut(names.join('; '), context));
}

export const itemFieldsAfterExtended: readonly Field[] = [
  { uri: 'item:Culture', shape: 'all', write: () => element('Culture', 'en-US') },
  {
    uri: 'item:EffectiveRights',
    shape: 'all',
    write: (_, { access }) => writeRights('EffectiveRights', access),
  },
  {
    uri: 'item:LastModifiedName',
    shape: 'all',
    write: ({ item: stored }) => element('LastModifiedName', stored.modifiedBy),
  },
  {
    uri: 'item:LastModifiedTime',
    shape: 'all',
    write: ({ item: stored }, { times }) =>
      `<t:LastModifiedTime>${dateTime(stored.modified, times)}</t:LastModifiedTime>`,
  },
  { uri: 'item:IsAssociated', shape: 'all', write: () => flag('IsAssociated', false) },
  {
    uri: 'item:TextBody',
    shape: 'asked',
    notInFind: true,
    write: ({ content }) => writeBody('TextBody', content, 'Text', true),
  },
];
