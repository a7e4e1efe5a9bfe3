/**
 * `npm run build`: main and preload as CommonJS, the page for `app://`, into `out/`. Packages of `dependencies` stay outside the main
 * bundle and are loaded from node_modules: one copy of each, the same that the tests run.
 */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const packages = Object.keys(dependencies).map(name => new RegExp(`^${name}(?:/|$)`));
const outside = ['electron', ...builtinModules, /^node:/];

function forNode(entry: string, folder: string, target: string, external: (string | RegExp)[]): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      target,
      minify: false,
      sourcemap: true,
      outDir: `out/${folder}`,
      emptyOutDir: true,
      rollupOptions: {
        input: { index: entry },
        external,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
    ssr: { noExternal: true },
  };
}

const page: InlineConfig = {
  configFile: false,
  root: join(root, 'renderer'),
  base: './',
  logLevel: 'warn',
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome155',
    sourcemap: true,
    // Everything as a file: the page's policy knows no data: but for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
};

await build(forNode('main/index.ts', 'main', 'node24', [...outside, ...packages]));
await build(forNode('preload/index.ts', 'preload', 'chrome155', ['electron']));
await build(page);
