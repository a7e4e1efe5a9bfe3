/**
 * Restriction of FindItem: comparisons on a few item properties and on extended ones, joined by And, Or and Not.
 * What is not understood is refused (ErrorUnsupportedPathForQuery), never ignored.
 */
import type { Instance } from '../state/instances.ts';
import { extendedPath } from './extended-path.ts';
import { attribute, child, children, type XmlNode } from './read-soap.ts';
import { extendedValues } from './write-extended.ts';
import type { Failure } from './write-soap.ts';

export type Test = (instance: Instance) => boolean;

/** What a path means for an instance: its values, or undefined when the path cannot be searched. */
type Read = (instance: Instance) => readonly (string | number)[];

const searchable: Readonly<Record<string, Read>> = {
  'item:Subject': ({ content }) => [content.subject],
  'item:Sensitivity': ({ content }) => [content.sensitivity],
  'item:Categories': ({ content }) => content.categories,
  'item:LastModifiedTime': ({ item }) => [item.modified],
  'item:DateTimeCreated': ({ item }) => [item.created],
  'calendar:Start': ({ start }) => [start],
  'calendar:End': ({ end }) => [end],
  'calendar:Location': ({ content }) => (content.location === '' ? [] : [content.location]),
  'calendar:IsAllDayEvent': ({ content }) => [String(content.allDay)],
  'calendar:IsMeeting': ({ content }) => [String(content.isMeeting)],
};

const refused: Failure = {
  code: 'ErrorUnsupportedPathForQuery',
  text: 'The property can not be used with this type of restriction.',
};

function readPath(node: XmlNode): Read | undefined {
  const uri = child(node, 'FieldURI');
  if (uri !== undefined) return searchable[attribute(uri, 'FieldURI') ?? ''];
  const extended = child(node, 'ExtendedFieldURI');
  const path = extended && extendedPath(extended);
  return path && (instance => extendedValues(path, instance));
}

function same(value: string | number, constant: string): number {
  if (typeof value === 'number') return value - Date.parse(constant);
  const [one, other] = [value.toLowerCase(), constant.toLowerCase()];
  return one === other ? 0 : one < other ? -1 : 1;
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  IsEqualTo: order => order === 0,
  IsNotEqualTo: order => order !== 0,
  IsGreaterThan: order => order > 0,
  IsGreaterThanOrEqualTo: order => order >= 0,
  IsLessThan: order => order < 0,
  IsLessThanOrEqualTo: order => order <= 0,
};

function contains(node: XmlNode, read: Read): Test {
  const constant = (attribute(child(node, 'Constant'), 'Value') ?? '').toLowerCase();
  const mode = attribute(node, 'ContainmentMode') ?? 'FullString';
  const test = (text: string) =>
    mode === 'FullString'
      ? text === constant
      : mode === 'Prefixed'
        ? text.startsWith(constant)
        : text.includes(constant);
  return instance => read(instance).some(value => test(String(value).toLowerCase()));
}

/** The test of one search expression element. */
export function readRestriction(node: XmlNode): Test | Failure {
  if (node.name === 'And' || node.name === 'Or') {
    const tests: Test[] = [];
    for (const part of children(node)) {
      const test = readRestriction(part);
      if (typeof test !== 'function') return test;
      tests.push(test);
    }
    return node.name === 'And'
      ? instance => tests.every(test => test(instance))
      : instance => tests.some(test => test(instance));
  }
  const inner = children(node)[0];
  if (node.name === 'Not') {
    const test = inner === undefined ? refused : readRestriction(inner);
    return typeof test === 'function' ? instance => !test(instance) : test;
  }
  const read = readPath(node);
  if (read === undefined) return refused;
  if (node.name === 'Exists') return instance => read(instance).length > 0;
  if (node.name === 'Contains') return contains(node, read);
  const compare = comparisons[node.name];
  const constant = attribute(child(child(node, 'FieldURIOrConstant'), 'Constant'), 'Value');
  if (compare === undefined || constant === undefined) return refused;
  return instance => read(instance).some(value => compare(same(value, constant)));
}
