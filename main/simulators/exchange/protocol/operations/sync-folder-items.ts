/**
 * SyncFolderItems: what changed in the calendar since an opaque state, at most 512 changes a call. Bodies, attendees and the
 * like are left out, not refused.
 */
import { selfInstance } from '../../state/instances.ts';
import type { Change, SyncPage } from '../../state/sync-log.ts';
import { type Answer, type Call, folderOf, writeContext } from '../call.ts';
import type { WriteContext } from '../field.ts';
import { attribute, child, children, childText } from '../read-soap.ts';
import { readShape, type Shape, writeItem } from '../shape.ts';
import { escapeXml, type Failure, failed, response, success } from '../write-soap.ts';

function writeChange(change: Change, shape: Shape, context: WriteContext, keyOnDelete: boolean): string {
  if (change.kind === 'Delete') {
    const key = keyOnDelete ? ` ChangeKey="${change.changeKey}"` : '';
    return `<t:Delete><t:ItemId Id="${change.id}"${key}/></t:Delete>`;
  }
  const item = writeItem(selfInstance(change.item), shape, context);
  return `<t:${change.kind}>${item}</t:${change.kind}>`;
}

/** What an ordered partial-view leaves: fewer changes; marked, the old state is given back, so that nothing is lost. */
function shortened(call: Call, page: SyncPage, state: string): SyncPage {
  const fault = call.fault;
  if (fault?.kind !== 'partial-view') return page;
  const changes = page.changes.slice(0, Math.max(0, page.changes.length - (fault.missing ?? 1)));
  return fault.marked === false ? { ...page, changes } : { changes, state, last: false };
}

/** Clients read a state, an empty one, even from an error. */
function refused(failure: Failure): string {
  const empty = '<m:SyncState/><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>';
  return response('SyncFolderItems', [failed('SyncFolderItems', failure, empty)]);
}

export function syncFolderItems(call: Call): Answer {
  const shape = readShape(child(call.node, 'ItemShape'), call.version, call.dialect.duplicatedElements);
  if ('code' in shape) return shape;
  const size = Number(childText(call.node, 'MaxChangesReturned'));
  if (!(size >= 1 && size <= 512))
    return {
      code: 'ErrorSchemaValidation',
      text: 'The request failed schema validation: MaxChangesReturned is out of range.',
    };
  const reached = folderOf(call, children(child(call.node, 'SyncFolderId'))[0]);
  if ('code' in reached) {
    const code = reached.code === 'ErrorFolderNotFound' ? 'ErrorSyncFolderNotFound' : reached.code;
    return refused({ code });
  }
  const { mailbox } = reached;
  const order = call.dialect.syncOrder;
  const ignore = new Set(children(child(call.node, 'Ignore')).map(node => attribute(node, 'Id') ?? ''));
  const state = childText(call.node, 'SyncState');
  if (reached.folder.name !== 'calendar') return refused({ code: 'ErrorSyncFolderNotFound' });
  const whole =
    mailbox.syncLog.page(state, size, order, ignore) ??
    (call.dialect.forgivesSyncState ? mailbox.syncLog.page(undefined, size, order, ignore) : undefined);
  if (whole === undefined) return refused({ code: 'ErrorInvalidSyncStateData' });
  const context = writeContext(call, reached, shape.bodyType, true);
  const page = shortened(call, whole, state ?? '');
  const changes = page.changes.map(change =>
    writeChange(change, shape, context, call.dialect.changeKeyOnDelete),
  );
  return response('SyncFolderItems', [
    success(
      'SyncFolderItems',
      `<m:SyncState>${escapeXml(page.state)}</m:SyncState><m:IncludesLastItemInRange>${page.last}</m:IncludesLastItemInRange><m:Changes>${changes.join('')}</m:Changes>`,
    ),
  ]);
}
