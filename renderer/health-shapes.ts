/** Which shape stands for which health, of the product, of an agent and of a server. */

import type { AgentRow } from '../preload/contract/views/agents.ts';
import type { Health, StatusView } from '../preload/contract/views/status.ts';
import type { ShapeKind } from './parts/shape.tsx';

export const healthShapes: Readonly<Record<Health, ShapeKind>> = {
  'up-to-date': 'ok',
  working: 'work',
  'needs-you': 'need',
  'not-syncing': 'bad',
  paused: 'rest',
};

/** `off` has no shape of health: it is drawn as an icon. */
export const agentShapes: Readonly<Record<Exclude<AgentRow['health'], 'off'>, ShapeKind>> = {
  'not-syncing': 'bad',
  'needs-you': 'need',
  working: 'work',
  'up-to-date': 'ok',
};

export const serverShapes: Readonly<Record<StatusView['exchange']['state'], ShapeKind | null>> = {
  good: null,
  warned: 'need',
  broken: 'bad',
  unknown: null,
};
