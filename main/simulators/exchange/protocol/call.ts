/**
 * One call as the operations see it: who asks, for whom, in which version and zone; and the way from folder and item ids
 * to mailboxes with the rights that this caller has there.
 */
import type { OrderedFault } from '../faults.ts';
import type { Mailbox } from '../mailbox.ts';
import type { ExchangeDialect } from '../state/dialect.ts';
import { type FolderKind, folderNamed } from '../state/folders.ts';
import { folderId, readId } from '../state/ids.ts';
import { knownZone } from '../state/windows-zones.ts';
import type { Zone } from '../state/zone.ts';
import type { Access, ExchangeState } from '../state.ts';
import type { WriteContext } from './field.ts';
import { attribute, child, children, childText, path, type SoapRequest, type XmlNode } from './read-soap.ts';
import { readZone } from './read-zone.ts';
import { type ServerVersion, spokenVersion } from './versions.ts';
import type { TimeForm } from './write-parts.ts';
import type { Failure } from './write-soap.ts';

export interface Call {
  readonly state: ExchangeState;
  readonly dialect: ExchangeDialect;
  readonly node: XmlNode;
  readonly version: ServerVersion;
  /** Whose rights count: the impersonated mailbox's user, or who signed in. */
  readonly user: string;
  /** The mailbox that distinguished folder ids without a Mailbox mean. */
  readonly own: Mailbox | undefined;
  /** Zone of date-times without offset (TimeZoneContext, else UTC). */
  readonly zone: Zone;
  readonly times: TimeForm;
  readonly now: () => number;
  /** An ordered fault that strikes inside the operation. */
  readonly fault: OrderedFault | undefined;
}

/** An answer: the content of the SOAP body, or a fault of the whole call. */
export type Answer = string | Failure;

export type Operation = (call: Call) => Answer;

function utcZone(): Zone {
  const zone = knownZone('UTC');
  if (zone === undefined) throw new Error('the zone UTC is missing');
  return zone;
}

/** Address or SID in the impersonation header. */
export function impersonated(soap: SoapRequest): string | undefined {
  const connecting = path(soap.header, 'ExchangeImpersonation', 'ConnectingSID');
  return connecting === undefined ? undefined : (children(connecting)[0]?.text.trim() ?? '');
}

/** Reads the SOAP header: version, impersonation, zone. A failure is a fault of the call. */
export function openCall(
  soap: SoapRequest,
  signedIn: string,
  state: ExchangeState,
  server: ServerVersion,
): Call | Failure {
  const requested = attribute(child(soap.header, 'RequestServerVersion'), 'Version');
  const version = spokenVersion(requested, server);
  if (version === undefined)
    return {
      code: 'ErrorInvalidServerVersion',
      text: `The requested version ${requested} is not known here.`,
    };
  const definition = path(soap.header, 'TimeZoneContext', 'TimeZoneDefinition');
  const zone = definition === undefined ? utcZone() : readZone(definition);
  if (zone === undefined) return { code: 'ErrorTimeZone' };
  const name = impersonated(soap);
  let user = signedIn;
  let own = state.mailboxOfUser(signedIn);
  if (name !== undefined) {
    const target = state.findMailbox(name);
    if (!state.mayImpersonate(signedIn, target)) return { code: 'ErrorImpersonateUserDenied' };
    if (target === undefined || target.moved === 'cloud') return { code: 'ErrorNonExistentMailbox' };
    user = target.user;
    own = target;
  }
  const dialect = state.dialect;
  const offset = dialect.offset ?? (zone.definition.id === 'UTC' ? null : zone);
  return {
    state,
    dialect,
    node: soap.call,
    version,
    user,
    own,
    zone,
    times: { fractions: dialect.fractions, offset },
    now: state.now,
    fault: undefined,
  };
}

export interface Reached {
  readonly mailbox: Mailbox;
  readonly access: Access;
}

/** Whether the caller may touch the mailbox at all. */
export function reach(call: Call, mailbox: Mailbox): Reached | Failure {
  if (mailbox.moved === 'in-progress') return { code: 'ErrorMailboxMoveInProgress' };
  if (mailbox.moved === 'cloud') return { code: 'ErrorNonExistentMailbox' };
  const access = call.state.access(call.user, mailbox);
  return access.right === 'none' ? { code: call.dialect.withoutRights } : { mailbox, access };
}

export interface ReachedFolder extends Reached {
  readonly folder: FolderKind;
}

/** A FolderId or DistinguishedFolderId element. */
export function folderOf(call: Call, node: XmlNode | undefined): ReachedFolder | Failure {
  if (node?.name === 'DistinguishedFolderId') {
    const address = childText(child(node, 'Mailbox'), 'EmailAddress');
    const mailbox = address === undefined ? call.own : call.state.findMailbox(address);
    if (mailbox === undefined)
      return { code: address === undefined ? 'ErrorMissingEmailAddress' : 'ErrorNonExistentMailbox' };
    const folder = folderNamed(attribute(node, 'Id') ?? '');
    if (folder === undefined) return { code: 'ErrorFolderNotFound' };
    const reached = reach(call, mailbox);
    return 'code' in reached ? reached : { ...reached, folder };
  }
  const id = attribute(node, 'Id') ?? '';
  const read = readId(id);
  if (read === undefined) return { code: 'ErrorInvalidIdMalformed' };
  const mailbox = call.state.mailboxOfGuid(read.guid);
  if (mailbox === undefined) return { code: 'ErrorFolderNotFound' };
  const reached = reach(call, mailbox);
  if ('code' in reached) return reached;
  const { calendar } = mailbox;
  const folder = calendar.folders.all.find(one => folderId(calendar.ids, one.number) === id);
  return folder === undefined ? { code: 'ErrorFolderNotFound' } : { ...reached, folder };
}

export function writeContext(call: Call, reached: Reached, bodyType: string, inFind: boolean): WriteContext {
  return {
    mailbox: reached.mailbox,
    access: reached.access,
    version: call.version,
    times: call.times,
    zonesIdOnly: call.dialect.zonesIdOnly,
    blankSubjects: call.dialect.blankSubjects,
    inFind,
    bodyType,
  };
}

/** The address that a call acts on, for the request log and ordered faults; undefined when it names none. */
export function targetOf(call: Call): string | undefined {
  let found: string | undefined;
  const look = (node: XmlNode): void => {
    if (found !== undefined) return;
    if (node.name === 'DistinguishedFolderId') found = childText(child(node, 'Mailbox'), 'EmailAddress');
    const id =
      attribute(node, 'Id') ?? attribute(node, 'RecurringMasterId') ?? attribute(node, 'OccurrenceId');
    const read = id === undefined || id.length < 80 ? undefined : readId(id);
    if (read !== undefined) found ??= call.state.mailboxOfGuid(read.guid)?.address;
    node.children.forEach(look);
  };
  look(call.node);
  return found ?? call.own?.address;
}
