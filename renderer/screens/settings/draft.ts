/** Settings as somebody is typing them: plain values by dotted key, checked by the main process as a whole. */
import { createContext, useContext } from 'react';
import type { Settings } from '../../../preload/contract/settings.ts';

export type Draft = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(draft: Draft, key: string): unknown {
  let value: unknown = draft;
  for (const part of key.split('.')) value = isRecord(value) ? value[part] : undefined;
  return value;
}

export function withValue(draft: Draft, key: string, value: unknown): Draft {
  const [first = '', ...rest] = key.split('.');
  if (rest.length === 0) return { ...draft, [first]: value };
  const inner = draft[first];
  return { ...draft, [first]: withValue(isRecord(inner) ? inner : {}, rest.join('.'), value) };
}

export const draftOf = (settings: Settings): Draft => ({ ...settings });

/** What fields need: their value, whether it is wrong, and a way to change it. */
export interface DraftFields {
  readonly draft: Draft;
  /** By dotted key, also of what lies inside a field (`import.includeCategories.0`). */
  readonly wrong: ReadonlyMap<string, string>;
  readonly isReadOnly: boolean;
  set(key: string, value: unknown): void;
}

const FieldsContext = createContext<DraftFields | null>(null);
export const FieldsProvider = FieldsContext.Provider;

export function useFields(): DraftFields {
  const fields = useContext(FieldsContext);
  if (fields === null) throw new Error('a field of the settings stands outside their form');
  return fields;
}

/** What is wrong with a field, or with something inside it; '' when nothing is. */
export function wrongAt(wrong: ReadonlyMap<string, string>, key: string): string {
  const exact = wrong.get(key);
  if (exact !== undefined) return exact;
  for (const [at, message] of wrong) if (at.startsWith(`${key}.`)) return message;
  return '';
}
