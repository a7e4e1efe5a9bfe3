/**
 * Settings by dotted key, as the command line and the diary of settings name them (`exchange.url`). Pure. Problems name the key and say
 * what is wrong with its value; they never repeat the value.
 */
import type { z } from 'zod';
import { type Settings, settingsSchema } from '../../../preload/contract/settings.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';

/** One key that differs between two versions. Undefined: the key is not there (an entry of a list by name). */
export interface SettingsChange {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `more`: how many other settings cannot be used either. */
export function invalidSetting(field: string, reason: string, more = 0): Problem {
  const facts = more > 0 ? { field, reason, more } : { field, reason };
  return { code: 'settings.invalid', scope: 'installation', retryable: false, facts };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, e.g. [1,2]',
  object: 'a group of settings',
  record: 'a group of settings',
};

/** What an administrator can do something with; never the value that was refused. */
function plainWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `it must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `it must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `it must be at least ${issue.minimum}`;
    case 'too_big':
      return `it must be at most ${issue.maximum}`;
    default:
      return `it ${issue.message}`;
  }
}

/** The innermost reason: a choice between shapes says nothing by itself, its last shape does. */
function reasonOf(issue: z.core.$ZodIssue): {
  readonly path: readonly PropertyKey[];
  readonly message: string;
} {
  const path = issue.path;
  if (issue.code === 'unrecognized_keys') {
    return { path: [...path, issue.keys[0] ?? ''], message: 'not-known' };
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.at(-1)?.at(0);
    if (inner !== undefined) {
      const reason = reasonOf(inner);
      return { path: [...path, ...reason.path], message: reason.message };
    }
  }
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    if (inner !== undefined) return { path, message: reasonOf(inner).message };
  }
  return { path, message: plainWords(issue) };
}

/** Checks a whole settings object; what is left out gets its default. */
export function checkSettings(value: unknown): Result<Settings> {
  const checked = settingsSchema.safeParse(value);
  if (checked.success) return succeeded(checked.data);
  const [first, ...more] = checked.error.issues;
  if (first === undefined) return failed(invalidSetting('', 'it is not valid'));
  const { path, message } = reasonOf(first);
  return failed(invalidSetting(path.map(String).join('.'), message, more.length));
}

/** The value at a dotted key; the key of a group gives the group. */
export function settingAt(settings: Settings, key: string): Result<unknown> {
  let value: unknown = settings;
  for (const part of key.split('.')) {
    if (!isTree(value) || !Object.hasOwn(value, part)) {
      return failed(invalidSetting(key, 'not-known'));
    }
    value = value[part];
  }
  return succeeded(value);
}

function withValue(tree: Tree, parts: readonly string[], value: unknown): Tree {
  const [part = '', ...rest] = parts;
  const inner = Object.hasOwn(tree, part) ? tree[part] : undefined;
  const next = rest.length === 0 ? value : withValue(isTree(inner) ? inner : {}, rest, value);
  return Object.fromEntries([...Object.entries(tree).filter(([name]) => name !== part), [part, next]]);
}

/**
 * The settings with one key changed to what a text says: the text itself where a text fits, else the JSON in it (`true`, `12`, `[1,2]`).
 */
export function withSetting(settings: Settings, key: string, text: string): Result<Settings> {
  const parts = key.split('.');
  const asText = checkSettings(withValue(settings, parts, text));
  if (asText.ok) return asText;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return asText;
  }
  const asJson = checkSettings(withValue(settings, parts, parsed));
  const before = settingAt(settings, key);
  return asJson.ok || !(before.ok && typeof before.value === 'string') ? asJson : asText;
}

/** Leaves by dotted key. A list is one value; named entries are keys of their own. */
function leaves(value: unknown, key: string, into: Map<string, unknown>): Map<string, unknown> {
  if (!isTree(value)) return into.set(key, value);
  for (const [name, inner] of Object.entries(value))
    leaves(inner, key === '' ? name : `${key}.${name}`, into);
  return into;
}

/** What changed from one version to another, in the order of the keys. */
export function diffSettings(before: Settings, after: Settings): readonly SettingsChange[] {
  const old = leaves(before, '', new Map());
  const now = leaves(after, '', new Map());
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys
    .map(key => ({ key, before: old.get(key), after: now.get(key) }))
    .filter(change => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
