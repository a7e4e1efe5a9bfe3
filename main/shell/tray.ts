/**
 * The icon beside the clock: health as a shape, the status sentence as its tooltip, and the few things that one does without a window.
 * Nothing depends on it: where there is no tray, or it goes and comes with the desktop, the import does not notice.
 */
import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { RequestName } from '../../preload/contract/requests.ts';
import type { StatusView } from '../../preload/contract/views/status.ts';

export interface TrayParts {
  /** The folder of the icons, a PNG per health. */
  readonly icons: string;
  readonly ask: (name: RequestName, args: unknown) => void;
  readonly open: () => void;
  readonly quit: () => void;
}

export interface AppTray {
  show(status: StatusView): void;
  /** For tests: what a click on an entry of the menu does. Null while there is no tray. */
  menu(): Menu | null;
}

const longestTooltip = 127;

/** The menu of a status. Pure, so that it can be looked at. */
export function menuOf(status: StatusView, parts: TrayParts): MenuItemConstructorOptions[] {
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

export function createAppTray(parts: TrayParts): AppTray {
  let tray: Tray | null = null;
  let menu: Menu | null = null;
  let shown = { health: '', tooltip: '', menu: '' };
  /** The last status that was not in the middle of a run: what a balloon compares with. */
  let settled: StatusView | null = null;

  const iconOf = (health: StatusView['health']) =>
    nativeImage.createFromPath(join(parts.icons, `${health}.png`));

  function update(status: StatusView): void {
    const icon = tray === null || shown.health !== status.health ? iconOf(status.health) : null;
    tray ??= begin(iconOf(status.health));
    if (icon !== null) tray.setImage(icon);
    const tooltip = status.sentence.slice(0, longestTooltip);
    if (tooltip !== shown.tooltip) tray.setToolTip(tooltip);
    const items = menuOf(status, parts);
    const text = JSON.stringify(items);
    if (text !== shown.menu) {
      menu = Menu.buildFromTemplate(items);
      tray.setContextMenu(menu);
    }
    shown = { health: status.health, tooltip, menu: text };
    const balloon = balloonOf(settled, status);
    if (status.health !== 'working') settled = status;
    if (balloon !== null && process.platform === 'win32') {
      tray.displayBalloon({ title: status.healthWord, content: balloon, iconType: 'none' });
    }
  }

  function begin(icon: Electron.NativeImage): Tray {
    const made = new Tray(icon);
    made.on('click', parts.open);
    made.on('double-click', parts.open);
    return made;
  }

  return {
    show(status) {
      try {
        update(status);
      } catch {
        // No notification area at this moment (no desktop, Explorer ended): the next status tries again.
        tray = null;
        shown = { health: '', tooltip: '', menu: '' };
      }
    },
    menu: () => menu,
  };
}
