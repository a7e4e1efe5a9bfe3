/** Words for what goes wrong with being told by Halo that something changed. Only words. */
import type { ProblemCode } from '../../../main/core/problem.ts';
import { answered, type Facts, fact, given, type SayProblem } from './facts.ts';

type OutboundCode = Extract<ProblemCode, `outbound.${string}`>;

const where = (facts: Facts) =>
  `${given(facts, 'host', host => ` at ${host}`)}${given(facts, 'port', port => `, port ${port}`)}`;
const meanwhile = 'Until then changes in Halo are found by looking for them (outbound.pollSeconds).';

export const outboundProblems: Readonly<Record<OutboundCode, SayProblem>> = {
  'outbound.port-in-use': facts => ({
    sentence: `Another program listens${where(facts)} already, so Halo cannot tell of changes at once.`,
    remedy: `${meanwhile} Choose another outbound.endpoint.port, or end that program; to find it: Get-NetTCPConnection -State Listen -LocalPort ${/^\d+$/.test(fact(facts, 'port')) ? fact(facts, 'port') : '<port>'}`,
  }),
  'outbound.cannot-listen': facts => ({
    sentence: `This computer does not let the app listen${where(facts)}${answered(facts)}.`,
    remedy: `${meanwhile} The setting outbound.endpoint.address has to be an address of this computer (127.0.0.1 is always one); to see them: Get-NetIPAddress`,
  }),
  'outbound.weak-secret': () => ({
    sentence:
      'The secret with which Halo tells of changes is too short to be safe, so nobody is listened to.',
    remedy: `${meanwhile} Enter one of at least 32 characters, in the settings of the window or as HALO_NUDGE_SECRET, and the same one where the script or runbook signs.`,
  }),
};
