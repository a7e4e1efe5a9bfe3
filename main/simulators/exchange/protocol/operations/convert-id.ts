/** ConvertId: between the ids of EWS and the entry ids of MAPI in their two spellings. An id that is none is an error of its own. */
import { readId } from '../../state/ids.ts';
import type { Answer, Call } from '../call.ts';
import { attribute, child, children, type XmlNode } from '../read-soap.ts';
import { escapeXml, type Failure, failed, response, success } from '../write-soap.ts';

/** Bytes of an EWS id before the entry id. */
const head = 43;

/** The EWS id that an id of any format stands for. */
function ewsId(call: Call, node: XmlNode): string | Failure {
  const id = attribute(node, 'Id') ?? '';
  const format = attribute(node, 'Format') ?? '';
  const malformed: Failure = { code: 'ErrorInvalidIdMalformed' };
  if (format === 'EwsId' || format === 'EwsLegacyId') return readId(id) === undefined ? malformed : id;
  if (format === 'OwaId') {
    const decoded = id.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return readId(decoded) === undefined ? malformed : decoded;
  }
  const mailbox = call.state.findMailbox(attribute(node, 'Mailbox') ?? '');
  if (mailbox === undefined) return { code: 'ErrorNonExistentMailbox' };
  const entry = Buffer.from(id, format === 'HexEntryId' ? 'hex' : 'base64');
  const folder = Buffer.from(mailbox.folderId, 'base64').subarray(0, head);
  folder[41] = entry.length;
  const made = Buffer.concat([folder, entry]).toString('base64');
  return readId(made) === undefined ? malformed : made;
}

function written(id: string, format: string): string | undefined {
  const entry = Buffer.from(id, 'base64').subarray(head);
  switch (format) {
    case 'EwsId':
    case 'EwsLegacyId':
      return id;
    case 'OwaId':
      return encodeURIComponent(id);
    case 'EntryId':
    case 'StoreId':
      return entry.toString('base64');
    case 'HexEntryId':
      return entry.toString('hex').toUpperCase();
    default:
      return undefined;
  }
}

function convert(call: Call, node: XmlNode, format: string): string {
  const id = ewsId(call, node);
  if (typeof id !== 'string') return failed('ConvertId', id);
  const text = written(id, format);
  if (text === undefined) return failed('ConvertId', { code: 'ErrorInvalidOperation' });
  // Whoever was named: the answer names the mailbox in which the id is, and clients learn their own address so.
  const owner = call.state.mailboxOfGuid(readId(id)?.guid ?? '')?.address;
  const mailbox = escapeXml(owner ?? attribute(node, 'Mailbox') ?? '');
  return success(
    'ConvertId',
    `<m:AlternateId xsi:type="t:AlternateIdType" Format="${format}" Id="${escapeXml(text)}" Mailbox="${mailbox}"/>`,
  );
}

export function convertId(call: Call): Answer {
  const format = attribute(call.node, 'DestinationFormat') ?? '';
  return response(
    'ConvertId',
    children(child(call.node, 'SourceIds')).map(node => convert(call, node, format)),
  );
}
