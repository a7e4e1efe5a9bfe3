/** What Status says of one server: its state, one line, and how long its certificate lasts. */
import type { StatusView } from '../../../preload/contract/views/status.ts';
import { sayCertificate } from '../../../preload/contract/words/status.ts';
import { daysUntil, soonDays } from '../../core/certificate-days.ts';
import type { Instant } from '../../core/event.ts';
import type { Problem } from '../../core/problem.ts';
import type { SeenCertificate } from '../status.ts';
import type { Surroundings } from './parts.ts';
import { viewProblem } from './problem-view.ts';

type ServerFact = StatusView['exchange'];

export function serverOf(
  host: string,
  problems: readonly Problem[],
  prefix: RegExp,
  facts: {
    readonly hasRun: boolean;
    readonly says: string;
    readonly certificate: ServerFact['certificate'];
  },
  where: Surroundings,
): ServerFact {
  const problem = problems.find(one => prefix.test(one.code));
  const { certificate, hasRun, says } = facts;
  if (problem !== undefined)
    return { host, state: 'broken', says: viewProblem(problem, where).sentence, certificate };
  const state = certificate?.isSoon === true ? 'warned' : hasRun ? 'good' : 'unknown';
  return { host, state, says, certificate };
}

/** Of the server that is set now; of another one nothing is said. */
export function certificateOf(
  seen: SeenCertificate | null | undefined,
  host: string,
  now: Instant,
): ServerFact['certificate'] {
  if (seen === null || seen === undefined || seen.host !== host) return null;
  const daysLeft = daysUntil(seen.until, now);
  return { says: sayCertificate(daysLeft), isSoon: daysLeft <= soonDays };
}
