/** A bare client for these tests: signs in once and speaks JSON. Knows nothing but HTTP. */
import type { HaloSimulator, HaloSimulatorOptions } from '../../../main/simulators/halo/server.ts';
import { startHaloSimulator } from '../../../main/simulators/halo/server.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly json: unknown;
}

export interface Client {
  readonly halo: HaloSimulator;
  /** A call below /api with a token. */
  call(method: string, path: string, body?: unknown): Promise<Reply>;
}

/** 2 March 2026, 08:00 UTC. */
export const start = Date.parse('2026-03-02T08:00:00Z');

export async function token(halo: HaloSimulator, scope = 'all', query = ''): Promise<Reply> {
  const response = await fetch(`${halo.url}/auth/token${query}`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: halo.clientId,
      client_secret: halo.clientSecret,
      scope,
    }),
  });
  return reply(response);
}

export async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** Runs a test on a fresh Halo with one agent (id 2) and a token. */
export async function withHalo(
  options: HaloSimulatorOptions,
  test: (client: Client) => Promise<void>,
): Promise<void> {
  const halo = await startHaloSimulator({ now: () => start, ...options });
  try {
    halo.state.addAgent({ name: 'Anna Berg', email: 'anna@example.com', timeZone: 'Romance Standard Time' });
    const given = field((await token(halo)).json, 'access_token');
    halo.clearRequests();
    await test({
      halo,
      call: async (method, path, body) =>
        reply(
          await fetch(`${halo.url}/api${path}`, {
            method,
            headers: {
              authorization: `Bearer ${String(given)}`,
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }),
        ),
    });
  } finally {
    await halo.close();
  }
}

/** A member of an object of unknown shape; undefined when there is none. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A meeting of agent 2 on 3 March 2026 at the given hour, UTC. */
export function meeting(hour: number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const at = String(hour).padStart(2, '0');
  return {
    agent_id: 2,
    subject: `Meeting at ${at}`,
    start_date: `2026-03-03T${at}:00:00Z`,
    end_date: `2026-03-03T${at}:30:00Z`,
    ...more,
  };
}
