/** What a property of an item is to the writers, and the few parts that several of them share. */
import type { Mailbox } from '../mailbox.ts';
import type { Instance } from '../state/instances.ts';
import type { Access } from '../state.ts';
import type { ServerVersion } from './versions.ts';
import type { TimeForm } from './write-parts.ts';

/** What decides how an item looks in one answer. */
export interface WriteContext {
  readonly mailbox: Mailbox;
  readonly access: Access;
  readonly version: ServerVersion;
  readonly times: TimeForm;
  readonly zonesIdOnly: boolean;
  readonly blankSubjects: boolean;
  /** FindItem: strings are cut, people are names only. */
  readonly inFind: boolean;
  readonly bodyType: string;
}

export interface Field {
  readonly uri: string;
  /** Part of the base shapes. */
  readonly shape: 'default' | 'all' | 'asked';
  /** Cannot be had from FindItem. */
  readonly notInFind?: true;
  readonly write: (instance: Instance, context: WriteContext) => string;
}

/** FindItem gives the first 255 characters only. */
export const cut = (text: string, context: WriteContext) => (context.inFind ? text.slice(0, 255) : text);
export const flag = (name: string, value: boolean) => `<t:${name}>${value}</t:${name}>`;

export function itemClass(instance: Instance): string {
  if (instance.kind === 'Occurrence') return 'IPM.Appointment.Occurrence';
  if (instance.kind === 'Exception') return 'IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}';
  return instance.item.itemClass;
}

export function writeItemId(instance: Instance): string {
  return `<t:ItemId Id="${instance.id}" ChangeKey="${instance.item.changeKey}"/>`;
}

export function writeRights(name: string, access: Access): string {
  const writes = access.right === 'owner' || access.right === 'editor';
  return `<t:${name}><t:CreateAssociated>false</t:CreateAssociated><t:CreateContents>${writes}</t:CreateContents><t:CreateHierarchy>false</t:CreateHierarchy><t:Delete>${writes}</t:Delete><t:Modify>${writes}</t:Modify><t:Read>${access.right !== 'none'}</t:Read><t:ViewPrivateItems>${access.viewPrivateItems}</t:ViewPrivateItems></t:${name}>`;
}
