/** ResolveNames: the people of this server whose name or address begins with what was asked. */
import type { Mailbox } from '../../mailbox.ts';
import type { Answer, Call } from '../call.ts';
import { attribute, childText } from '../read-soap.ts';
import { element, failed, response, success } from '../write-soap.ts';

const most = 100;

function matches({ address, displayName }: Mailbox, entry: string): boolean {
  const words = [address, displayName, ...displayName.split(' ')].map(word => word.toLowerCase());
  return words.some(word => word.startsWith(entry));
}

function resolution(mailbox: Mailbox, inFull: boolean): string {
  const { displayName, address } = mailbox;
  const [givenName = '', ...rest] = displayName.split(' ');
  const contact = `<t:Contact>${element('DisplayName', displayName)}${element('GivenName', givenName)}<t:EmailAddresses><t:Entry Key="EmailAddress1">SMTP:${address}</t:Entry></t:EmailAddresses><t:ContactSource>ActiveDirectory</t:ContactSource>${element('Surname', rest.join(' '))}</t:Contact>`;
  return `<t:Resolution><t:Mailbox>${element('Name', displayName)}${element('EmailAddress', address)}<t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox>${inFull ? contact : ''}</t:Resolution>`;
}

export function resolveNames(call: Call): Answer {
  const entry = (childText(call.node, 'UnresolvedEntry') ?? '').toLowerCase().replace(/^(?:smtp:|=)/, '');
  const found = entry === '' ? [] : call.state.mailboxes.filter(mailbox => matches(mailbox, entry));
  if (found.length === 0) {
    const none = { code: 'ErrorNameResolutionNoResults', text: 'No results were found.' };
    return response('ResolveNames', [failed('ResolveNames', none)]);
  }
  const inFull = /^(?:true|1)$/.test(attribute(call.node, 'ReturnFullContactData') ?? '');
  const shown = found.slice(0, most);
  const set = `<m:ResolutionSet TotalItemsInView="${found.length}" IncludesLastItemInRange="${shown.length === found.length}">${shown.map(mailbox => resolution(mailbox, inFull)).join('')}</m:ResolutionSet>`;
  if (found.length === 1) return response('ResolveNames', [success('ResolveNames', set)]);
  return response('ResolveNames', [
    `<m:ResolveNamesResponseMessage ResponseClass="Warning"><m:MessageText>Multiple results were found.</m:MessageText><m:ResponseCode>ErrorNameResolutionMultipleResults</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${set}</m:ResolveNamesResponseMessage>`,
  ]);
}
