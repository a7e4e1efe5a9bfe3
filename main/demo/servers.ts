/** Both servers of the demo with their people: a simulated Exchange and a simulated Halo on loopback, on the demo's clock. */
import type { ExchangeSimulator } from '../simulators/exchange/server.ts';
import { startExchangeSimulator } from '../simulators/exchange/server.ts';
import type { HaloSimulator } from '../simulators/halo/server.ts';
import { startHaloSimulator } from '../simulators/halo/server.ts';
import type { ComparedPerson } from './compare.ts';
import { everybody } from './people.ts';

/** What this Halo lets through in a minute; told by it in nothing but its refusals, as a real one does. */
const haloRequestsPerMinute = 100;
export const master = { user: 'DEMO\\svc-halo-sync', password: 'demo-master-password' } as const;
/** Value of the agents' calendar preference that means on. */
export const preferenceOn = 1;

export interface DemoServers {
  readonly exchange: ExchangeSimulator;
  readonly halo: HaloSimulator;
  readonly people: readonly ComparedPerson[];
  /** Made by people in Halo: nothing of Exchange, and none of the import's business. */
  readonly madeInHalo: readonly { readonly id: number; readonly subject: string; readonly start: string }[];
  close(): Promise<void>;
}

/** `requestsPerMinute`: what this Halo lets through. */
export async function startServers(
  now: () => number,
  requestsPerMinute = haloRequestsPerMinute,
): Promise<DemoServers> {
  const exchange = await startExchangeSimulator({ now, master });
  const halo = await startHaloSimulator({ now, requestsPerMinute }).catch(async (error: unknown) => {
    await exchange.close();
    throw error;
  });
  const people = everybody.map(({ name, address, timeZone }) => {
    exchange.state.addMailbox({ address, displayName: name, timeZone });
    const agent = halo.state.addAgent({ name, email: address, appointmentSync: preferenceOn, timeZone });
    return { name, address, agentId: agent.id };
  });
  const [anna, bruno] = people;
  const madeInHalo = [
    {
      agent: anna,
      subject: 'Ticket 2041: printer queue',
      start: '2026-03-25T08:00:00',
      end: '2026-03-25T09:00:00',
    },
    {
      agent: bruno,
      subject: 'Ticket 2077: new starter',
      start: '2026-03-27T12:00:00',
      end: '2026-03-27T12:30:00',
    },
  ].map(({ agent, subject, start, end }) => {
    const row = halo.state.book({
      agent_id: agent?.agentId ?? 0,
      subject,
      start_date: `${start}Z`,
      end_date: `${end}Z`,
    });
    return { id: row.id, subject, start: row.start_date };
  });
  return {
    exchange,
    halo,
    people,
    madeInHalo,
    close: async () => {
      await exchange.close();
      await halo.close();
    },
  };
}
