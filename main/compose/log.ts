/** The log of a data folder: files for a writer, nothing for a viewer, who changes nothing. */
import type { Settings } from '../../preload/contract/settings.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import type { DataFolder } from '../adapters/store/data-folder.ts';
import { createFileLog, type FileLog } from '../adapters/system/log.ts';
import type { Redactor } from '../adapters/system/redactor.ts';
import type { Clock } from '../ports.ts';

const silent: FileLog = { write: () => {}, problem: () => {}, close: () => {} };

/** `limits` null: the settings are not known yet, or cannot be used. `clock`: that of the runs, so that lines stand beside runs and requests. */
export function openLog(
  folder: DataFolder,
  redactor: Redactor,
  limits: Settings['safety'] | null,
  clock: Clock,
): FileLog {
  if (folder.role === 'reader') return silent;
  const { logDays, logMegabytes } = limits ?? defaultSettings.safety;
  return createFileLog({
    folder: folder.folder('log'),
    clock,
    redactor,
    days: logDays,
    megabytes: logMegabytes,
  });
}
