/** `node build/make-icons.ts`: draws the tray icons and the app's icons from their SVG masters with a browser. The pictures are committed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser, noBrowser } from './browser.ts';
import { windowsIcon } from './windows-icon.ts';

const here = import.meta.dirname;

function draw(browser: string, svg: string, size: number, png: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'integrator-icons-'));
  try {
    const page = join(folder, 'icon.html');
    const sized = svg.replace(
      /<svg /,
      `<svg style="position:fixed;inset:0;width:${size}px;height:${size}px" `,
    );
    writeFileSync(page, `<!doctype html><body style="margin:0;background:transparent">${sized}`);
    const drawn = spawnSync(
      browser,
      [
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        '--default-background-color=00000000',
        `--window-size=${size},${size}`,
        `--user-data-dir=${folder}`,
        `--screenshot=${png}`,
        `file://${page}`,
      ],
      { timeout: 60_000, stdio: 'ignore' },
    );
    if (drawn.status !== 0) throw new Error(`${png} could not be drawn`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const browser = findBrowser(console.log);
if (browser === null) {
  console.error(noBrowser);
  process.exit(1);
}
for (const file of readdirSync(join(here, 'tray')).filter(name => name.endsWith('.svg'))) {
  const svg = readFileSync(join(here, 'tray', file), 'utf8');
  const base = join(here, 'tray', file.replace('.svg', ''));
  // Windows scales the tray in steps of a quarter; Electron picks the file by its name.
  for (const [name, size] of [
    ['', 16],
    ['@1.25x', 20],
    ['@1.5x', 24],
    ['@2x', 32],
    ['@3x', 48],
  ] as const) {
    draw(browser, svg, size, `${base}${name}.png`);
  }
}
const appIcon = readFileSync(join(here, 'icon.svg'), 'utf8');
draw(browser, appIcon, 256, join(here, 'icon.png'));
const drawings = mkdtempSync(join(tmpdir(), 'integrator-icons-'));
try {
  const pngs = [16, 20, 24, 32, 40, 48, 64, 256].map(size => {
    const file = join(drawings, `${size}.png`);
    draw(browser, appIcon, size, file);
    return readFileSync(file);
  });
  writeFileSync(join(here, 'icon.ico'), windowsIcon(pngs));
} finally {
  rmSync(drawings, { recursive: true, force: true });
}
