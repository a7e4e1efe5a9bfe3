/**
 * The mark on an event that we made in Exchange for an appointment of Halo. It stands in a named property of the item, so that a create
 * whose answer was lost is found again, and the import knows where the event comes from. A copy that somebody makes carries it too.
 */

export interface SentMark {
  readonly installation: string;
  readonly agentId: number;
  readonly haloId: number;
}

/** `hi:1:<installation>:<agent>:<appointment>` */
export function sentMarkOf({ installation, agentId, haloId }: SentMark): string {
  return `hi:1:${installation}:${agentId}:${haloId}`;
}

const shape = /^hi:1:([^:]+):(\d{1,15}):(\d{1,15})$/;

/** Null for what is no mark of ours, or of another version. */
export function readSentMark(text: string): SentMark | null {
  const found = shape.exec(text);
  const [, installation, agentId, haloId] = found ?? [];
  if (installation === undefined) return null;
  return { installation, agentId: Number(agentId), haloId: Number(haloId) };
}
