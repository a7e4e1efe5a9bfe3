/**
 * Whether Halo agrees with Exchange, over the public interfaces of both servers and with code of its own. It names what is missing,
 * doubled or wrong; it mends nothing and knows nothing of the product.
 */
import type { ExchangeAccess, SeenEvent } from './exchange-calendars.ts';
import { readCalendar } from './exchange-calendars.ts';
import type { HaloAccess, HaloReader, HaloRow } from './halo-appointments.ts';
import { openHalo } from './halo-appointments.ts';
import { belongsInHalo, doesHold, type Held, shouldHold } from './held-in-halo.ts';

export interface ComparedPerson {
  readonly name: string;
  readonly address: string;
  readonly agentId: number;
}

export interface ComparisonInput {
  readonly exchange: ExchangeAccess;
  readonly halo: HaloAccess;
  readonly people: readonly ComparedPerson[];
  /** The span that is compared, as instants. */
  readonly from: string;
  readonly to: string;
  /** Appointments that were made in Halo and belong to nobody's calendar in Exchange, as they were at the beginning. */
  readonly madeInHalo: readonly { readonly id: number; readonly subject: string; readonly start: string }[];
}

export interface Comparison {
  readonly agree: boolean;
  /** Events of all calendars in Exchange, those that stay there included. */
  readonly events: number;
  /** Appointments in Halo that come from Exchange. */
  readonly appointments: number;
  /** One sentence each; empty when both agree. */
  readonly differences: readonly string[];
  /** Halo's rows by id, for telling what changed between two comparisons. */
  readonly rows: ReadonlyMap<number, HaloRow>;
}

const fields = ['when', 'subject', 'location', 'attendees', 'isPrivate', 'note'] as const;

function differing(should: Held, does: Held): readonly (typeof fields)[number][] {
  return fields.filter(field => {
    if (field === 'note') return should.note !== null && does.note !== null && should.note !== does.note;
    return should[field] !== does[field];
  });
}

interface Row {
  readonly id: number;
  readonly held: Held;
}

/** Takes from `rows` the first one that fits. */
function take(rows: Row[], fits: (row: Row) => boolean): Row | undefined {
  const index = rows.findIndex(fits);
  return index < 0 ? undefined : rows.splice(index, 1)[0];
}

function judge(person: ComparedPerson, wanted: readonly Held[], found: readonly Row[]): readonly string[] {
  const rows = [...found];
  const open = wanted.filter(
    should => take(rows, row => differing(should, row.held).length === 0) === undefined,
  );
  const differences: string[] = [];
  for (const should of open) {
    const near =
      take(rows, row => row.held.when === should.when && row.held.subject === should.subject) ??
      take(rows, row => row.held.when === should.when) ??
      take(rows, row => row.held.subject === should.subject && row.held.location === should.location);
    const what = `${person.name}, ${should.when}, "${should.subject}"`;
    if (near === undefined) differences.push(`${what}: missing in Halo.`);
    else {
      const wrong = differing(should, near.held).map(field => `${field} is "${near.held[field]}"`);
      differences.push(`${what}: appointment ${near.id} is wrong: ${wrong.join(', ')}.`);
    }
  }
  for (const row of rows) {
    const twin = wanted.some(should => differing(should, row.held).length === 0);
    const what = `${person.name}, ${row.held.when}, "${row.held.subject}"`;
    differences.push(
      twin
        ? `${what}: appointment ${row.id} is there twice.`
        : `${what}: appointment ${row.id} has no event in Exchange.`,
    );
  }
  return differences;
}

/** The notes are not in Halo's lists; those that matter are read one by one. */
async function rowsWithNotes(
  halo: HaloReader,
  listed: readonly HaloRow[],
  wanted: readonly Held[],
): Promise<readonly Row[]> {
  const noted = new Set(wanted.filter(held => held.note !== '' || held.isPrivate).map(held => held.when));
  const rows: Row[] = [];
  for (const row of listed) {
    const id = Number(row.get('id'));
    const bare = doesHold(row, null);
    const full = noted.has(bare.when) || bare.isPrivate ? await halo.read(id) : null;
    rows.push({ id, held: full === null ? bare : doesHold(full, String(full.get('note') ?? '')) });
  }
  return rows;
}

function touches(event: SeenEvent, from: string, to: string): boolean {
  return event.start < Date.parse(to) && event.end > Date.parse(from);
}

export async function compare(input: ComparisonInput): Promise<Comparison> {
  const halo = await openHalo(input.halo);
  const differences: string[] = [];
  const all = new Map<number, HaloRow>();
  let events = 0;
  let appointments = 0;
  for (const person of input.people) {
    const seen = await readCalendar(input.exchange, person.address, input.from, input.to);
    const wanted = seen
      .filter(event => belongsInHalo(event) && touches(event, input.from, input.to))
      .map(event => shouldHold(event, person.address));
    const listed = await halo.list(person.agentId, input.from, input.to);
    for (const row of listed) all.set(Number(row.get('id')), row);
    const own = new Set(input.madeInHalo.map(one => one.id));
    const ours = listed.filter(row => !own.has(Number(row.get('id'))));
    events += seen.length;
    appointments += ours.length;
    differences.push(...judge(person, wanted, await rowsWithNotes(halo, ours, wanted)));
  }
  for (const made of input.madeInHalo) {
    const row = all.get(made.id);
    const kept = row?.get('subject') === made.subject && row.get('start_date') === made.start;
    if (!kept) differences.push(`Appointment ${made.id} was made in Halo and is no longer as it was.`);
  }
  return { agree: differences.length === 0, events, appointments, differences, rows: all };
}
