/** Folders on the wire: id, class, names, counts and the caller's rights, and what of it a client can search by. */
import { folderNamed } from '../state/folders.ts';
import { folderId } from '../state/ids.ts';
import type { ReachedFolder } from './call.ts';
import { extendedPath } from './extended-path.ts';
import { writeRights } from './field.ts';
import { attribute, child, children, childText, type XmlNode } from './read-soap.ts';
import type { Searchable } from './restriction.ts';
import type { ServerVersion } from './versions.ts';
import { element, escapeXml } from './write-soap.ts';

/** Which properties a folder is told with. */
export interface FolderShape {
  readonly base: string;
  readonly asked: ReadonlySet<string>;
  readonly extended: readonly XmlNode[];
  readonly version: ServerVersion;
}

export function readFolderShape(node: XmlNode | undefined, version: ServerVersion): FolderShape {
  const additional = children(child(node, 'AdditionalProperties'));
  return {
    base: childText(node, 'BaseShape') ?? 'Default',
    asked: new Set(additional.flatMap(one => attribute(one, 'FieldURI') ?? [])),
    extended: additional.filter(one => one.name === 'ExtendedFieldURI'),
    version,
  };
}

function itemCount({ mailbox, folder }: ReachedFolder): number {
  const { items, elsewhere } = mailbox.calendar;
  if (folder.name === 'calendar') return items.size;
  return [...elsewhere.values()].filter(one => one.folder === folder.name).length;
}

function childCount({ mailbox, folder }: ReachedFolder): number {
  return mailbox.calendar.folders.childrenOf(folder, false).length;
}

/** Tagged properties of folders by number: names, class, counts and whether it is hidden. */
const tags: ReadonlyMap<number, (reached: ReachedFolder) => string> = new Map<
  number,
  (reached: ReachedFolder) => string
>([
  [0x3001, ({ folder }) => folder.displayName],
  [0x3602, reached => String(itemCount(reached))],
  [0x3603, () => '0'],
  [0x360a, reached => String(childCount(reached) > 0)],
  [0x3613, ({ folder }) => folder.folderClass],
  [0x10f4, () => 'false'],
]);

function tagged(node: XmlNode, reached: ReachedFolder): string {
  const [kind, number] = extendedPath(node)?.key.split('/') ?? [];
  return kind === 'tag' ? (tags.get(Number(number))?.(reached) ?? '') : '';
}

function writeTagged(node: XmlNode, reached: ReachedFolder): string {
  const value = tagged(node, reached);
  if (value === '') return '';
  const path = [...node.attributes].map(([name, text]) => `${name}="${escapeXml(text)}"`).join(' ');
  return `<t:ExtendedProperty><t:ExtendedFieldURI ${path}/>${element('Value', value)}</t:ExtendedProperty>`;
}

/** One folder element. */
export function writeFolder(reached: ReachedFolder, shape: FolderShape): string {
  const { mailbox, access, folder } = reached;
  const { calendar } = mailbox;
  const idOf = (number: number) => folderId(calendar.ids, number);
  const key = folder.name === 'calendar' ? calendar.changeKey : 'AQAAAA==';
  const { base, asked, extended, version } = shape;
  const property = (uri: string, inBase: 'default' | 'all' | 'asked', text: string) => {
    const wanted = base === 'AllProperties' ? inBase !== 'asked' : base === 'Default' && inBase === 'default';
    return wanted || asked.has(`folder:${uri}`) ? text : '';
  };
  const parent = folder.parent === folder.name ? undefined : calendar.folders.named(folder.parent)?.number;
  const unread = folder.element === 'Folder' || folder.element === 'TasksFolder';
  const body = [
    `<t:FolderId Id="${idOf(folder.number)}" ChangeKey="${key}"/>`,
    parent === undefined
      ? ''
      : property('ParentFolderId', 'all', `<t:ParentFolderId Id="${idOf(parent)}" ChangeKey="AQAAAA=="/>`),
    folder.folderClass === ''
      ? ''
      : property('FolderClass', 'all', element('FolderClass', folder.folderClass)),
    property('DisplayName', 'default', element('DisplayName', folder.displayName)),
    property('TotalCount', 'default', element('TotalCount', String(itemCount(reached)))),
    property('ChildFolderCount', 'default', element('ChildFolderCount', String(childCount(reached)))),
    ...extended.map(node => writeTagged(node, reached)),
    property('EffectiveRights', 'all', writeRights('EffectiveRights', access)),
    version === 'Exchange2010_SP2' || folderNamed(folder.name) === undefined
      ? ''
      : property('DistinguishedFolderId', 'all', element('DistinguishedFolderId', folder.name)),
    unread ? property('UnreadCount', 'default', '<t:UnreadCount>0</t:UnreadCount>') : '',
  ].join('');
  return `<t:${folder.element}>${body}</t:${folder.element}>`;
}

/** What a restriction on folders may name. */
export const searchableFolders: Searchable<ReachedFolder> = {
  uri: name => {
    if (name === 'folder:DisplayName') return ({ folder }) => [folder.displayName];
    if (name === 'folder:FolderClass') return ({ folder }) => [folder.folderClass];
    return undefined;
  },
  extended: node => reached => [tagged(node, reached)].filter(value => value !== ''),
};
