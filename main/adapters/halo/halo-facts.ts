/**
 * What is to be known of a Halo before anything is written: how it means times, who else imports. What the account may not read is
 * null, so that a person is asked instead of something assumed. And, for people alone, who we are there.
 */
import type { HaloFacts } from '../../core/appointment.ts';
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { Clock, HaloAccessHint } from '../../ports.ts';
import { unreadable } from './error-table.ts';
import type { HaloCall, HaloCalls } from './halo-calls.ts';
import { askedOf } from './halo-calls.ts';
import { listAgents } from './lists.ts';
import type { Access } from './token.ts';
import { agentRow, controlSettings, nhserverSettings, placeOf } from './wire-schemas.ts';

/** The names by which Halo calls them. */
const importers = {
  integrator: 'Halo Integrator',
  hosted: 'Halo Integrator (hosted)',
  webhooks: 'Exchange calendar webhooks',
  nhserver: 'NHServer',
} as const;

function callFor(path: string): HaloCall {
  return { method: 'GET', path, name: path, scope: 'halo', notFound: 'absent' };
}

function isNotAllowed(problem: Problem): boolean {
  return problem.code === 'halo.forbidden' || problem.code === 'halo.scope-missing';
}

type Readable = { readonly kind: 'read'; readonly value: unknown } | { readonly kind: 'closed' | 'absent' };

/** What one desk has learnt of its Halo and need not ask in each run. */
export interface FactsMemory {
  /** Null: not asked yet. It cannot change while the client ID is the same. */
  signedInAs: string | null;
  /** With which token Halo last gave its settings; null: the hint was not asked yet. */
  settingsAccess: Access | null;
  readonly hint: HaloAccessHint;
  /** What Halo said last, and when it was asked, on the clock that no one can set. */
  last: { readonly askedMs: number; readonly facts: HaloFacts } | null;
}

const noHint: HaloAccessHint = { read: async () => null, keep: async () => {} };

export const nothingLearnt = (hint: HaloAccessHint = noHint): FactsMemory => ({
  signedInAs: null,
  settingsAccess: null,
  hint,
  last: null,
});

/**
 * An answer that may need more rights than the import: first with the token of the import, then, if the application has it, with one
 * for administration that is used for nothing else. What has served once is asked first from then on.
 */
async function readIfAllowed(
  calls: HaloCalls,
  path: string,
  memory: FactsMemory,
  signal: AbortSignal,
): Promise<Result<Readable>> {
  memory.settingsAccess ??= (await memory.hint.read()) ?? 'calendar';
  const first = memory.settingsAccess;
  const other: Access = first === 'calendar' ? 'administrator' : 'calendar';
  for (const access of [first, other]) {
    const call: HaloCall = { ...callFor(path), access };
    const answer = await calls.send(call, signal);
    if (answer.ok) {
      memory.settingsAccess = access;
      if (access !== first) await memory.hint.keep(access);
      if (answer.value.kind === 'absent') return succeeded({ kind: 'absent' });
      const { body } = answer.value;
      return body.kind === 'json'
        ? succeeded({ kind: 'read', value: body.value })
        : failed(unreadable(askedOf(call), 'empty'));
    }
    if (!isNotAllowed(answer.problem)) return answer;
  }
  return succeeded({ kind: 'closed' });
}

/** Null: not readable. The names are known ones; their absence counts only when everything could be read. */
interface ControlReading {
  readonly usesUtc: boolean | null;
  readonly importers: readonly string[] | null;
}

function controlReading(answer: Readable): ControlReading | string {
  if (answer.kind !== 'read') return { usesUtc: null, importers: null };
  const parsed = controlSettings.safeParse(answer.value);
  if (!parsed.success) return placeOf(parsed.error) || 'no-settings';
  const settings = parsed.data;
  const alive: string[] = [];
  if (settings.halointegrator_exchange === true) {
    alive.push(settings.hashostedintegrator === true ? importers.hosted : importers.integrator);
  }
  if (settings.exchange_calendar_webhooks === true) alive.push(importers.webhooks);
  const isTold = settings.halointegrator_exchange !== null;
  return { usesUtc: settings.useutcforappointments, importers: isTold || alive.length > 0 ? alive : null };
}

/** Null: not readable. A Halo without this path has no NHServer any more. */
function nhserverReading(answer: Readable): readonly string[] | null | string {
  if (answer.kind !== 'read') return answer.kind === 'absent' ? [] : null;
  const rows: readonly unknown[] = Array.isArray(answer.value) ? answer.value : [answer.value];
  for (const row of rows) {
    const parsed = nhserverSettings.safeParse(row);
    if (!parsed.success) return placeOf(parsed.error) || 'no-settings';
    if (parsed.data.calendarsync === true || parsed.data.recurringcalendarsync === true) {
      return [importers.nhserver];
    }
  }
  return [];
}

/** Known importers count at once; "none" only when both could be read. */
function united(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  const known = [...(one ?? []), ...(other ?? [])];
  return known.length > 0 || (one !== null && other !== null) ? known : null;
}

export async function nameOfAccount(
  calls: HaloCalls,
  memory: FactsMemory,
  signal: AbortSignal,
): Promise<Result<string>> {
  if (memory.signedInAs !== null) return succeeded(memory.signedInAs);
  const call = callFor('/Agent/me');
  const answer = await calls.send(call, signal);
  if (!answer.ok) return isNotAllowed(answer.problem) ? succeeded('') : answer;
  if (answer.value.kind === 'absent') return succeeded('');
  const { body } = answer.value;
  const parsed = agentRow.safeParse(body.kind === 'json' ? body.value : null);
  if (parsed.success) memory.signedInAs = parsed.data.name ?? '';
  return parsed.success
    ? succeeded(parsed.data.name ?? '')
    : failed(unreadable(askedOf(call), placeOf(parsed.error)));
}

/** Asks Halo, unless it was asked at most `mostAgeMs` ago. */
export async function readFacts(
  calls: HaloCalls,
  memory: FactsMemory,
  clock: Clock,
  signal: AbortSignal,
  mostAgeMs?: number,
): Promise<Result<HaloFacts>> {
  const askedMs = clock.monotonicMs();
  const { last } = memory;
  if (last !== null && mostAgeMs !== undefined && askedMs - last.askedMs <= mostAgeMs) {
    return succeeded(last.facts);
  }
  const facts = await askFacts(calls, memory, signal);
  if (facts.ok) memory.last = { askedMs, facts: facts.value };
  return facts;
}

async function askFacts(
  calls: HaloCalls,
  memory: FactsMemory,
  signal: AbortSignal,
): Promise<Result<HaloFacts>> {
  const controlAnswer = await readIfAllowed(calls, '/Control', memory, signal);
  if (!controlAnswer.ok) return controlAnswer;
  const control = controlReading(controlAnswer.value);
  if (typeof control === 'string') return failed(unreadable(askedOf(callFor('/Control')), control));
  const nhserverAnswer = await readIfAllowed(calls, '/Nhserverconfig', memory, signal);
  if (!nhserverAnswer.ok) return nhserverAnswer;
  const nhserver = nhserverReading(nhserverAnswer.value);
  if (typeof nhserver === 'string') return failed(unreadable(askedOf(callFor('/Nhserverconfig')), nhserver));
  const synced = await listAgents(calls, { syncedByHalo: true }, signal);
  if (!synced.ok && !isNotAllowed(synced.problem)) return synced;
  return succeeded({
    usesUtc: control.usesUtc,
    otherImporters: united(control.importers, nhserver),
    agentsSyncedByHalo: synced.ok ? synced.value.map(agent => agent.id) : null,
  });
}
