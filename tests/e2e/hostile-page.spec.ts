/** What a page can do that has been taken over: nothing but ask the contract's requests. */
import { expect } from '@playwright/test';
import { test } from './launch.ts';

test('a hostile page finds neither Node nor Electron, and its bridge is frozen', async ({
  app: { page },
}) => {
  const found = await page.evaluate(async () => {
    const attempt = (act: () => unknown) => {
      try {
        act();
        return 'done';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    const bridge = Reflect.get(globalThis, 'integrator');
    return {
      globals: ['require', 'process', 'module', 'ipcRenderer', 'electron'].filter(name => name in globalThis),
      names: Object.keys(bridge).sort(),
      replaced: Reflect.set(globalThis, 'integrator', {}),
      changed: Reflect.set(bridge, 'ask', () => 'mine'),
      // Not at once: what a test itself evaluates may evaluate.
      evaluated: await new Promise(tell =>
        setTimeout(() => tell(attempt(() => new Function('return 1')())), 0),
      ),
    };
  });
  expect(found).toEqual({
    globals: [],
    names: ['ask', 'listen'],
    replaced: false,
    changed: false,
    evaluated: 'EvalError',
  });
});

test('a hostile page reaches no other address, opens no window and goes nowhere', async ({ app }) => {
  const { page, electron } = app;
  const before = page.url();
  const found = await page.evaluate(async () => {
    const directives: string[] = [];
    document.addEventListener('securitypolicyviolation', event => directives.push(event.effectiveDirective));
    const reached = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    const script = document.createElement('script');
    script.textContent = 'globalThis.evil = 1';
    document.body.append(script);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const opened = window.open('https://example.com/') !== null;
    await new Promise(settled => setTimeout(settled, 200));
    return { reached, opened, evil: 'evil' in globalThis, directives: [...new Set(directives)].sort() };
  });
  expect(found.reached).toBe(false);
  expect(found.evil).toBe(false);
  expect(found.directives).toContain('connect-src');
  expect(found.directives).toContain('script-src-elem');
  expect(found.directives).toContain('frame-src');
  await page.evaluate(() => location.assign('https://example.com/')).catch(() => {});
  await expect.poll(() => page.url()).toBe(before);
  await expect.poll(() => electron.windows().length).toBe(1);
});

test('a hostile page gets files of the page alone and is refused what is no request', async ({
  app: { page },
}) => {
  const found = await page.evaluate(async () => {
    const status = async (path: string) => (await fetch(path).catch(() => null))?.status ?? 0;
    const bridge = Reflect.get(globalThis, 'integrator');
    const code = async (name: unknown, args: unknown) =>
      (await bridge.ask(name, args)).problem?.code ?? 'answered';
    return {
      page: await status('/index.html'),
      outside: await status('/%2e%2e/main/index.cjs'),
      encoded: await status('/..%2f..%2fpackage.json'),
      backslash: await status('/..%5cpackage.json'),
      unknown: await code('files.read', { path: '/etc/passwd' }),
      inherited: await code('__proto__', {}),
      wrong: await code('runs.read', { number: 'all' }),
      secret: JSON.stringify((await bridge.ask('settings.read', {})).value).includes('password":"'),
    };
  });
  expect(found).toEqual({
    page: 200,
    outside: 404,
    encoded: 404,
    backslash: 404,
    unknown: 'request.refused',
    inherited: 'request.refused',
    wrong: 'request.refused',
    secret: false,
  });
});
