/** What all mailboxes of one run share: its rules, limits, window and proofs, from one snapshot of the settings. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { ImportRules } from '../core/decide.ts';
import { hashOf, hashText } from '../core/hash.ts';
import { nextRollAfter, windowAt } from '../core/window.ts';
import type { Installation, LinkStore, MailboxKey } from '../ports.ts';
import { FirstCreate } from './first-create.ts';
import { FirstImport } from './first-import.ts';
import type { RunDependencies, RunRequest } from './run-import.ts';
import type { SyncContext } from './sync-context.ts';

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
  const known = await store.known();
  const tally = { removals: 0, links: known.ok ? await linkedUnits(store, known.value) : 0 };
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

async function linkedUnits(store: LinkStore, known: readonly MailboxKey[]): Promise<number> {
  let sum = 0;
  for (const mailbox of known) {
    const state = await store.readState(mailbox);
    if (state.ok && state.value !== null) sum += state.value.linkedUnits;
  }
  return sum;
}
