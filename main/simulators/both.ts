/** A simulated Exchange and a simulated Halo that belong together: same people, known accounts, generated calendars. */
import type { ExchangeSimulator } from './exchange/server.ts';
import { startExchangeSimulator } from './exchange/server.ts';
import { generatedCalendar, people } from './generated-calendar.ts';
import type { HaloSimulator } from './halo/server.ts';
import { startHaloSimulator } from './halo/server.ts';
import { preferenceOn, settingsFor } from './settings-for.ts';

export interface BothOptions {
  /** Default 0: a free one. */
  readonly exchangePort?: number;
  readonly haloPort?: number;
  /** Default 3. */
  readonly agents?: number;
  /** Bookings in each calendar (a series counts as one). Default 40. */
  readonly events?: number;
  /** The only sign-in that Exchange offers, but for Halo's module, which knows basic alone. Default basic. */
  readonly auth?: 'basic' | 'ntlm';
  /** Halo writes its own changes to Exchange. Default false. */
  readonly exchangeModule?: boolean;
  /** Seed of the calendars. Default 1. */
  readonly seed?: number;
  readonly now?: () => number;
  /** Milliseconds before each answer of either. Default 0. */
  readonly latencyMs?: number;
}

/** Where and who, as other programs read it; fields may be added, none renamed. */
export interface Description {
  readonly exchange: {
    readonly url: string;
    readonly master: { readonly user: string; readonly password: string };
    readonly mailboxes: readonly {
      readonly address: string;
      readonly user: string;
      readonly password: string;
    }[];
  };
  readonly halo: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly agents: readonly { readonly id: number; readonly name: string; readonly email: string }[];
  };
  readonly settings: ReturnType<typeof settingsFor>;
  readonly environment: { readonly HALO_CLIENT_SECRET: string; readonly EXCHANGE_PASSWORD: string };
}

export interface BothSimulators {
  readonly exchange: ExchangeSimulator;
  readonly halo: HaloSimulator;
  readonly description: Description;
  close(): Promise<void>;
}

const master = { user: 'EXAMPLE\\svc-halo-sync', password: 'Master-Passw0rd!' };
const clientSecret = 'simulated-secret';

/** Rejects when a port is taken. */
export async function startBothSimulators(options: BothOptions = {}): Promise<BothSimulators> {
  const now = options.now ?? Date.now;
  const { latencyMs = 0 } = options;
  const exchangeModule = options.exchangeModule ?? false;
  const auth = options.auth ?? 'basic';
  const signIn = auth === 'ntlm' && exchangeModule ? (['ntlm', 'basic'] as const) : [auth];
  const exchange = await startExchangeSimulator({
    port: options.exchangePort ?? 0,
    now,
    master,
    signIn,
    latencyMs,
  });
  const halo = await startHaloSimulator({
    port: options.haloPort ?? 0,
    now,
    clientSecret,
    latencyMs,
    exchangeModule: exchangeModule ? { url: exchange.url, ...master } : null,
  }).catch(async (error: unknown) => {
    await exchange.close();
    throw error;
  });
  const mailboxes: { address: string; user: string; password: string }[] = [];
  const agents: { id: number; name: string; email: string }[] = [];
  for (let index = 0; index < (options.agents ?? 3); index += 1) {
    const person = people[index] ?? { name: `Agent ${index + 1}`, timeZone: 'W. Europe Standard Time' };
    const address = `${person.name.toLowerCase().replaceAll(' ', '.')}@example.org`;
    const account = { address, user: address, password: `Passw0rd-${index + 1}` };
    const mailbox = exchange.state.addMailbox({
      ...account,
      displayName: person.name,
      timeZone: person.timeZone,
    });
    const seed = (options.seed ?? 1) * 1000 + index;
    for (const booking of generatedCalendar(seed, options.events ?? 40, now())) mailbox.book(booking);
    mailboxes.push(account);
    const agent = halo.state.addAgent({
      name: person.name,
      email: address,
      appointmentSync: preferenceOn,
      timeZone: person.timeZone,
    });
    agents.push({ id: agent.id, name: agent.name, email: agent.email });
  }
  return {
    exchange,
    halo,
    description: {
      exchange: { url: exchange.url, master, mailboxes },
      halo: { url: halo.url, clientId: halo.clientId, clientSecret, agents },
      settings: settingsFor({
        exchangeUrl: exchange.url,
        masterUser: master.user,
        signIn: auth,
        haloUrl: halo.url,
        clientId: halo.clientId,
        exchangeModule,
      }),
      environment: { HALO_CLIENT_SECRET: clientSecret, EXCHANGE_PASSWORD: master.password },
    },
    close: async () => {
      await halo.close();
      await exchange.close();
    },
  };
}
