/** Tray, menus, pictures, dialogs, power: what has no picture here but keeps what it was given, so that tests can look and click. */
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { host, warn } from './state.ts';
import { strict } from './strict.ts';

interface ItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly submenu?: readonly ItemOptions[];
  readonly click?: () => void;
}

export class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly submenu: Menu | null;
  readonly click: () => void;

  constructor(options: ItemOptions) {
    if (options.label === undefined && options.type !== 'separator') {
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    this.id = options.id;
    this.label = options.label ?? '';
    this.enabled = options.enabled !== false;
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu');
    this.submenu = options.submenu === undefined ? null : Menu.buildFromTemplate(options.submenu);
    this.click = () => {
      // A person cannot click what is grey either.
      if (this.enabled) options.click?.();
    };
  }
}

export class Menu {
  readonly items: MenuItem[] = [];
  static buildFromTemplate(template: readonly ItemOptions[]): Menu {
    const menu = new Menu();
    menu.items.push(...template.map(options => new MenuItem(options)));
    return menu;
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found !== undefined && found !== null) return found;
    }
    return null;
  }
}

class NativeImage {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
  isEmpty = (): boolean => this.bytes.length === 0;
}

export const nativeImage = strict(
  {
    createFromPath: (path: string) =>
      new NativeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  },
  'nativeImage',
);

export class Tray extends EventEmitter {
  image: NativeImage;
  toolTip = '';
  menu: Menu | null = null;
  constructor(image: NativeImage) {
    super();
    // Electron shows an empty place for a picture that is not there; here it is a mistake.
    if (image.isEmpty()) throw new Error('The picture of the tray is missing');
    this.image = image;
  }
  setImage(image: NativeImage): void {
    if (image.isEmpty()) throw new Error('The picture of the tray is missing');
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }
}

/** Without an answer from the test every dialog is cancelled, and kept. */
export const dialog = strict(
  {
    async showSaveDialog(...args: readonly unknown[]): Promise<{ canceled: boolean; filePath: string }> {
      host.dialogs.push({ kind: 'showSaveDialog', options: args.at(-1) });
      warn('showSaveDialog: cancelled, nobody answers it');
      return { canceled: true, filePath: '' };
    },
  },
  'dialog',
);

export const shell = strict(
  {
    async openExternal(address: string): Promise<void> {
      host.opened.push(address);
    },
  },
  'shell',
);

export const powerMonitor = new EventEmitter();
