/**
 * Who may import what, as a table: the first row whose folder begins a path is the row of that file.
 * A folder ends in `/`, a single file does not. Changing a row is a decision about the shape of the program.
 */

export interface FolderRule {
  readonly folder: string;
  /** Our own files it may use. */
  readonly ours: readonly string[];
  /** Our own files of which it may use the types alone. */
  readonly types?: readonly string[];
  /** npm packages, without subpaths. */
  readonly packages: readonly string[];
  /** Node's own modules; `all` for every one. */
  readonly node: readonly string[] | 'all';
}

const core = 'main/core/';
const ports = 'main/ports.ts';
const outboundPorts = 'main/outbound-ports.ts';
const contract = 'preload/contract/';
const http = 'main/adapters/http/';
const computing = ['node:buffer', 'node:crypto', 'node:url'];

/** What starts the program: it asks `compose/integrator.ts` for everything that touches the world. */
const entry = {
  ours: [
    'main/compose/integrator.ts',
    'main/compose/integrator-door.ts',
    'main/cli/',
    'main/demo/',
    'main/engine/',
    'main/simulators/',
    'main/shell/',
    core,
    contract,
    ports,
  ],
  packages: ['temporal-polyfill'],
  node: 'all',
} as const;

export const folderRules: readonly FolderRule[] = [
  { folder: `${core}hash.ts`, ours: [], packages: [], node: ['node:crypto'] },
  { folder: core, ours: [core], packages: ['temporal-polyfill'], node: [] },
  { folder: ports, ours: [], types: [core], packages: [], node: [] },
  { folder: outboundPorts, ours: [], types: [core, ports], packages: [], node: [] },
  {
    folder: 'main/engine/host',
    ours: ['main/engine/', core, contract],
    types: [ports, outboundPorts],
    packages: ['zod'],
    node: [],
  },
  {
    folder: 'main/engine/',
    ours: ['main/engine/', core],
    types: [ports, outboundPorts, contract],
    packages: [],
    node: [],
  },
  { folder: http, ours: [http, core], types: [ports], packages: ['zod'], node: 'all' },
  {
    folder: 'main/adapters/exchange/',
    ours: ['main/adapters/exchange/', http, core],
    types: [ports, outboundPorts, contract],
    packages: ['ews-javascript-api', 'saxes', 'zod', 'temporal-polyfill', 'hash-wasm'],
    node: [...computing, 'node:util'],
  },
  {
    folder: 'main/adapters/halo/',
    ours: ['main/adapters/halo/', http, core],
    types: [ports, outboundPorts, contract],
    packages: ['zod', 'temporal-polyfill'],
    node: computing,
  },
  {
    folder: 'main/adapters/store/',
    ours: ['main/adapters/store/', `${contract}settings.ts`, `${contract}settings-reasons.ts`, core],
    types: [ports, outboundPorts],
    packages: ['lowdb', 'zod'],
    node: 'all',
  },
  {
    folder: 'main/adapters/system/',
    ours: ['main/adapters/system/', `${http}when-aborted.ts`, core],
    types: [ports],
    packages: ['zod'],
    node: 'all',
  },
  {
    folder: 'main/adapters/endpoint/',
    ours: ['main/adapters/endpoint/', core],
    types: [ports, outboundPorts, contract],
    packages: ['zod'],
    node: [...computing, 'node:http', 'node:net'],
  },
  {
    folder: 'main/scheduler/',
    ours: ['main/scheduler/', core],
    types: [ports, contract],
    packages: ['node-schedule'],
    node: [],
  },
  {
    folder: 'main/shell/',
    ours: ['main/shell/', contract],
    types: [core, 'main/engine/host'],
    packages: ['electron'],
    node: 'all',
  },
  {
    folder: 'main/simulators/',
    ours: ['main/simulators/'],
    packages: ['saxes', 'temporal-polyfill', 'hash-wasm'],
    node: 'all',
  },
  {
    folder: 'main/compose/',
    ours: ['main/', contract],
    packages: [],
    node: 'all',
  },
  // It tells which version it is.
  { folder: 'main/cli', ...entry, ours: [...entry.ours, 'package.json'] },
  { folder: 'main/demo', ...entry },
  {
    folder: 'main/index.ts',
    ours: ['main/compose/desktop.ts', 'main/shell/'],
    packages: ['electron'],
    node: ['node:path'],
  },
  { folder: contract, ours: [contract], types: [core], packages: ['zod'], node: [] },
  { folder: 'preload/', ours: [contract], packages: ['electron'], node: [] },
  {
    folder: 'renderer/',
    ours: ['renderer/', contract],
    packages: ['react', 'react-dom', 'react-aria-components'],
    node: [],
  },
  { folder: 'build/', ours: ['build/'], packages: ['vite'], node: 'all' },
  {
    folder: 'tests/',
    ours: ['tests/', 'main/', 'preload/', 'renderer/', 'build/'],
    packages: [
      '@axe-core/playwright',
      '@playwright/test',
      'electron',
      'ews-javascript-api',
      'fast-check',
      'lowdb',
      'node-schedule',
      'saxes',
      'temporal-polyfill',
      'vite',
      'zod',
    ],
    node: 'all',
  },
];

/** Data, not logic: these alone may be longer than a page can be read. */
export const longTables: readonly string[] = [];

/** Folders in which nothing may come from outside but through a port: no clock, chance, process or network of its own. */
export const pureFolders: readonly string[] = [core, 'main/engine/'];
