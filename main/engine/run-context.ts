/** What all mailboxes of one run share: its rules, limits, window and proofs, from one snapshot of the settings. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { ImportRules } from '../core/decide.ts';
import { hashOf, hashText } from '../core/hash.ts';
import { nextRollAfter, windowAt } from '../core/window.ts';
import type { Installation, LinkStore } from '../ports.ts';
import { FirstCreate } from './first-create.ts';
import { FirstImport } from './first-import.ts';
import type { RunDependencies, RunRequest } from './run-import.ts';
import type { SyncContext } from './sync-context.ts';

/** The rules of the settings as the chosen door can keep them. */
export function importRules(settings: Settings): ImportRules {
  const rules = settings.import;
  // Halo reads the item itself behind the integrator door: only what may be shown in full can go through it.
  return settings.halo.door === 'integrator' && rules.private === 'time-only'
    ? { ...rules, private: 'skip' }
    : rules;
}

/** Whether changes in Halo are written to Exchange: only where this app writes both sides. */
export function sendsChanges({ outbound, halo }: Settings): boolean {
  return outbound.enabled && halo.door === 'appointments';
}

export async function contextFor(
  dependencies: RunDependencies,
  request: RunRequest,
  installation: Installation,
): Promise<Omit<SyncContext, 'progress'>> {
  const { settings, source, desk, store, clock, log } = dependencies;
  const rules = importRules(settings);
  const { door } = settings.halo;
  const startedAt = clock.now();
  // Both look at every mailbox that is remembered, and most runs need neither.
  const known = once(() => store.known());
  const tally = { removals: 0, links: once(() => linkedUnits(store, known)) };
  return {
    source,
    desk,
    store,
    known,
    clock,
    log,
    firstCreate: new FirstCreate(desk, installation.marks, marks =>
      dependencies.installation.saveMarks(marks),
    ),
    // What was refused once is tried again only when a person asks for everything anew.
    firstImport: new FirstImport(
      request.verify && installation.recognition === 'refused' ? 'unknown' : installation.recognition,
      recognition => dependencies.installation.saveRecognition(recognition),
    ),
    plan: {
      rules,
      installation: installation.id,
      rulesFingerprint: rulesFingerprint(rules, door),
      door,
      outbound: sendsChanges(settings),
      verify: request.verify,
    },
    outbound: request.preview || !sendsChanges(settings) ? null : (dependencies.outbound ?? null),
    limits: settings.safety,
    windowOf: agent => windowAt(startedAt, settings.import, rollMinute(agent.address)),
    nextRollOf: ({ address }) => nextRollAfter(startedAt, rollMinute(address)),
    isConfirmedPair: agent => settings.agents.mailboxes[String(agent.agentId)] !== undefined,
    tally,
    preview: request.preview,
    everything: request.verify,
    asksAll: isByHand(request),
    settingsPrint: hashOf(settings).slice(0, 16),
    // A plan is read by whoever asked for it and kept nowhere.
    showSubjects: settings.safety.showSubjects || request.preview,
  };
}

/** Runs that nobody has asked for wait for next tries. */
function isByHand({ trigger, agent, verify }: RunRequest): boolean {
  return trigger === 'by-hand' || trigger === 'preview' || agent !== null || verify;
}

/** What is imported and how. The span of days is not part of it: a wider or narrower window removes nothing. */
function rulesFingerprint(rules: ImportRules, door: string): string {
  const { which, includeCategories, excludeCategories, free, tentative, declined, allDay, cancelled } = rules;
  const { private: privacy, organiserOnly, subject } = rules;
  const filter = [which, includeCategories, excludeCategories, free, tentative, declined, allDay, cancelled];
  return hashOf([filter, privacy, organiserOnly, subject, door]).slice(0, 16);
}

/** The minute of the day at which a mailbox's window rolls: spread, so that 2,000 views do not come at midnight. */
export function rollMinute(address: string): number {
  return Number.parseInt(hashText(address).slice(0, 8), 16) % 1_440;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask();
    return asked;
  };
}

async function linkedUnits(store: LinkStore, known: SyncContext['known']): Promise<number> {
  const mailboxes = await known();
  let sum = 0;
  for (const mailbox of mailboxes.ok ? mailboxes.value : []) {
    const state = await store.readState(mailbox);
    if (state.ok && state.value !== null) sum += state.value.linkedUnits;
  }
  return sum;
}
