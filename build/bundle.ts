/**
 * `npm run build`: main and preload as CommonJS, the page for `app://`, and the command line as modules for plain Node, into `out/`. Each is
 * whole: nothing of node_modules is needed beside it, so a package holds what these bundles hold and no more.
 */
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');
const nodeModules = [...builtinModules, /^node:/];

/**
 * The engine keeps the text of every script in memory while the process lives, with two bytes for each character as soon as one of them is
 * not Latin. So these are escaped and comments go, but for licences; lines and names stay for whoever reads a stack.
 */
const slim = {
  comments: { legal: true, annotation: false, jsdoc: false },
  minify: {
    compress: false,
    mangle: false,
    codegen: { removeWhitespace: false, asciiOnly: true, legalComments: 'inline' },
  },
} as const;

interface NodeBundle {
  readonly entry: string;
  /** Its folder below `out/`. */
  readonly folder: string;
  readonly name: string;
  readonly target: string;
  readonly format: 'cjs' | 'esm';
  /** What stays outside: it comes with whatever runs the bundle. */
  readonly external: readonly (string | RegExp)[];
}

function forNode({ entry, folder, name, target, format, external }: NodeBundle): InlineConfig {
  const fileNames = format === 'cjs' ? '[name].cjs' : '[name].mjs';
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
      chunkSizeWarningLimit: 8_000,
      rollupOptions: {
        input: { [name]: entry },
        external: [...external],
        output: { ...slim, format, entryFileNames: fileNames, chunkFileNames: fileNames },
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

await build(
  forNode({
    entry: 'main/index.ts',
    folder: 'main',
    name: 'index',
    target: 'node24',
    format: 'cjs',
    external: ['electron', ...nodeModules],
  }),
);
await build(
  forNode({
    entry: 'preload/index.ts',
    folder: 'preload',
    name: 'index',
    target: 'chrome155',
    format: 'cjs',
    external: ['electron'],
  }),
);
await build(
  forNode({
    entry: 'main/cli.ts',
    folder: 'command-line',
    name: 'integrator',
    target: 'node24',
    format: 'esm',
    external: nodeModules,
  }),
);
await build(page);
