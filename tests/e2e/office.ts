/**
 * Both simulated servers in the spec's own process: a spec does in Exchange and Halo what people do there, and orders what goes wrong. The
 * app knows them by their addresses alone.
 */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { type BothSimulators, startBothSimulators } from '../../main/simulators/both.ts';
import type { Booking } from '../../main/simulators/exchange/state/item.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import type { ArgumentsOf, EngineRequestName } from '../../preload/contract/requests.ts';
import { type App, test as launched, passTime } from './launch.ts';

export type Name = 'Anna Berg' | 'Bruno Costa' | 'Chloe Dubois';

export interface Office {
  readonly exchange: BothSimulators['exchange'];
  readonly halo: BothSimulators['halo'];
  readonly settings: BothSimulators['description']['settings'];
  readonly password: string;
  addressOf(name: Name): string;
  idOf(name: Name): number;
  /** Books so many hours on the days to come, one a day, and answers with their ids in Exchange. */
  book(name: Name, subject: string, many?: number, more?: Partial<Booking>): readonly string[];
  remove(name: Name, ids: readonly string[]): void;
  /** Subjects of the agent's live appointments in Halo, sorted. */
  inHalo(name: Name): readonly string[];
}

/** So many days from today, as an ISO date. */
export function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function openOffice(): Promise<Office & { close(): Promise<void> }> {
  const { exchange, halo, description, close } = await startBothSimulators({ agents: 3, events: 0 });
  const addressOf = (name: Name) => `${name.toLowerCase().replace(' ', '.')}@example.org`;
  const idOf = (name: Name) => description.halo.agents.find(agent => agent.name === name)?.id ?? 0;
  const isHers = (row: AppointmentRow, id: number) => row.agent_id === id && !row.deleted;
  return {
    exchange,
    halo,
    settings: description.settings,
    password: description.environment.EXCHANGE_PASSWORD,
    addressOf,
    idOf,
    book: (name, subject, many = 1, more = {}) =>
      Array.from({ length: many }, (_, index) =>
        exchange.state.mailbox(addressOf(name)).book({
          subject: many === 1 ? subject : `${subject} ${index + 1}`,
          start: `${dayAhead(index + 2)}T10:00:00`,
          end: `${dayAhead(index + 2)}T11:00:00`,
          ...more,
        }),
      ),
    remove(name, ids) {
      for (const id of ids) exchange.state.mailbox(addressOf(name)).remove(id);
    },
    inHalo: name =>
      halo.state
        .appointments()
        .filter(row => isHers(row, idOf(name)))
        .map(row => row.subject)
        .sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    close,
  };
}

export const test = launched.extend<{ office: Office }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  office: async ({}, use) => {
    const office = await openOffice();
    await use(office);
    await office.close();
  },
});

/** As the page asks; fails when it is refused. */
export async function ask<N extends EngineRequestName>(
  { page }: App,
  name: N,
  args: ArgumentsOf<N>,
): Promise<unknown> {
  const reply = await page.evaluate(
    ([asked, given]) => Reflect.get(globalThis, 'integrator').ask(asked, given),
    [name, args] as const,
  );
  expect(reply.ok, JSON.stringify(reply.problem)).toBe(true);
  return reply.value;
}

/** What First start ends with: settings, secrets, switched on, the first run begun. `changes`: settings beside the usual ones. */
export async function switchOn(
  app: App,
  office: Office,
  changes: Readonly<Record<string, object>> = {},
  password: string = office.password,
): Promise<void> {
  const draft = { ...office.settings, safety: { showSubjects: true }, ...changes };
  await ask(app, 'settings.save', { draft, basedOn: 0 });
  await ask(app, 'secrets.set', { name: 'halo.clientSecret', value: office.halo.clientSecret });
  await ask(app, 'secrets.set', { name: 'exchange.password', value: password });
  await ask(app, 'first-start.switch-on', {});
}

/** The one computed sentence of the page that is open. */
export function sentence(page: Page) {
  return page.getByRole('heading', { level: 1 });
}

/** Lets the time pass that the app gives a server that does not answer, until the sentence is there. */
export async function expectSooner(app: App, wanted: RegExp | string): Promise<void> {
  await expect(async () => {
    await passTime(app, 0.2);
    await expect(sentence(app.page)).toHaveText(wanted, { timeout: 500 });
  }).toPass({ intervals: [100] });
}

/** Opens a page by the side bar. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
}
