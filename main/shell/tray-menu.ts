/** What the tray's menu and balloon say of a status. Data only, so that it can be looked at without a tray. */
import type { MenuItemConstructorOptions } from 'electron';
import type { RequestName } from '../../preload/contract/requests.ts';
import type { StatusView } from '../../preload/contract/views/status.ts';

export interface TrayActions {
  readonly ask: (name: RequestName, args: unknown) => void;
  readonly open: () => void;
  readonly quit: () => void;
}

/** The menu of a status. Pure, so that it can be looked at. */
export function menuOf(status: StatusView, parts: TrayActions): MenuItemConstructorOptions[] {
  const isWriter = status.role === 'writer';
  const isRunning = status.running !== null;
  const ready = isWriter && !status.isFirstStart;
  const pause = (label: string, minutes: number | null): MenuItemConstructorOptions => ({
    id: `pause-${minutes ?? 'tomorrow'}`,
    label,
    click: () => parts.ask('schedule.pause', { minutes }),
  });
  const problems = status.attention.filter(entry => entry.health !== 'working').length;
  return [
    { id: 'sentence', label: status.sentence, enabled: false },
    { type: 'separator' },
    isRunning
      ? { id: 'stop', label: 'Stop', enabled: isWriter, click: () => parts.ask('sync.stop', {}) }
      : {
          id: 'sync',
          label: 'Sync now',
          enabled: ready,
          click: () => parts.ask('sync.start', { agentIds: null, verify: false }),
        },
    {
      id: 'preview',
      label: 'Preview',
      enabled: ready && !isRunning,
      click: () => {
        parts.ask('sync.preview', { agentId: null });
        parts.open();
      },
    },
    status.pausedUntil === null
      ? {
          id: 'pause',
          label: 'Pause',
          enabled: ready,
          submenu: [pause('1 hour', 60), pause('4 hours', 240), pause('Until tomorrow', null)],
        }
      : { id: 'resume', label: 'Resume', enabled: isWriter, click: () => parts.ask('schedule.resume', {}) },
    { type: 'separator' },
    { id: 'open', label: 'Open', click: parts.open },
    { id: 'problems', label: `Problems (${problems})`, enabled: problems > 0, click: parts.open },
    { type: 'separator' },
    { id: 'quit', label: 'Quit', click: parts.quit },
  ];
}

/** What a balloon says: a problem that is new, or that all is well again. Null: nothing. */
export function balloonOf(before: StatusView | null, status: StatusView): string | null {
  if (before === null || status.health === 'working') return null;
  const known = new Set(before.attention.map(entry => entry.id));
  const [fresh] = status.attention.filter(entry => entry.health !== 'working' && !known.has(entry.id));
  if (fresh !== undefined) return fresh.sentence;
  return before.attention.length > 0 && status.health === 'up-to-date' ? status.sentence : null;
}
