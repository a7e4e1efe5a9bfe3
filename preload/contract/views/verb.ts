/** What a button beside something that is wrong does; the window knows how to carry each out. */
import { z } from 'zod';
import { agentId } from '../reply.ts';
import { secretName } from './setup.ts';

export const verb = z.discriminatedUnion('does', [
  /** Open Check; `agentId` null: the servers only. */
  z.strictObject({ does: z.literal('check'), label: z.string(), agentId: agentId.nullable() }),
  /** Open Held changes. */
  z.strictObject({ does: z.literal('review-held'), label: z.string() }),
  /** Open Outbound. */
  z.strictObject({ does: z.literal('review-outbound'), label: z.string() }),
  /** Open Settings at a dotted key or a section (`exchange`, `agents.preferenceOn`). */
  z.strictObject({ does: z.literal('open-settings'), label: z.string(), key: z.string() }),
  /** Open Settings where a secret is entered anew. */
  z.strictObject({
    does: z.literal('enter-secret'),
    label: z.string(),
    secret: secretName,
  }),
  /** Open Agents at this agent. */
  z.strictObject({ does: z.literal('show-agent'), label: z.string(), agentId }),
  /** Ask for a run now (`sync.start`). */
  z.strictObject({ does: z.literal('sync'), label: z.string() }),
]);
export type Verb = z.infer<typeof verb>;
