/**
 * The only file that loads `ews-javascript-api`: late (it costs a third of a second) and mended in three places.
 * 1. It escapes nothing that it writes; every value of a request goes through two methods of its XML writer, and those escape here. Nobody
 *    else may escape but `request-forms.ts`, which puts values into what was written before.
 * 2. It calls `util.isNullOrUndefined`, which Node no longer has, wherever an extended property is written.
 * 3. It writes a date with the offset of a zone. A series begins on a day of its own zone, which no offset may move.
 * `tests/adapters/exchange/ews-library.test.ts` fails when one of them is gone or no longer needed.
 */
import util from 'node:util';
import { escapeXml } from './xml-text.ts';

export type EwsLibrary = typeof import('ews-javascript-api');

let loaded: Promise<EwsLibrary> | null = null;

async function load(): Promise<EwsLibrary> {
  if (!('isNullOrUndefined' in util)) {
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  }
  const library = await import('ews-javascript-api');
  escapeWrites(await xmlWriter());
  library.DateTime.DateTimeToXSDate = date => date.Format('YYYY-MM-DD');
  return library;
}

interface XmlWriter {
  WriteValue(value: string, name: string): void;
  WriteAttributeString(...parts: string[]): void;
}

/** The library does not export its writer's type. */
async function xmlWriter(): Promise<XmlWriter> {
  const inner: object = await import('ews-javascript-api/js/Core/EwsServiceXmlWriter.js');
  if ('EwsServiceXmlWriter' in inner && typeof inner.EwsServiceXmlWriter === 'function') {
    return inner.EwsServiceXmlWriter.prototype;
  }
  throw new Error('ews-javascript-api has no EwsServiceXmlWriter any more');
}

function escapeWrites(writer: XmlWriter): void {
  const writeValue = writer.WriteValue;
  const writeAttribute = writer.WriteAttributeString;
  writer.WriteValue = function (value, name) {
    writeValue.call(this, escapeXml(value), name);
  };
  // (name, value) or (prefix, name, value)
  writer.WriteAttributeString = function (...parts) {
    const value = parts.at(-1) ?? '';
    writeAttribute.call(this, ...parts.slice(0, -1), escapeXml(value));
  };
}

/** The library, loaded and mended once per process. */
export function loadEwsLibrary(): Promise<EwsLibrary> {
  loaded ??= load();
  return loaded;
}
