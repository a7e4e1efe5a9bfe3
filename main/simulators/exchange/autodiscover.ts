/**
 * Autodiscover of the simulated Exchange, SOAP (GetUserSettings) and POX: tells where EWS is for a mailbox that it has. Who asks has
 * signed in already. Anything else is answered as Exchange answers it: an error code inside a 200.
 */
import { SaxesParser } from 'saxes';
import { escapeXml } from './protocol/write-soap.ts';
import type { ExchangeState } from './state.ts';

const soapNamespace = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const response = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006';
const outlookResponse = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

const path = /^\/autodiscover\/autodiscover\.(svc|xml)(?:[/?]|$)/i;

export interface AutodiscoverAnswer {
  readonly operation: string;
  readonly status: number;
  readonly body: string;
}

export function isAutodiscover(url: string): boolean {
  return path.test(url);
}

/** Texts of the elements of that local name; none when the document is not well-formed. */
function textsOf(xml: string, name: string): readonly string[] {
  const texts: string[] = [];
  let current = '';
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', error => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('DTD is prohibited');
  });
  parser.on('opentag', () => {
    current = '';
  });
  parser.on('text', text => {
    current += text;
  });
  parser.on('closetag', tag => {
    if (tag.local === name) texts.push(current.trim());
    current = '';
  });
  try {
    parser.write(xml).close();
  } catch {
    return [];
  }
  return texts;
}

/** `ewsUrl`: what it tells, for inside and outside the network alike. */
export function answerAutodiscover(
  url: string,
  xml: string,
  state: ExchangeState,
  ewsUrl: string,
): AutodiscoverAnswer {
  const isSoap = path.exec(url)?.[1]?.toLowerCase() === 'svc';
  const [address = ''] = textsOf(xml, isSoap ? 'Mailbox' : 'EMailAddress');
  const owner = state.findMailbox(address)?.displayName;
  const operation = isSoap ? 'GetUserSettings' : 'Autodiscover';
  if (address === '') return { operation, status: isSoap ? 500 : 200, body: isSoap ? '' : poxError('600') };
  return { operation, status: 200, body: isSoap ? soapAnswer(owner, xml, ewsUrl) : poxAnswer(owner, ewsUrl) };
}

function soapAnswer(owner: string | undefined, xml: string, ewsUrl: string): string {
  const known: Readonly<Record<string, string>> = {
    UserDisplayName: owner ?? '',
    InternalEwsUrl: ewsUrl,
    ExternalEwsUrl: ewsUrl,
  };
  const settings = textsOf(xml, 'Setting').flatMap(name => {
    const value = known[name];
    return value === undefined ? [] : [settingXml(name, value)];
  });
  const user =
    owner === undefined
      ? '<ErrorCode>InvalidUser</ErrorCode><ErrorMessage>Invalid user.</ErrorMessage><RedirectTarget i:nil="true"/><UserSettingErrors/><UserSettings/>'
      : `<ErrorCode>NoError</ErrorCode><ErrorMessage>No error.</ErrorMessage><RedirectTarget i:nil="true"/><UserSettingErrors/><UserSettings>${settings.join('')}</UserSettings>`;
  return (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
    `<GetUserSettingsResponseMessage xmlns="${soapNamespace}"><Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` +
    `<ErrorCode>NoError</ErrorCode><ErrorMessage/><UserResponses><UserResponse>${user}</UserResponse></UserResponses>` +
    '</Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>'
  );
}

function settingXml(name: string, value: string): string {
  return `<UserSetting i:type="StringSetting"><Name>${name}</Name><Value>${escapeXml(value)}</Value></UserSetting>`;
}

function poxAnswer(owner: string | undefined, ewsUrl: string): string {
  if (owner === undefined) return poxError('500');
  const protocols = ['EXCH', 'EXPR'].map(
    type => `<Protocol><Type>${type}</Type><EwsUrl>${escapeXml(ewsUrl)}</EwsUrl></Protocol>`,
  );
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${response}"><Response xmlns="${outlookResponse}">` +
    `<User><DisplayName>${escapeXml(owner)}</DisplayName></User><Account><AccountType>email</AccountType><Action>settings</Action>` +
    `${protocols.join('')}</Account></Response></Autodiscover>`
  );
}

/** 500: no such mailbox; 600: not understood. */
function poxError(code: string): string {
  const message = code === '500' ? 'The email address cannot be found.' : 'Invalid Request';
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${response}"><Response>` +
    `<Error Time="00:00:00.0000000" Id="1"><ErrorCode>${code}</ErrorCode><Message>${message}</Message><DebugData/></Error>` +
    '</Response></Autodiscover>'
  );
}
