/** What the fake says of its settings: their effect, their versions, First start, About. */
import type { AnswerOf } from '../../preload/contract/requests.ts';
import type { EffectView, FirstStartView } from '../../preload/contract/views/setup.ts';
import type { Scene } from './fake-status.ts';

export const effect: EffectView = {
  state: 'ready',
  sentence: '214 appointments of 12 agents leave Halo, 31 are new.',
  leave: 214,
  enter: 31,
  change: 0,
  held: 214,
  agents: [
    { agentId: 104, agent: 'Claire Martin', leave: 48, enter: 0 },
    { agentId: 101, agent: 'Anna Keller', leave: 41, enter: 9 },
    { agentId: 116, agent: 'Owen Price', leave: 33, enter: 2 },
  ],
  more: 9,
  done: 24,
  all: 24,
  problem: null,
};

const titles = {
  halo: 'Connect to Halo',
  exchange: 'Connect to Exchange',
  agents: 'Match agents and mailboxes',
  preview: 'See the first import',
  'switch-on': 'Switch on',
} as const;

export const firstStartOf = (scene: Scene): FirstStartView => ({
  isOver: scene !== 'first-start',
  step: scene === 'first-start' ? 'exchange' : 'switch-on',
  steps: (['halo', 'exchange', 'agents', 'preview', 'switch-on'] as const).map(name => ({
    name,
    title: titles[name],
    isDone: name === 'halo' || scene !== 'first-start',
    says: name === 'halo' ? 'halo.northwind.example, 24 agents' : '',
    problems: [],
  })),
});

export const versionsOf = (version: number): AnswerOf<'settings.versions'> => ({
  versions: [
    {
      number: version,
      at: '2026-11-03T14:12:00Z',
      who: 'NORTHWIND\\mt',
      isCurrent: true,
      changes: [{ key: 'import.declined', before: 'true', after: 'false' }],
    },
    {
      number: version - 1,
      at: '2026-10-21T07:40:00Z',
      who: 'NORTHWIND\\ak',
      isCurrent: false,
      changes: [{ key: 'schedule.everyMinutes', before: '30', after: '15' }],
    },
  ],
});

export const aboutOf = (scene: Scene): AnswerOf<'about.read'> => ({
  name: 'Halo Integrator for Exchange',
  version: '0.1.0',
  dataFolder: 'C:\\ProgramData\\Halo Integrator for Exchange',
  account: 'NORTHWIND\\anna',
  role: scene === 'viewer' ? 'viewer' : 'writer',
  isSampleData: scene === 'sample-data',
  runtime: [
    { name: 'Electron', version: '45.4.1' },
    { name: 'Node.js', version: '24.21.0' },
  ],
});
