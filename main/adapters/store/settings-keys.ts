/**
 * Settings by dotted key, as the command line and the diary of settings name them (`exchange.url`). Pure. Problems name the key and say
 * what is wrong with its value; they never repeat the value.
 */
import { defaultSettings, type Settings, settingsSchema } from '../../../preload/contract/settings.ts';
import { wrongSettings } from '../../../preload/contract/settings-reasons.ts';
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

/** Checks a whole settings object; what is left out gets its default. */
export function checkSettings(value: unknown): Result<Settings> {
  const checked = settingsSchema.safeParse(value);
  if (checked.success) return succeeded(checked.data);
  const [first, ...more] = wrongSettings(checked.error);
  if (first === undefined) return failed(invalidSetting('', 'it is not valid'));
  const { key, reason } = first;
  return failed(invalidSetting(key, reason === 'not-known' ? reason : `it ${reason}`, more.length));
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

/** Settings of a group that a value for the whole of it does not name. Named entries (mailboxes of agents) are all one value. */
function leftOutOf(key: string, value: unknown): readonly string[] {
  const group = settingAt(defaultSettings, key);
  if (!group.ok || !isTree(group.value) || !isTree(value)) return [];
  return Object.keys(group.value).filter(name => !Object.hasOwn(value, name));
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
  const leftOut = leftOutOf(key, parsed);
  if (leftOut.length > 0) {
    const reason = `it leaves out ${leftOut.join(', ')}, which would get their defaults; set each value by its own key`;
    return failed(invalidSetting(key, reason));
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
export function changesBetween(before: Settings, after: Settings): readonly SettingsChange[] {
  const old = leaves(before, '', new Map());
  const now = leaves(after, '', new Map());
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys
    .map(key => ({ key, before: old.get(key), after: now.get(key) }))
    .filter(change => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
