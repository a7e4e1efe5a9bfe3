/**
 * Real servers with something in them, and everything that the import ever asks of them, to be asked again and again over an HTTP client that
 * remembers their answers and can mutate one on its way. The readers of answers are met here thousands of times a minute.
 */
import { searchAddress } from '../../main/adapters/exchange/autodiscover/search.ts';
import { createCalendarSource } from '../../main/adapters/exchange/calendar-source.ts';
import { createHalo } from '../../main/adapters/halo/halo.ts';
import {
  createHttpClient,
  type HttpClient,
  type HttpOutcome,
  type HttpRequest,
} from '../../main/adapters/http/http-client.ts';
import type { Log } from '../../main/ports.ts';
import { type Installation, install } from '../scenarios/installation.ts';
import { ScenarioClock } from '../scenarios/scenario-clock.ts';
import { type Asker, askedSpan, type Question, questionsOf } from './asked-questions.ts';

const never = new AbortController().signal;
const silent: Log = { write: () => undefined, problem: () => undefined };
const password = 'master-password';

/** Called with each answer, counted from 0 in a trial; what it gives is what arrives. */
export type OnTheWay = (outcome: HttpOutcome, request: HttpRequest) => HttpOutcome;

export interface Trial {
  readonly asker: Asker;
  readonly clock: ScenarioClock;
  /** Requests so far. */
  steps(): number;
}

export class AskedServers {
  readonly questions: readonly Question[];
  readonly #house: Installation;
  readonly #http: HttpClient;
  readonly #known = new Map<string, HttpOutcome>();

  private constructor(house: Installation, http: HttpClient, questions: readonly Question[]) {
    this.#house = house;
    this.#http = http;
    this.questions = questions;
  }

  static async open(): Promise<AskedServers> {
    const house = await install({ agents: [{ name: 'Anna' }, { name: 'Bea' }] });
    bookSome(house);
    await house.sync();
    const http = createHttpClient({
      maxSockets: 8,
      clock: house.clock,
      requestLog: { record: () => undefined, latest: async () => [] },
    });
    const bare = new AskedServers(house, http, []);
    const { source } = bare.trial(outcome => outcome, 100).asker;
    const anna = { address: 'anna@example.org', folderId: null };
    const folder = await source.openCalendar(anna, never);
    const feed = await source.changes(
      { ...anna, folderId: folder.ok ? folder.value.folderId : '' },
      null,
      never,
    );
    if (!folder.ok || !feed.ok) throw new Error('the servers do not answer');
    house
      .mailbox('Anna')
      .book({ subject: 'Later', start: '2026-03-26T09:00:00', end: '2026-03-26T10:00:00' });
    return new AskedServers(house, http, questionsOf(house, folder.value.folderId, feed.value.state));
  }

  /** Adapters that know nothing yet. A trial that asks more than `mostSteps` times rejects. */
  trial(onTheWay: OnTheWay, mostSteps: number): Trial {
    const clock = new ScenarioClock();
    let steps = 0;
    const http: HttpClient = {
      request: async request => {
        steps += 1;
        if (steps > mostSteps) throw new Error(`asks for the ${steps}th time`);
        return onTheWay(await this.#real(request), request);
      },
      certificateOf: () => null,
      close: () => undefined,
    };
    const { exchange, halo } = this.#house.settings();
    const settings = { ...exchange, user: 'EXAMPLE\\halo-sync' };
    const asker: Asker = {
      source: createCalendarSource({ settings, password, http, clock, log: silent }),
      desk: createHalo({
        settings: halo,
        clientSecret: this.#house.halo.clientSecret,
        http,
        clock,
        log: silent,
      }).desk,
      autodiscover: async () => {
        const first = new URL('/autodiscover/autodiscover.svc', exchange.url).href;
        const options = {
          settings: { ...settings, signIn: 'basic' as const },
          secret: password,
          http,
          clock,
        };
        return (await searchAddress(options, { address: 'anna@example.org', allowed: [], first }, never))
          .found;
      },
    };
    return { asker, clock, steps: () => steps };
  }

  /** The server's own answer; asked once. */
  async #real(request: HttpRequest): Promise<HttpOutcome> {
    const key = `${request.method} ${request.url} ${request.body ?? ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { signIn: _, take: __, ...plain } = request;
    const outcome = await this.#http.request(plain);
    if (outcome.ok) this.#known.set(key, outcome);
    return outcome;
  }

  async close(): Promise<void> {
    this.#http.close();
    await this.#house.close();
  }
}

function bookSome(house: Installation): void {
  const anna = house.mailbox('Anna');
  const at = (day: number, hour: number) =>
    `2026-04-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00`;
  for (let day = 1; day <= 8; day += 1)
    anna.book({
      subject: `Visit ${day} in Łódź`,
      body: 'Bring it & <more>',
      location: 'Room 1',
      start: at(day, 9),
      end: at(day, 10),
    });
  const weekly = {
    pattern: { kind: 'Weekly', interval: 1, days: ['Wednesday'] },
    range: { kind: 'numbered', count: 6 },
  } as const;
  const guests = [{ name: 'Bea', address: 'bea@example.org', kind: 'required' }] as const;
  anna.book({ subject: 'Stand-up', start: at(1, 14), end: at(1, 15), recurrence: weekly, attendees: guests });
  anna.book({ subject: 'Fair', allDay: true, start: at(20, 0), end: at(22, 0) });
  const dates = anna
    .expand(Date.parse(askedSpan.start), Date.parse(askedSpan.end))
    .filter(event => event.kind === 'Occurrence');
  const [first, second] = dates;
  if (first !== undefined) anna.change(first.id, { subject: 'Stand-up elsewhere', location: 'Hall' });
  if (second !== undefined) anna.remove(second.id);
}
