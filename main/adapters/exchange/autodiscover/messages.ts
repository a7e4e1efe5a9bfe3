/** What is asked and answered: SOAP's GetUserSettings and POX, each read into the same few words. */
import { readXml } from '../read-answers/read-xml.ts';
import { childOf, childrenOf, wordOf, type XmlNode, type XmlShape } from '../read-answers/xml-tree.ts';
import { escapeXml } from '../xml-text.ts';
import type { Place } from './places.ts';

const soapNamespace = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const poxRequest = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const poxResponse = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

export type Answer =
  | {
      readonly kind: 'settings';
      /** Addresses of EWS, the one for inside the network first; '' where it has none. */
      readonly internalUrl: string;
      readonly externalUrl: string;
    }
  /** Ask there instead. */
  | { readonly kind: 'to-url'; readonly url: string }
  /** Ask about this address instead. */
  | { readonly kind: 'to-address'; readonly address: string }
  /** Autodiscover answered that it cannot; its code. */
  | { readonly kind: 'error'; readonly code: string };

export function requestFor(
  place: Place,
  address: string,
): { readonly body: string; readonly contentType: string } {
  const mailbox = escapeXml(address);
  if (place.method === 'pox') {
    const body =
      `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${poxRequest}"><Request>` +
      `<EMailAddress>${mailbox}</EMailAddress>` +
      `<AcceptableResponseSchema>${poxResponse}</AcceptableResponseSchema></Request></Autodiscover>`;
    return { body, contentType: 'text/xml; charset=utf-8' };
  }
  const body =
    '<?xml version="1.0" encoding="utf-8"?>' +
    `<soap:Envelope xmlns:a="${soapNamespace}" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">` +
    '<soap:Header><a:RequestedServerVersion>Exchange2010</a:RequestedServerVersion>' +
    `<wsa:Action>${soapNamespace}/Autodiscover/GetUserSettings</wsa:Action>` +
    `<wsa:To>${escapeXml(place.url)}</wsa:To></soap:Header><soap:Body><a:GetUserSettingsRequestMessage><a:Request>` +
    `<a:Users><a:User><a:Mailbox>${mailbox}</a:Mailbox></a:User></a:Users>` +
    '<a:RequestedSettings><a:Setting>InternalEwsUrl</a:Setting><a:Setting>ExternalEwsUrl</a:Setting></a:RequestedSettings>' +
    '</a:Request></a:GetUserSettingsRequestMessage></soap:Body></soap:Envelope>';
  return { body, contentType: 'text/xml; charset=utf-8' };
}

const leaf: XmlShape = {};
const soapShape: XmlShape = {
  Envelope: {
    Body: {
      GetUserSettingsResponseMessage: {
        Response: {
          ErrorCode: leaf,
          UserResponses: {
            UserResponse: {
              ErrorCode: leaf,
              RedirectTarget: leaf,
              UserSettings: { UserSetting: { Name: leaf, Value: leaf } },
            },
          },
        },
      },
    },
  },
};
const poxShape: XmlShape = {
  Autodiscover: {
    Response: {
      Error: { ErrorCode: leaf },
      Account: {
        Action: leaf,
        RedirectUrl: leaf,
        RedirectAddr: leaf,
        Protocol: { Type: leaf, EwsUrl: leaf },
      },
    },
  },
};

/** Null: no answer of Autodiscover. */
export function readAnswer(method: Place['method'], text: string): Answer | null {
  return method === 'soap' ? readSoap(text) : readPox(text);
}

function path(node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined {
  return names.reduce(childOf, node);
}

function readSoap(text: string): Answer | null {
  const root = readXml(text, soapShape) ?? undefined;
  const response = path(root, 'Envelope', 'Body', 'GetUserSettingsResponseMessage', 'Response');
  if (response === undefined) return null;
  const user = path(response, 'UserResponses', 'UserResponse');
  const code = wordOf(user, 'ErrorCode') || wordOf(response, 'ErrorCode');
  const target = wordOf(user, 'RedirectTarget');
  if (code === 'RedirectUrl' && target !== '') return { kind: 'to-url', url: target };
  if (code === 'RedirectAddress' && target !== '') return { kind: 'to-address', address: target };
  if (code !== 'NoError') return { kind: 'error', code: /^\w{1,60}$/.test(code) ? code : 'unknown' };
  const settings = childrenOf(childOf(user, 'UserSettings'), 'UserSetting');
  const settingOf = (name: string) =>
    wordOf(
      settings.find(setting => wordOf(setting, 'Name') === name),
      'Value',
    );
  return {
    kind: 'settings',
    internalUrl: settingOf('InternalEwsUrl'),
    externalUrl: settingOf('ExternalEwsUrl'),
  };
}

/** Protocol `EXCH` is for inside the network, `EXPR` and `EXHTTP` for outside. */
function readPox(text: string): Answer | null {
  const response = path(readXml(text, poxShape) ?? undefined, 'Autodiscover', 'Response');
  if (response === undefined) return null;
  const account = childOf(response, 'Account');
  if (account === undefined) {
    const code = wordOf(childOf(response, 'Error'), 'ErrorCode');
    return { kind: 'error', code: /^\w{1,60}$/.test(code) ? code : 'unknown' };
  }
  const action = wordOf(account, 'Action');
  if (action === 'redirectUrl') return { kind: 'to-url', url: wordOf(account, 'RedirectUrl') };
  if (action === 'redirectAddr') return { kind: 'to-address', address: wordOf(account, 'RedirectAddr') };
  const protocols = childrenOf(account, 'Protocol');
  const urlOf = (...types: readonly string[]) =>
    wordOf(
      protocols.find(one => types.includes(wordOf(one, 'Type')) && wordOf(one, 'EwsUrl') !== ''),
      'EwsUrl',
    );
  return { kind: 'settings', internalUrl: urlOf('EXCH'), externalUrl: urlOf('EXPR', 'EXHTTP') };
}
