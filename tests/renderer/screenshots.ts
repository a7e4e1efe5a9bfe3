/**
 * Pictures of every screen over the fake, light and dark, into a temporary folder, and axe over each: ends 1 when axe finds something.
 * Arguments: parts of the names to look at; none: all. `CHROMIUM` names the browser, `SIZE` the window (1100x720). It judges no pixels: a person looks.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium } from '@playwright/test';
import { createServer } from 'vite';
import { fakeNow } from './fake-integrator.ts';
import type { Scene } from './fake-status.ts';

interface Look {
  readonly name: string;
  readonly hash: string;
  readonly scene?: Scene;
  readonly agents?: number;
  /** Chosen in order before the picture is taken: accessible names of buttons and the like. */
  readonly press?: readonly string[];
  /** Text that must be there first. */
  readonly until?: string;
}

const looks: readonly Look[] = [
  { name: 'status', hash: '#/status' },
  { name: 'status-needs-you', hash: '#/status', scene: 'needs-you', press: ['Why?'] },
  { name: 'status-running', hash: '#/status', scene: 'running' },
  { name: 'status-not-syncing', hash: '#/status', scene: 'not-syncing' },
  { name: 'status-paused', hash: '#/status', scene: 'paused' },
  { name: 'status-viewer', hash: '#/status', scene: 'viewer' },
  { name: 'status-sample-data', hash: '#/status', scene: 'sample-data' },
  { name: 'held', hash: '#/held', scene: 'needs-you' },
  { name: 'held-answered', hash: '#/held', press: ['Keep all 25'] },
  { name: 'outbound', hash: '#/outbound', scene: 'needs-you' },
  { name: 'outbound-drop', hash: '#/outbound', press: ['Drop Server review (5501) …'] },
  { name: 'runs', hash: '#/runs?run=314' },
  { name: 'runs-conflict', hash: '#/runs?run=313' },
  { name: 'preview', hash: '#/preview' },
  {
    name: 'agents',
    hash: '#/agents?agent=122',
    scene: 'needs-you',
    press: ['Select Tomasz Nowak', 'Select Sofia Lindqvist'],
  },
  { name: 'agents-many', hash: '#/agents', scene: 'needs-you', agents: 2_000 },
  { name: 'requests', hash: '#/log' },
  { name: 'log', hash: '#/log?tab=log&run=314', press: ['Appointment 5501 changed'] },
  { name: 'check', hash: '#/check?agent=122&now=1', scene: 'needs-you' },
  { name: 'check-idle', hash: '#/check' },
  { name: 'trace', hash: '#/trace?agent=101&date=2026-11-17' },
  { name: 'settings-halo', hash: '#/settings' },
  { name: 'settings-exchange', hash: '#/settings?section=exchange' },
  { name: 'settings-agents', hash: '#/settings?section=agents' },
  {
    name: 'settings-import',
    hash: '#/settings?section=import',
    press: ['Meetings only'],
    until: '214 appointments of 12 agents',
  },
  { name: 'settings-schedule', hash: '#/settings?section=schedule' },
  {
    name: 'settings-outbound',
    hash: '#/settings?section=outbound',
    press: ['Let Halo tell of changes'],
  },
  {
    name: 'settings-outbound-numbers',
    hash: '#/settings?section=outbound&key=outbound.seriesCodes',
  },
  {
    name: 'settings-outbound-greyed',
    hash: '#/settings',
    press: ['Halo writes Exchange itself, and this program only imports', 'Outbound'],
    until: 'so nothing of this is used',
  },
  { name: 'settings-safety', hash: '#/settings?section=safety' },
  { name: 'settings-versions', hash: '#/settings?section=versions' },
  { name: 'settings-about', hash: '#/settings?section=about' },
  { name: 'first-start-halo', hash: '#/first-start?step=halo', scene: 'first-start' },
  { name: 'first-start-exchange', hash: '', scene: 'first-start' },
  { name: 'first-start-agents', hash: '#/first-start?step=agents', scene: 'first-start' },
  { name: 'first-start-preview', hash: '#/first-start?step=preview', scene: 'first-start' },
  { name: 'first-start-switch-on', hash: '#/first-start?step=switch-on', scene: 'first-start' },
  { name: 'calendar-week', hash: '#/calendar', press: ['Focus: Q1 plan'] },
  { name: 'calendar-month', hash: '#/calendar', press: ['Month'] },
  { name: 'calendar-masters', hash: '#/calendar', press: ['Show only recurring master appointments'] },
  { name: 'status-menu', hash: '#/status', press: ['Other ways to sync'] },
];

/** High contrast is judged by axe and looked at too. */
const themes = ['light', 'dark', 'contrast'] as const;
const [width = 1_100, height = 720] = (process.env['SIZE'] ?? '').split('x').map(Number).filter(Boolean);
const size = { width, height };

async function look(browser: Browser, address: string, one: Look, folder: string): Promise<number> {
  let found = 0;
  for (const theme of themes) {
    const context = await browser.newContext({
      viewport: size,
      colorScheme: theme === 'light' ? 'light' : 'dark',
      forcedColors: theme === 'contrast' ? 'active' : 'none',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('pageerror', error => said.push(String(error)));
    page.on('console', message => message.type() === 'error' && said.push(message.text()));
    await page.clock.setFixedTime(fakeNow);
    await page.goto(`${address}?scene=${one.scene ?? 'healthy'}&agents=${one.agents ?? 24}${one.hash}`);
    await page.locator('h1').first().waitFor();
    for (const label of one.press ?? []) {
      // On the page, not in the side bar beside it.
      const sheet = page.getByRole('main');
      await sheet
        .locator(`:is(button,a,summary,label,tr):visible`, { hasText: label })
        .or(sheet.getByLabel(label, { exact: true }))
        .first()
        .click();
    }
    if (one.until !== undefined) await page.getByText(one.until).first().waitFor();
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(folder, `${one.name}-${theme}.png`) });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const violation of violations) {
      found += 1;
      const where = violation.nodes.map(node => node.target.join(' ')).slice(0, 3);
      console.log(`${one.name}, ${theme}: ${violation.id}: ${violation.help}: ${where.join(' | ')}`);
      console.log(violation.nodes[0]?.failureSummary ?? '');
    }
    for (const text of new Set(said)) console.log(`${one.name}, ${theme}: the page said: ${text}`);
    found += said.length;
    await context.close();
  }
  return found;
}

const wanted = process.argv.slice(2);
const chosen = looks.filter(one => wanted.length === 0 || wanted.some(part => one.name.includes(part)));
const folder = await mkdtemp(join(tmpdir(), 'integrator-screens-'));
const server = await createServer({
  configFile: false,
  logLevel: 'warn',
  root: fileURLToPath(new URL('../../', import.meta.url)),
  server: { port: 0, host: '127.0.0.1', watch: null, hmr: false },
  cacheDir: 'node_modules/.vite-screens',
  optimizeDeps: { entries: ['tests/renderer/index.html'] },
});
await server.listen();
const opened = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox'],
});
let found = 0;
try {
  for (const one of chosen) found += await look(browser, `${opened}tests/renderer/index.html`, one, folder);
} finally {
  await browser.close();
  await server.close();
}
console.log(`${chosen.length} screens in ${folder}; ${found} findings`);
process.exitCode = found === 0 ? 0 : 1;
