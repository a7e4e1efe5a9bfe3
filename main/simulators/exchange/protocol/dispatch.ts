/** From the text of a request to the text of its answer. One entry per operation. */
import type { OrderedFault, RequestFacts } from '../faults.ts';
import type { ExchangeState } from '../state.ts';
import { impersonated, type Operation, openCall, targetOf } from './call.ts';
import { convertId } from './operations/convert-id.ts';
import { createFolder, deleteFolder } from './operations/create-folder.ts';
import { createItem } from './operations/create-item.ts';
import { deleteItem } from './operations/delete-item.ts';
import { findFolder } from './operations/find-folder.ts';
import { findItem } from './operations/find-item.ts';
import { getAttachment } from './operations/get-attachment.ts';
import { getFolder } from './operations/get-folder.ts';
import { getItem } from './operations/get-item.ts';
import { getServerTimeZones } from './operations/get-server-time-zones.ts';
import { getUserConfiguration } from './operations/get-user-configuration.ts';
import { copyItem, moveItem } from './operations/move-item.ts';
import { resolveNames } from './operations/resolve-names.ts';
import { syncFolderHierarchy } from './operations/sync-folder-hierarchy.ts';
import { syncFolderItems } from './operations/sync-folder-items.ts';
import { updateItem } from './operations/update-item.ts';
import { namespaces, readSoap } from './read-soap.ts';
import type { ServerVersion } from './versions.ts';
import { bareFault, envelope, type Failure, fault as writeFault } from './write-soap.ts';

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['GetFolder', getFolder],
  ['FindItem', findItem],
  ['GetItem', getItem],
  ['SyncFolderItems', syncFolderItems],
  ['CreateItem', createItem],
  ['UpdateItem', updateItem],
  ['DeleteItem', deleteItem],
  ['GetServerTimeZones', getServerTimeZones],
  ['MoveItem', moveItem],
  ['CopyItem', copyItem],
  ['FindFolder', findFolder],
  ['CreateFolder', createFolder],
  ['DeleteFolder', deleteFolder],
  ['SyncFolderHierarchy', syncFolderHierarchy],
  ['ConvertId', convertId],
  ['ResolveNames', resolveNames],
  ['GetUserConfiguration', getUserConfiguration],
  ['GetAttachment', getAttachment],
]);

export interface Reply {
  readonly status: number;
  readonly xml: string;
}

/** A request that was read but not yet carried out. */
export interface Prepared {
  readonly facts: RequestFacts;
  readonly run: (fault: OrderedFault | undefined) => Reply;
}

function refusal(server: ServerVersion, failure: Failure): Reply {
  return { status: 500, xml: writeFault(server, failure) };
}

export function prepare(xml: string, user: string, state: ExchangeState, server: ServerVersion): Prepared {
  const soap = readSoap(xml);
  const none = (failure: Failure, operation = '', mailbox?: string): Prepared => ({
    facts: { operation, mailbox, xml },
    run: () => refusal(server, failure),
  });
  if (typeof soap === 'string')
    return none({ code: 'ErrorSchemaValidation', text: `The request failed schema validation: ${soap}` });
  const name = soap.call.name;
  const call = openCall(soap, user, state, server);
  if ('code' in call) {
    if (!state.dialect.impersonationFaultIn200 || !/Impersonat|NonExistent/.test(call.code))
      return none(call, name, impersonated(soap));
    return {
      facts: { operation: name, mailbox: impersonated(soap), xml },
      run: () => ({ status: 200, xml: bareFault(call.code) }),
    };
  }
  const operation = soap.call.namespace === namespaces.messages ? operations.get(name) : undefined;
  const mailbox = targetOf(call);
  if (operation === undefined)
    return none(
      { code: 'ErrorInvalidRequest', text: `The operation ${name} is not known here.` },
      name,
      mailbox,
    );
  return {
    facts: { operation: name, mailbox, xml },
    run: fault => {
      const answer = operation({ ...call, fault });
      if (typeof answer !== 'string') return refusal(server, answer);
      return { status: 200, xml: envelope(server, answer) };
    },
  };
}
