/**
 * Restriction and SortOrder of FindItem and FindFolder: comparisons on properties, joined by And, Or and Not.
 * What is not understood is refused (ErrorUnsupportedPathForQuery), never ignored.
 */
import { attribute, child, children, type XmlNode } from './read-soap.ts';
import type { Failure } from './write-soap.ts';

export type Test<Of> = (one: Of) => boolean;

/** What a path means for a thing: its values, numbers for moments. */
export type Read<Of> = (one: Of) => readonly (string | number)[];

/** The paths by which one kind of thing can be searched; undefined = it cannot be by this one. */
export interface Searchable<Of> {
  readonly uri: (name: string) => Read<Of> | undefined;
  readonly extended: (node: XmlNode) => Read<Of> | undefined;
}

const refused: Failure = {
  code: 'ErrorUnsupportedPathForQuery',
  text: 'The property can not be used with this type of restriction.',
};

function readPath<Of>(node: XmlNode, by: Searchable<Of>): Read<Of> | undefined {
  const uri = child(node, 'FieldURI');
  if (uri !== undefined) return by.uri(attribute(uri, 'FieldURI') ?? '');
  const extended = child(node, 'ExtendedFieldURI');
  return extended && by.extended(extended);
}

const wholeNumber = /^-?\d+$/;

/** Below, at or above 0 as the value is less than, equal to or greater than the constant. */
function compared(value: string | number, constant: string): number {
  if (typeof value === 'number') return value - Date.parse(constant);
  if (wholeNumber.test(value) && wholeNumber.test(constant)) return Number(value) - Number(constant);
  const [one, other] = [value.toLowerCase(), asBoolean(value, constant).toLowerCase()];
  return one === other ? 0 : one < other ? -1 : 1;
}

/** xs:boolean has two ways to say each. */
function asBoolean(value: string, constant: string): string {
  if (value !== 'true' && value !== 'false') return constant;
  return constant === '1' ? 'true' : constant === '0' ? 'false' : constant;
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  IsEqualTo: order => order === 0,
  IsNotEqualTo: order => order !== 0,
  IsGreaterThan: order => order > 0,
  IsGreaterThanOrEqualTo: order => order >= 0,
  IsLessThan: order => order < 0,
  IsLessThanOrEqualTo: order => order <= 0,
};

function contains<Of>(node: XmlNode, read: Read<Of>): Test<Of> {
  const constant = (attribute(child(node, 'Constant'), 'Value') ?? '').toLowerCase();
  const mode = attribute(node, 'ContainmentMode') ?? 'FullString';
  const test = (text: string) =>
    mode === 'FullString'
      ? text === constant
      : mode === 'Prefixed'
        ? text.startsWith(constant)
        : text.includes(constant);
  return one => read(one).some(value => test(String(value).toLowerCase()));
}

/** The test of one search expression element. */
export function readRestriction<Of>(node: XmlNode, by: Searchable<Of>): Test<Of> | Failure {
  if (node.name === 'And' || node.name === 'Or') {
    const tests: Test<Of>[] = [];
    for (const part of children(node)) {
      const test = readRestriction(part, by);
      if (typeof test !== 'function') return test;
      tests.push(test);
    }
    return node.name === 'And' ? one => tests.every(test => test(one)) : one => tests.some(test => test(one));
  }
  const inner = children(node)[0];
  if (node.name === 'Not') {
    const test = inner === undefined ? refused : readRestriction(inner, by);
    return typeof test === 'function' ? one => !test(one) : test;
  }
  const read = readPath(node, by);
  if (read === undefined) return refused;
  if (node.name === 'Exists') return one => read(one).length > 0;
  if (node.name === 'Contains') return contains(node, read);
  return comparison(node, read, by);
}

/** With a constant, or with another property of the same thing. */
function comparison<Of>(node: XmlNode, read: Read<Of>, by: Searchable<Of>): Test<Of> | Failure {
  const compare = comparisons[node.name];
  const side = child(node, 'FieldURIOrConstant');
  if (compare === undefined || side === undefined) return refused;
  const constant = attribute(child(side, 'Constant'), 'Value');
  if (constant !== undefined) return one => read(one).some(value => compare(compared(value, constant)));
  const other = readPath(side, by);
  if (other === undefined) return refused;
  const text = (value: string | number) =>
    typeof value === 'number' ? new Date(value).toISOString() : value;
  return one => {
    const [right] = other(one);
    return right !== undefined && read(one).some(value => compare(compared(value, text(right))));
  };
}

/** The order of a SortOrder element: by its first path, then the next. */
export function readSortOrder<Of>(
  node: XmlNode | undefined,
  by: Searchable<Of>,
): ((one: Of, other: Of) => number) | undefined | Failure {
  const orders: ((one: Of, other: Of) => number)[] = [];
  for (const field of children(node, 'FieldOrder')) {
    const read = readPath(field, by);
    if (read === undefined) return { ...refused, code: 'ErrorUnsupportedPathForSortGroup' };
    const sign = attribute(field, 'Order') === 'Descending' ? -1 : 1;
    orders.push((one, other) => sign * order(read(one)[0] ?? '', read(other)[0] ?? ''));
  }
  if (orders.length === 0) return undefined;
  return (one, other) => orders.reduce((found, next) => found || next(one, other), 0);
}

function order(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [first, second] = [String(one).toLowerCase(), String(other).toLowerCase()];
  return first === second ? 0 : first < second ? -1 : 1;
}
