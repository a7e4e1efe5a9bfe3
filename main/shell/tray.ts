/**
 * The icon beside the clock: health as a shape, the status sentence as its tooltip, and the few things that one does without a window.
 * Nothing depends on it: where there is no tray, or it goes and comes with the desktop, the import does not notice.
 */
import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import type { StatusView } from '../../preload/contract/views/status.ts';
import { balloonOf, menuOf, type TrayActions } from './tray-menu.ts';

export interface AppTray {
  show(status: StatusView): void;
  /** For tests: what a click on an entry of the menu does. Null while there is no tray. */
  menu(): Menu | null;
  /** For tests: the health whose icon is shown; '' while there is no tray. */
  health(): StatusView['health'] | '';
}

export interface TrayParts extends TrayActions {
  /** The folder of the icons, a PNG per health. */
  readonly icons: string;
}

const longestTooltip = 127;
const nothingShown = { health: '', tooltip: '', menu: '' } as const;

export function createAppTray(parts: TrayParts): AppTray {
  let tray: Tray | null = null;
  let menu: Menu | null = null;
  let shown: { health: StatusView['health'] | ''; tooltip: string; menu: string } = nothingShown;
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
        shown = nothingShown;
      }
    },
    menu: () => menu,
    health: () => shown.health,
  };
}
