/** Requests that write, by hand like all of `raw-client.ts`. */

export const anna = 'anna@corp.example';
export const asAnna = { as: anna };

export function create(
  properties: string,
  sending = ' SendMeetingInvitations="SendToNone"',
  folder = '',
): string {
  const saved = folder === '' ? '' : `<m:SavedItemFolderId>${folder}</m:SavedItemFolderId>`;
  return `<m:CreateItem${sending}>${saved}<m:Items><t:CalendarItem>${properties}</t:CalendarItem></m:Items></m:CreateItem>`;
}

export function set(uri: string, content: string): string {
  const path = uri.startsWith('<') ? uri : `<t:FieldURI FieldURI="${uri}"/>`;
  return `<t:SetItemField>${path}<t:CalendarItem>${content}</t:CalendarItem></t:SetItemField>`;
}

export function update(
  id: string,
  key: string | undefined,
  updates: string,
  resolution = 'NeverOverwrite',
  sending = 'SendToNone',
) {
  const changeKey = key === undefined ? '' : ` ChangeKey="${key}"`;
  return `<m:UpdateItem ConflictResolution="${resolution}" SendMeetingInvitationsOrCancellations="${sending}"><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"${changeKey}/><t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
}

export function remove(id: string, sending = ' SendMeetingCancellations="SendToNone"'): string {
  return `<m:DeleteItem DeleteType="MoveToDeletedItems"${sending}><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`;
}

export function keyOf(xml: string): string {
  return /<t:ItemId Id="[^"]*" ChangeKey="([^"]*)"/.exec(xml)?.[1] ?? '';
}

export const mark =
  '<t:ExtendedFieldURI PropertySetId="C11FF724-AA03-4555-9952-8FA248A11C3E" PropertyName="Mark" PropertyType="String"/>';
