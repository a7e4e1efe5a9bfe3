/** Two servers whose answers are to order, and the ladder of `check` climbed on them. */
import assert from 'node:assert/strict';
import type { HaloAgent, HaloFacts } from '../../main/core/appointment.ts';
import type { Problem, ProblemCode, Result } from '../../main/core/problem.ts';
import { succeeded } from '../../main/core/problem.ts';
import { type CheckParts, climb } from '../../main/engine/check.ts';
import { type LadderName, type Rung, rungs, type Server } from '../../main/engine/ladder.ts';
import type { AppointmentDesk, CalendarFolder, CalendarSource } from '../../main/ports.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

export const facts: HaloFacts = { usesUtc: true, otherImporters: [], agentsSyncedByHalo: [] };
export const anna: HaloAgent = {
  id: 2,
  name: 'Anna',
  email: 'anna@example.org',
  exchangeAccount: '',
  isDisabled: false,
  isApiAgent: false,
  appointmentSync: 1,
};
export const bruno = { ...anna, id: 3, name: 'Bruno', email: 'bruno@example.org' };
export const folder: CalendarFolder = { folderId: 'f', canRead: true, rights: 'Read', serverVersion: '15.2' };

export function problem(code: ProblemCode): Problem {
  return { code, scope: 'installation', retryable: false };
}

export interface World {
  readonly facts?: Result<HaloFacts>;
  readonly agents?: Result<readonly HaloAgent[]>;
  readonly folder?: Result<CalendarFolder>;
  readonly problems?: CheckParts['problems'];
  readonly opened?: string[];
  readonly signIn?: 'ntlm' | 'basic';
  readonly lastRun?: CheckParts['lastRun'];
  readonly url?: string;
  readonly haloCertificate?: ReturnType<CheckParts['certificateOf']>;
  readonly nudges?: CheckParts['nudges'];
}

const noProblems = {
  halo: { settings: null, secret: null, way: null },
  exchange: { settings: null, secret: null, way: null },
} as const;
const notAsked = () => Promise.reject(new Error('the ladder only reads'));

export function climbIn(world: World, agent: string | null = null): Promise<readonly Rung[]> {
  const desk: AppointmentDesk = {
    writeLimit: 50,
    signedInAs: async () => succeeded('API'),
    facts: async () => world.facts ?? succeeded(facts),
    agents: async () => world.agents ?? succeeded([anna, bruno]),
    list: notAsked,
    read: notAsked,
    write: notAsked,
    remove: notAsked,
    importChange: notAsked,
  };
  const source: CalendarSource = {
    access: 'access',
    pace: () => ({ places: 8, limit: 8 }),
    openCalendar: async ({ address }) => {
      world.opened?.push(address);
      return world.folder ?? succeeded(folder);
    },
    changes: notAsked,
    view: notAsked,
    items: notAsked,
    masters: notAsked,
  };
  const settings = settingsSchema.parse({
    halo: { url: 'https://halo.example.org', clientId: 'id' },
    exchange: {
      url: world.url ?? 'https://mail.example.org/EWS/Exchange.asmx',
      user: 'svc@example.org',
      signIn: world.signIn,
    },
    agents: { preferenceOn: [1], preferenceOff: [0] },
  });
  const problems = world.problems ?? noProblems;
  const straight = { way: 'straight', from: 'setting', because: 'no-proxy' };
  const ways = { halo: straight, exchange: straight };
  const { signal } = new AbortController();
  const certificateOf = () => world.haloCertificate ?? null;
  const clock = createManualClock('2026-11-17T08:00:00Z');
  const base = { settings, problems, ways, certificateOf, clock, desk, source, signal };
  return climb({ ...base, lastRun: world.lastRun ?? null, nudges: world.nudges ?? null }, agent);
}

export function statesOf(all: readonly Rung[], server: LadderName): readonly string[] {
  return all.filter(rung => rung.server === server).map(rung => rung.state);
}

/** Good up to the rung, broken at it, not reached above it. */
export function brokenAt(server: Server, name: string): readonly string[] {
  const names: readonly string[] = rungs[server].filter(one => one !== 'binding');
  const at = names.indexOf(name);
  assert.ok(at >= 0, name);
  return names.map((_, index) => (index < at ? 'good' : index === at ? 'broken' : 'not-reached'));
}

export const rungNamed = (all: readonly Rung[], server: Server, name: string) =>
  all.find(one => one.server === server && one.name === name);
