/** SyncFolderHierarchy: all folders once, then nothing, because no folder ever comes or goes here. */
import { childrenOf } from '../../state/folders.ts';
import { type Answer, type Call, folderOf } from '../call.ts';
import { child, children, childText } from '../read-soap.ts';
import { readFolderShape, writeFolder } from '../write-folder.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';

function refused(failure: Failure): string {
  const empty = '<m:SyncState/><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange>';
  return response('SyncFolderHierarchy', [failed('SyncFolderHierarchy', failure, empty)]);
}

export function syncFolderHierarchy(call: Call): Answer {
  const shape = readFolderShape(child(call.node, 'FolderShape'), call.version);
  const [given] = children(child(call.node, 'SyncFolderId'));
  const whole = { name: 'DistinguishedFolderId', attributes: new Map([['Id', 'msgfolderroot']]) };
  const reached = folderOf(call, given ?? { ...call.node, ...whole, children: [] });
  if ('code' in reached) return refused(reached);
  const { mailbox, folder } = reached;
  const state = `H4sIAAAA${Buffer.from(`${mailbox.calendar.ids.guid}|${folder.name}`).toString('base64')}`;
  const known = childText(call.node, 'SyncState') ?? '';
  if (known !== '' && known !== state) return refused({ code: 'ErrorInvalidSyncStateData' });
  const below = known === state ? [] : childrenOf(folder, true);
  const changes = below.map(one => `<t:Create>${writeFolder({ ...reached, folder: one }, shape)}</t:Create>`);
  return response('SyncFolderHierarchy', [
    success(
      'SyncFolderHierarchy',
      `<m:SyncState>${state}</m:SyncState><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>${changes.join('')}</m:Changes>`,
    ),
  ]);
}
