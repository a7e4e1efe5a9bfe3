/** Looks at a screen as it is: axe in light, dark and high contrast, layout in three sizes; `npm run screens:update` takes its pictures. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import type { App } from './launch.ts';
import { layoutFaults } from './layout-faults.ts';

const folder = join(import.meta.dirname, 'screens');
export const isUpdating = process.env['UPDATE_SCREENS'] === '1';
const usual = { width: 1280, height: 800 };
/** The smallest that is worked in, and the usual one at 200 %. */
const small = [
  { width: 1000, height: 700 },
  { width: 640, height: 400 },
] as const;
const themes = {
  light: { colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', forcedColors: 'none', contrast: 'no-preference' },
  'high contrast': { colorScheme: 'dark', forcedColors: 'active', contrast: 'more' },
} as const;
/** Smaller by a palette of 256 colours, where the tool for it is there. */
async function picture(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--output', path, '256', path]);
}

export async function look(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    await page.mouse.move(0, 0);
    for (const [theme, media] of Object.entries(themes)) {
      await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
      if (isUpdating && theme !== 'high contrast') await picture(page, `${name}-${theme}`);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const said = violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' ')}`);
      expect.soft(said, `${name}, ${theme}`).toEqual([]);
    }
    await page.emulateMedia({ ...themes.light, reducedMotion: 'reduce' });
    for (const size of [usual, ...small]) {
      await page.setViewportSize(size);
      expect.soft(await layoutFaults(page), `${name}, ${size.width} x ${size.height}`).toEqual([]);
    }
    await page.setViewportSize(usual);
  });
}

export async function begin({ page }: App): Promise<void> {
  await page.setViewportSize(usual);
  await page.emulateMedia({ ...themes.light, reducedMotion: 'reduce' });
}
