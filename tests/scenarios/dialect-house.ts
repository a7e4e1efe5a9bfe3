/** What the dialect rows need besides the story: the house that a row describes, and the comparison as far as it can be made there. */
import assert from 'node:assert/strict';
import type { ExchangeDialect } from '../../main/simulators/exchange/state/dialect.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import type { HaloDialect } from '../../main/simulators/halo/dialect.ts';
import { weeklySchedule } from '../../main/simulators/halo/schedule.ts';
import type { HaloState } from '../../main/simulators/halo/state.ts';
import { theValue } from '../builders/results.ts';
import { type CompareOptions, differences } from './compare.ts';
import type { Row } from './dialect-rows.ts';
import { type Installation, install } from './installation.ts';
import { deletedByHand, overlong, storyAgents } from './story.ts';

const master = 'EXAMPLE\\halo-sync';
const carla = 'carla@example.org';
/** The occurrence that somebody deletes while its change is on its way, as it is before and after the edit. */
const raced = { before: '2026-04-22T07:00:00', after: '2026-04-22T06:45:00' };

type AnyRow = Row<unknown>;

export async function builtFor(side: 'halo' | 'exchange', name: string, row: AnyRow): Promise<Installation> {
  const ofExchange: Partial<ExchangeDialect> = {};
  const ofHalo: Partial<HaloDialect> = { ...row.besides };
  if (name !== '') Object.assign(side === 'halo' ? ofHalo : ofExchange, { [name]: row.value });
  const module = { url: '', user: master, password: 'master-password' };
  const closed = row.closedMailbox;
  const house = await install({
    agents: closed === undefined ? storyAgents : [...storyAgents, { name: 'Carla' }],
    settings: {
      halo: { door: row.throughIntegrator === true ? 'integrator' : 'appointments' },
      exchange: { access: closed?.access ?? 'impersonation' },
    },
    exchange: { dialect: ofExchange },
    halo: {
      dialect: ofHalo,
      ...(row.throughIntegrator === true ? { exchangeModule: module } : {}),
      ...(row.requestsPerMinute === undefined ? {} : { requestsPerMinute: row.requestsPerMinute }),
    },
  });
  module.url = house.exchange.url;
  house.halo.state.control.useutcforappointments = row.timesNotInUtc !== true;
  if (row.throughIntegrator !== true) bookMaster(house);
  const open = house.exchange.state.mailboxes.map(mailbox => mailbox.address).filter(each => each !== carla);
  if (closed?.access === 'impersonation') house.exchange.state.setImpersonation(master, open);
  if (closed?.access === 'delegate')
    for (const address of open) house.exchange.state.setRights(master, address, 'editor', true);
  return house;
}

/** A series of Halo's own that looks like one of the events, and is none. */
function bookMaster(house: Installation): void {
  house.halo.state.book({
    agent_id: house.agentId('Anna'),
    subject: 'Call 1',
    start_date: '2026-04-13T08:00:00Z',
    end_date: '2026-04-13T08:20:00Z',
    _recurringmaster: true,
    schedule: weeklySchedule(1, ['Monday'], 4),
  });
}

/** The sync states of another server: what is saved is no longer worth anything. */
export async function loseSyncStates(house: Installation): Promise<void> {
  const { folder, store } = await house.open();
  try {
    for (const mailbox of theValue(await store.known())) {
      const state = theValue(await store.readState(mailbox));
      if (state !== null) theValue(await store.writeState(mailbox, { ...state, syncState: 'H4sIAAAnobody' }));
    }
  } finally {
    await store.close();
    await folder.close();
  }
}

/** One import, in the middle of whose first array somebody deletes one of its appointments in Halo. */
export async function deleteMeanwhile(house: Installation): Promise<void> {
  const row = house.appointments('Anna').find(each => each.start_date === raced.before);
  assert.ok(row !== undefined);
  const slow = house.halo.faults.order({ method: 'POST', path: '/appointment', kind: 'slow', ms: 50 });
  const run = house.sync();
  while (slow.hits === 0) await new Promise(resolve => setImmediate(resolve));
  house.halo.state.deleteByHand(row.id);
  await run;
}

/** Differences that nobody caused but the story and the kind of house itself are left out. */
export function disagreements(house: Installation, row: AnyRow): readonly string[] {
  const expected = [
    new RegExp(`"${deletedByHand}.*: missing$`),
    new RegExp(`"${overlong}".*: location is `),
    ...(row.deletedMeanwhile === true ? [new RegExp(`${raced.after}Z: missing$`)] : []),
    ...(row.noteAsHtml === true ? [/: note is "<p>/] : []),
    ...(row.withoutPlace === true ? [/: location is ""/] : []),
    ...(row.throughIntegrator === true ? [/: (location|note|attendees) is /] : []),
  ];
  const options: CompareOptions = {
    addresses: storyAgents.map(agent => `${agent.name.toLowerCase()}@example.org`),
    ...(row.throughIntegrator === true ? { rules: { private: 'skip' } } : {}),
  };
  const compared = row.withoutIds === true ? { ...house, halo: { state: withIds(house) } } : house;
  return differences(compared, options)
    .filter(line => !expected.some(pattern => pattern.test(line)))
    .map(line => line.slice(0, 300));
}

/** The state of a Halo that keeps no ItemIds, with the id of an event at the very time of each appointment. */
function withIds(house: Installation): HaloState {
  const { state } = house.halo;
  const named = new Map<number, AppointmentRow>();
  for (const mailbox of house.exchange.state.mailboxes) {
    const agent = state.agents().find(each => each.email === mailbox.address);
    const rows = state
      .appointments()
      .filter(each => each.agent_id === agent?.id && !each.deleted && !each._recurringmaster);
    const events = mailbox.expand('2025-01-01T00:00:00Z', '2028-01-01T00:00:00Z');
    const free = new Set(rows);
    for (const event of events) {
      const start = event.allDay ? `${event.firstDate}T00:00:00` : event.start.slice(0, 19);
      const at = [...free].filter(each => each.start_date === start);
      const found = at.find(each => each.subject === event.subject) ?? at[0];
      if (found === undefined) continue;
      free.delete(found);
      named.set(found.id, { ...found, entryid: event.id });
    }
  }
  const copy: HaloState = Object.create(state);
  return Object.assign(copy, {
    appointments: () => state.appointments().map(each => named.get(each.id) ?? each),
  });
}
