/** The body of a request: read within its bound, and what it says changed. Hostile until parsed. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

export const mostBodyBytes = 16 * 1024;

const ids = z.array(z.int().min(1).max(2_147_483_647)).max(500);
const changedSchema = z.strictObject({ appointments: ids.optional(), agents: ids.optional() });

export interface Changed {
  /** Ids of appointments in Halo, each once. */
  readonly appointments: readonly number[];
  /** Ids of agents whose recent changes are to be looked at, each once. */
  readonly agents: readonly number[];
}

/** Null: it is longer than the bound, or broke off. Never keeps more than the bound. */
export function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-long' | null> {
  return new Promise(resolve => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= mostBodyBytes) parts.push(part);
      else {
        request.pause();
        resolve('too-long');
      }
    });
    request.once('end', () => resolve(Buffer.concat(parts)));
    request.once('error', () => resolve(null));
    request.once('close', () => resolve(null));
  });
}

/** Null: not JSON, not this shape, or nothing in it. */
export function parseChanged(body: Uint8Array): Changed | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
  const parsed = changedSchema.safeParse(value);
  if (!parsed.success) return null;
  const appointments = [...new Set(parsed.data.appointments)];
  const agents = [...new Set(parsed.data.agents)];
  return appointments.length + agents.length === 0 ? null : { appointments, agents };
}
