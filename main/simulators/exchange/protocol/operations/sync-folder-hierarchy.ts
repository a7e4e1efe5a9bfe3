/** SyncFolderHierarchy: all folders at first, then those that were made or removed since. A state is the list of what it told. */
import { folderId } from '../../state/ids.ts';
import { type Answer, type Call, folderOf, type ReachedFolder } from '../call.ts';
import { child, children, childText } from '../read-soap.ts';
import { readFolderShape, writeFolder } from '../write-folder.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';

const mark = 'H4sIAAAA';

/** The numbers of the folders that a state told of; undefined = nobody here wrote it. */
function readState(state: string, { mailbox, folder }: ReachedFolder): number[] | undefined {
  if (state === '') return [];
  const text = state.startsWith(mark) ? Buffer.from(state.slice(mark.length), 'base64').toString() : '';
  const [guid, name, numbers = ''] = text.split('|');
  if (guid !== mailbox.calendar.ids.guid || name !== folder.name) return undefined;
  return numbers.split(',').map(Number);
}

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
  const known = readState(childText(call.node, 'SyncState') ?? '', reached);
  if (known === undefined) return refused({ code: 'ErrorInvalidSyncStateData' });
  const { ids, folders } = reached.mailbox.calendar;
  const below = folders.childrenOf(reached.folder, true);
  const created = below
    .filter(one => !known.includes(one.number))
    .map(folder => `<t:Create>${writeFolder({ ...reached, folder }, shape)}</t:Create>`);
  const numbers = below.map(one => one.number);
  const deleted = known
    .filter(number => !numbers.includes(number))
    .map(number => `<t:Delete><t:FolderId Id="${folderId(ids, number)}" ChangeKey="AQAAAA=="/></t:Delete>`);
  const state = `${ids.guid}|${reached.folder.name}|${numbers.join(',')}`;
  return response('SyncFolderHierarchy', [
    success(
      'SyncFolderHierarchy',
      `<m:SyncState>${mark}${Buffer.from(state).toString('base64')}</m:SyncState><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>${[...created, ...deleted].join('')}</m:Changes>`,
    ),
  ]);
}
