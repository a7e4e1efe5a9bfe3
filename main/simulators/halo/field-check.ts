/**
 * Reads an object of a request against a field table: unknown fields are refused by name, values are read as Halo's
 * JSON reader does (a number or a flag may come as text). Knows no endpoint.
 */
import type { Refusal } from './answer.ts';
import { refusal } from './answer.ts';
import { readDate } from './dates.ts';
import type { FieldKind, FieldTable } from './fields.ts';

export type PlainValue = string | number | boolean | null;

/** The fields of one object; lists and objects are kept as they came, for their own reader. */
export interface CheckedFields {
  readonly plain: ReadonlyMap<string, PlainValue>;
  readonly nested: ReadonlyMap<string, unknown>;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/** `minutes` is added to dates without an offset; null leaves every date as text. */
export function checkFields(
  value: unknown,
  table: FieldTable,
  what: string,
  minutes: number | null = null,
): CheckedFields | Refusal {
  if (!isRecord(value)) return refusal(400, `${what} must be an object.`);
  const plain = new Map<string, PlainValue>();
  const nested = new Map<string, unknown>();
  for (const [name, raw] of Object.entries(value)) {
    const kind = table.get(name);
    if (kind === undefined) return refusal(400, `Could not find member '${name}' on ${what}.`);
    if (kind === 'list' || kind === 'object') {
      const fits = raw === null || (kind === 'list' ? Array.isArray(raw) : isRecord(raw));
      if (!fits)
        return refusal(
          400,
          `Field '${name}' of ${what} must be ${kind === 'list' ? 'a list' : 'an object'}.`,
        );
      if (raw !== null) nested.set(name, raw);
      continue;
    }
    const read = readValue(raw, kind, minutes);
    if (read === undefined) {
      return refusal(400, `Could not convert ${JSON.stringify(raw)} to ${kind}. Path '${name}' of ${what}.`);
    }
    plain.set(name, read);
  }
  return { plain, nested };
}

function readValue(
  raw: unknown,
  kind: Exclude<FieldKind, 'list' | 'object'>,
  minutes: number | null,
): PlainValue | undefined {
  if (raw === null) return null;
  switch (kind) {
    case 'integer':
      return readNumber(raw, true);
    case 'decimal':
      return readNumber(raw, false);
    case 'flag':
      if (raw === true || raw === 'true') return true;
      return raw === false || raw === 'false' ? false : undefined;
    case 'text':
      return typeof raw === 'string' ? raw : typeof raw === 'number' ? String(raw) : undefined;
    case 'date': {
      if (typeof raw !== 'string') return undefined;
      const date = readDate(raw, minutes ?? 0);
      return date === null ? undefined : minutes === null ? raw : date;
    }
  }
}

function readNumber(raw: unknown, whole: boolean): number | undefined {
  const text = typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw);
  const number = typeof raw === 'number' ? raw : text ? Number(raw) : undefined;
  if (number === undefined || !Number.isFinite(number)) return undefined;
  if (whole && (!Number.isInteger(number) || Math.abs(number) > 2_147_483_647)) return undefined;
  return number;
}
