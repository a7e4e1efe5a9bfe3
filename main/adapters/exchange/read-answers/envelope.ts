/**
 * The SOAP envelope of an answer: server version, fault, and the response messages of which some may be errors.
 * Which elements of a message are kept is the caller's shape; what an error means is `answer-problem.ts`.
 */
import { readXml } from './read-xml.ts';
import { childOf, wordOf, type XmlNode, type XmlShape } from './xml-tree.ts';

/** An error as Exchange words it; from a fault or from one response message. */
export interface EwsError {
  /** EWS response code; '' when the server gave none. */
  readonly responseCode: string;
  /** Milliseconds that the server asks us to wait; null when it did not say, or said 0. */
  readonly backOffMs: number | null;
}

export interface ResponseMessage {
  /** Null: success, or a warning that still carries its content. */
  readonly error: EwsError | null;
  readonly node: XmlNode;
}

export interface SoapAnswer {
  /** Major.minor.build; '' when the answer has no ServerVersionInfo. */
  readonly serverVersion: string;
  readonly fault: (EwsError & { readonly clientAtFault: boolean }) | null;
  readonly messages: readonly ResponseMessage[];
}

const leaf: XmlShape = {};
const messageXml: XmlShape = { Value: leaf };
const faultShape: XmlShape = {
  faultcode: leaf,
  Code: { Value: leaf, Subcode: { Value: leaf } },
  detail: { ResponseCode: leaf, MessageXml: messageXml },
  Detail: { ResponseCode: leaf, MessageXml: messageXml },
};

/** The shape of a whole answer whose response messages carry `content`. */
export function answerShape(content: XmlShape): XmlShape {
  const message: XmlShape = { ResponseCode: leaf, MessageXml: messageXml, ...content };
  return {
    Envelope: {
      Header: { ServerVersionInfo: leaf },
      Body: { Fault: faultShape, '*': { ResponseMessages: { '*': message } } },
    },
  };
}

/** Null when it is no SOAP envelope, or is cut or not well-formed. */
export function readAnswer(document: string, shape: XmlShape): SoapAnswer | null {
  const envelope = childOf(readXml(document, shape) ?? undefined, 'Envelope');
  const body = childOf(envelope, 'Body');
  if (body === undefined) return null;
  const fault = childOf(body, 'Fault');
  const response = body.children.find(child => child.name !== 'Fault');
  return {
    serverVersion: versionOf(childOf(childOf(envelope, 'Header'), 'ServerVersionInfo')),
    fault: fault === undefined ? null : faultOf(fault),
    messages: childOf(response, 'ResponseMessages')?.children.map(messageOf) ?? [],
  };
}

/** True when the text is, or begins like, a SOAP envelope: else it is a page of some web server. */
export function looksLikeSoap(document: string): boolean {
  return /<(?:[\w.-]+:)?Envelope[\s>]/.test(document.slice(0, 2_000));
}

function versionOf(info: XmlNode | undefined): string {
  const { MajorVersion: major, MinorVersion: minor, MajorBuildNumber: build } = info?.attributes ?? {};
  if (major === undefined) return '';
  return [major, minor ?? '0', build ?? '0'].map(part => String(Number.parseInt(part, 10) || 0)).join('.');
}

function messageOf(node: XmlNode): ResponseMessage {
  const code = wordOf(node, 'ResponseCode');
  // ErrorBatchProcessingStopped comes as a warning, without content.
  const failed = node.attributes['ResponseClass'] === 'Error' || code.startsWith('Error');
  const error = failed ? { responseCode: code, backOffMs: backOffOf(childOf(node, 'MessageXml')) } : null;
  return { error, node };
}

function faultOf(node: XmlNode): SoapAnswer['fault'] {
  const detail = childOf(node, 'detail') ?? childOf(node, 'Detail');
  const code = childOf(node, 'Code');
  const words = [wordOf(node, 'faultcode'), wordOf(childOf(code, 'Subcode'), 'Value'), wordOf(code, 'Value')]
    .filter(word => word !== '')
    .map(word => word.slice(word.indexOf(':') + 1));
  // Some servers name the code only as the fault's own: `a:ErrorImpersonateUserDenied`.
  const named = words.find(word => word.startsWith('Error')) ?? '';
  return {
    responseCode: wordOf(detail, 'ResponseCode') || named,
    backOffMs: backOffOf(childOf(detail, 'MessageXml')),
    clientAtFault: words.some(word => word === 'Client' || word === 'Sender'),
  };
}

function backOffOf(messageXmlNode: XmlNode | undefined): number | null {
  const value = messageXmlNode?.children.find(
    child => child.attributes['Name'] === 'BackOffMilliseconds',
  )?.text;
  const ms = Number.parseInt(value ?? '', 10);
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
