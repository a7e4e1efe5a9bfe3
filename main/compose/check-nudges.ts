/**
 * How the endpoint stands that Halo tells of changes, for the check: where our own program runs, what that says of itself; else whether one
 * could listen. Answers nobody.
 */
import type { Settings } from '../../preload/contract/settings.ts';
import { type ListenPlace, lookAtPlace, problemOfSecret } from '../adapters/endpoint/listen.ts';
import type { SecretStore } from '../adapters/system/secrets.ts';
import type { WayState } from '../core/outbound/way-state.ts';
import type { Problem } from '../core/problem.ts';
import type { NudgeLook } from '../engine/check.ts';
import { sendsChanges } from '../engine/run-context.ts';

export interface NudgeSurroundings {
  readonly secrets: Pick<SecretStore, 'read'>;
  /** Has this program listen as the settings of the moment say, where it sends by itself. */
  readonly follow: () => Promise<void>;
  /** Of whoever holds the data folder. */
  readonly state: () => Promise<WayState>;
}

/** The secret is that of this program: another one may have its own in its environment, and tells what it lacks. */
async function problemHere(
  secrets: NudgeSurroundings['secrets'],
  place: ListenPlace,
): Promise<Problem | null> {
  const secret = await secrets.read('outbound.secret');
  if (!secret.ok) return secret.problem;
  return problemOfSecret(secret.value) ?? (await lookAtPlace(place));
}

/** Null: nobody is to be listened to. */
export async function lookAtNudges(
  settings: Settings,
  { secrets, follow, state }: NudgeSurroundings,
): Promise<NudgeLook | null> {
  const { enabled, address, port } = settings.outbound.endpoint;
  if (!enabled || !sendsChanges(settings)) return null;
  await follow();
  const found = { address, port };
  const told = await state();
  if (told.isNudged) return { problem: null, found: { ...found, listens: 'now' } };
  // What it said of a port some seconds ago may be over; the rest it knows better than anybody.
  if (told.nudgeProblem !== null && told.nudgeProblem.code !== 'outbound.port-in-use')
    return { problem: told.nudgeProblem, found };
  const problem = await problemHere(secrets, { address, port });
  // It may have begun to listen meanwhile: then it is our own.
  if (problem?.code === 'outbound.port-in-use' && (await state()).isNudged)
    return { problem: null, found: { ...found, listens: 'now' } };
  return { problem, found };
}
