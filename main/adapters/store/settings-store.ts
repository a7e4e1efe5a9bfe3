/**
 * The settings on disk, with who changed them and the versions before. Secrets are never here. What is broken is said and never
 * replaced by defaults in silence; a person who saves, restores or imports then starts a new history.
 */
import { basename, join } from 'node:path';
import { z } from 'zod';
import {
  defaultSettings,
  type Settings,
  settingsSchema,
  settingsVersion,
} from '../../../preload/contract/settings.ts';
import type { WrongSetting } from '../../../preload/contract/settings-reasons.ts';
import type { Instant } from '../../core/event.ts';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';
import type { Clock, Log } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { createDocument } from './document.ts';
import { createDurableFile } from './durable-file.ts';
import { createQueue } from './queue.ts';
import { changesBetween, checkSettings, invalidSetting, settingAt, withSetting } from './settings-keys.ts';

/** One saved state of the settings. */
export interface SettingsVersion {
  /** Grows by one with every save. */
  readonly number: number;
  readonly at: Instant;
  /** Account, or what else saved it. */
  readonly who: string;
  readonly settings: Settings;
}

export interface SettingsStore {
  /** Defaults before the first save. Problems: settings.broken, settings.newer, store.*. */
  read(): Promise<Result<Settings>>;
  /** What a save would refuse although the shape is right; what is stored just as wrong already is not named again. */
  wrongToSave(settings: Settings): Promise<readonly WrongSetting[]>;
  /** Validates the whole; saving what is there already makes no version. Problem: settings.invalid (facts field, reason). */
  save(settings: unknown, who: string): Promise<Result<Settings>>;
  /** The value at a dotted key, e.g. `exchange.url`; a group gives the group. */
  get(key: string): Promise<Result<unknown>>;
  /** Sets one key from a text: itself where a text fits, else the JSON in it (`12`, `true`, `[1,2]`). */
  set(key: string, text: string, who: string): Promise<Result<Settings>>;
  /** The current version and up to 20 before it, newest first. */
  history(): Promise<Result<readonly SettingsVersion[]>>;
  /** Saves an earlier version as a new one. */
  restore(number: number, who: string): Promise<Result<Settings>>;
  /** Replaces all settings by those of a JSON file; what it leaves out gets its default. */
  importFrom(path: string, who: string): Promise<Result<Settings>>;
  exportTo(path: string): Promise<Result<void>>;
}

/** Versions that are kept besides the current one. */
export const keptVersions = 20;
const longestImport = 1 << 20;

const versionFields = { number: z.int().min(1), at: z.string(), who: z.string() };
const fileSchema = z.strictObject({
  version: z.literal(settingsVersion),
  current: z.strictObject({ ...versionFields, settings: settingsSchema }),
  /** Checked when they are looked at: a rule that became stricter must not take the current settings along. */
  earlier: z.array(z.strictObject({ ...versionFields, settings: z.unknown() })),
});
type SettingsFile = z.infer<typeof fileSchema>;

/** Text of a file as Windows programs write them too: UTF-8 with or without mark, UTF-16 with its mark. */
function textOf(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
}

/** A mistake is the same one while reason and value stay. */
function nameWithValue(settings: Settings, { key, reason }: WrongSetting): string {
  const value = settingAt(settings, key);
  return JSON.stringify([key, reason, value.ok ? value.value : null]);
}

/** A file that cannot be imported as a whole. */
function invalidFile(file: string, reason: string): Problem {
  return { code: 'settings.invalid', scope: 'installation', retryable: false, facts: { file, reason } };
}

/** The disk's own code, for a file that a person has named: it is no part of the data folder. */
function whyNot(what: 'read' | 'written', { facts }: Problem): string {
  return facts?.['error'] === 'ENOENT'
    ? `there is no such ${what === 'read' ? 'file' : 'folder'}`
    : `it cannot be ${what} (${facts?.['error'] ?? ''})`;
}

function unknownVersion(version: number): Problem {
  return {
    code: 'settings.invalid',
    scope: 'installation',
    retryable: false,
    facts: { version, reason: 'it is not among the kept versions' },
  };
}

/**
 * `now`: tells when a version was saved, default the computer's clock. `wrongTogether`: what the shape of the settings cannot say (a cron
 * line that never comes, a file that is not there); asked before a save, and what is stored stays readable whatever it says.
 */
export function createSettingsStore(
  folder: DataFolder,
  log: Log,
  now: Clock = folder.clock,
  wrongTogether: (settings: Settings) => Promise<readonly WrongSetting[]> = async () => [],
): SettingsStore {
  const { disk, clock } = folder;
  const file = createDurableFile({ disk, clock, path: join(folder.path, 'settings.json') });
  const document = createDocument({ file, kind: 'settings', schema: fileSchema, log, folder, indent: 2 });
  const queue = createQueue();
  const inTurn = <T>(step: () => Promise<Result<T>>) => queue.run('settings', step);

  const readCurrent = async (): Promise<Result<Settings>> => {
    const read = await document.read();
    return read.ok ? succeeded(read.value?.current.settings ?? defaultSettings) : read;
  };
  /** What there is to build a new version on; a person who saves over broken settings starts anew, the broken file stays aside. */
  const readForSaving = async (): Promise<Result<SettingsFile | null>> => {
    const read = await document.read();
    if (read.ok || read.problem.code !== 'settings.broken') return read;
    const aside = await onDisk('settings.json', () => file.setAside());
    return aside.ok ? succeeded(null) : aside;
  };
  /** Without what is stored like this already: an old mistake must not keep anybody from changing another setting. */
  const newlyWrong = async (
    settings: Settings,
    stored: Settings | null,
  ): Promise<readonly WrongSetting[]> => {
    const wrong = await wrongTogether(settings);
    if (wrong.length === 0 || stored === null) return wrong;
    const before = new Set((await wrongTogether(stored)).map(one => nameWithValue(stored, one)));
    return wrong.filter(one => !before.has(nameWithValue(settings, one)));
  };
  const saveNow = async (value: unknown, who: string): Promise<Result<Settings>> => {
    const why = folder.whyNotWritable();
    if (why !== null) return failed(why);
    const checked = checkSettings(value);
    if (!checked.ok) return checked;
    const read = await readForSaving();
    if (!read.ok) return read;
    const { current, earlier = [] } = read.value ?? {};
    const [wrong, ...more] = await newlyWrong(checked.value, current?.settings ?? null);
    if (wrong !== undefined) return failed(invalidSetting(wrong.key, wrong.reason, more.length));
    if (current !== undefined && changesBetween(current.settings, checked.value).length === 0) return checked;
    const written = await document.write({
      version: settingsVersion,
      current: { number: (current?.number ?? 0) + 1, at: now.now(), who, settings: checked.value },
      earlier: (current === undefined ? earlier : [current, ...earlier]).slice(0, keptVersions),
    });
    return written.ok ? checked : written;
  };
  const history = async (): Promise<Result<readonly SettingsVersion[]>> => {
    const read = await document.read();
    if (!read.ok) return read;
    if (read.value === null) return succeeded([]);
    return succeeded(
      [read.value.current, ...read.value.earlier].flatMap(({ settings, ...version }) => {
        const checked = checkSettings(settings);
        if (checked.ok) return [{ ...version, settings: checked.value }];
        log.write('warning', 'An earlier version of the settings is not valid any more', {
          number: version.number,
          ...checked.problem.facts,
        });
        return [];
      }),
    );
  };
  const readImport = async (path: string): Promise<Result<unknown>> => {
    const name = basename(path);
    const read = await onDisk(name, async () => {
      const { size } = await disk.facts(path);
      return size > longestImport ? null : disk.read(path);
    });
    if (!read.ok) return failed(invalidFile(name, whyNot('read', read.problem)));
    if (read.value === null) return failed(invalidFile(name, 'it is too large for a settings file'));
    let value: unknown;
    try {
      value = JSON.parse(textOf(read.value));
    } catch {
      return failed(invalidFile(name, 'it is not a JSON file'));
    }
    const { data } = z.object({ version: z.int().min(settingsVersion + 1) }).safeParse(value);
    if (data === undefined) return succeeded(value);
    const facts = { file: name, version: data.version };
    return failed({ code: 'settings.newer', scope: 'installation', retryable: false, facts });
  };

  return {
    wrongToSave: settings =>
      queue.run('settings', async () => {
        const read = await readCurrent();
        return newlyWrong(settings, read.ok ? read.value : null);
      }),
    read: () => inTurn(readCurrent),
    save: (settings, who) => inTurn(() => saveNow(settings, who)),
    get: key =>
      inTurn(async () => {
        const read = await readCurrent();
        return read.ok ? settingAt(read.value, key) : read;
      }),
    set: (key, text, who) =>
      inTurn(async () => {
        const read = await readCurrent();
        if (!read.ok) return read;
        const changed = withSetting(read.value, key, text);
        return changed.ok ? saveNow(changed.value, who) : changed;
      }),
    history: () => inTurn(history),
    restore: (number, who) =>
      inTurn(async () => {
        const versions = await history();
        if (!versions.ok) return versions;
        const found = versions.value.find(version => version.number === number);
        return found === undefined ? failed(unknownVersion(number)) : saveNow(found.settings, who);
      }),
    importFrom: (path, who) =>
      inTurn(async () => {
        const value = await readImport(path);
        return value.ok ? saveNow(value.value, who) : value;
      }),
    exportTo: path =>
      inTurn(async () => {
        const read = await readCurrent();
        if (!read.ok) return read;
        const target = createDurableFile({ disk, clock, path, keepLast: false });
        const name = basename(path);
        const written = await onDisk(name, () => target.write(`${JSON.stringify(read.value, null, 2)}\n`));
        return written.ok ? written : failed(invalidFile(name, whyNot('written', written.problem)));
      }),
  };
}
