/** The description that a server gives of itself: Services.wsdl, messages.xsd and types.xsd. Without a service element, as the real one. */
import { headers, requests, responseMessage, types } from './vocabulary.ts';

const messagesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const typesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/types';
const declaration = '<?xml version="1.0" encoding="utf-8"?>';
const words = (text: string) => text.split(/\s+/).filter(word => word !== '');

function element(word: string, bounds: string): string {
  const [name = '', type] = word.split(':');
  const kind = type === undefined ? 'xs:string' : `t:${type}Type`;
  return `<xs:element name="${name}" type="${kind}"${bounds}/>`;
}

function complexType(name: string, content: string): string {
  const inner = words(content)
    .map(word => element(word, ' minOccurs="0" maxOccurs="unbounded"'))
    .join('');
  const named = name === '' ? '' : ` name="${name}"`;
  return `<xs:complexType${named}><xs:sequence>${inner}</xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType>`;
}

function schema(target: string, content: string): string {
  return `${declaration}<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="${typesNamespace}" xmlns:m="${messagesNamespace}" targetNamespace="${target}" elementFormDefault="qualified">${content}</xs:schema>`;
}

function typesDocument(): string {
  const all = Object.entries(types).map(([name, content]) => complexType(`${name}Type`, content));
  const heads = words(headers).map(word => element(word, ''));
  return schema(typesNamespace, [...all, ...heads].join(''));
}

function messagesDocument(): string {
  const operations = Object.entries(requests).map(([name, content]) => {
    const message = `<xs:element name="${name}ResponseMessage" type="m:ResponseMessageType" minOccurs="0" maxOccurs="unbounded"/>`;
    return `<xs:element name="${name}">${complexType('', content)}</xs:element><xs:element name="${name}Response"><xs:complexType><xs:sequence><xs:element name="ResponseMessages"><xs:complexType><xs:sequence>${message}</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>`;
  });
  const shared = complexType('ResponseMessageType', responseMessage);
  return schema(
    messagesNamespace,
    `<xs:import namespace="${typesNamespace}" schemaLocation="types.xsd"/>${shared}${operations.join('')}`,
  );
}

function servicesDocument(): string {
  const names = Object.keys(requests);
  const messages = names.map(
    name =>
      `<wsdl:message name="${name}SoapIn"><wsdl:part name="request" element="tns:${name}"/></wsdl:message><wsdl:message name="${name}SoapOut"><wsdl:part name="${name}Result" element="tns:${name}Response"/></wsdl:message>`,
  );
  const ports = names.map(
    name =>
      `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}SoapIn"/><wsdl:output message="tns:${name}SoapOut"/></wsdl:operation>`,
  );
  const bindings = names.map(
    name =>
      `<wsdl:operation name="${name}"><soap:operation soapAction="${messagesNamespace}/${name}"/><wsdl:input><soap:body parts="request" use="literal"/></wsdl:input><wsdl:output><soap:body parts="${name}Result" use="literal"/></wsdl:output></wsdl:operation>`,
  );
  return `${declaration}<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${messagesNamespace}" xmlns:t="${typesNamespace}" targetNamespace="${messagesNamespace}"><wsdl:types><xs:schema><xs:import namespace="${messagesNamespace}" schemaLocation="messages.xsd"/></xs:schema></wsdl:types>${messages.join('')}<wsdl:portType name="ExchangeServicePortType">${ports.join('')}</wsdl:portType><wsdl:binding name="ExchangeServiceBinding" type="tns:ExchangeServicePortType"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>${bindings.join('')}</wsdl:binding></wsdl:definitions>`;
}

const documents: ReadonlyMap<string, () => string> = new Map([
  ['services.wsdl', servicesDocument],
  ['messages.xsd', messagesDocument],
  ['types.xsd', typesDocument],
]);

/** By the path of a request, in any case; undefined = it asks for something else. */
export function describedAt(path: string): string | undefined {
  const [, name = ''] = /^\/ews\/([a-z]+\.(?:wsdl|xsd))(?:\?|$)/i.exec(path) ?? [];
  return documents.get(name.toLowerCase())?.();
}
