/** Everything that the import ever asks of the servers, and when an answer to it is true. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Draft } from '../../main/core/appointment.ts';
import type { ItemAnswer } from '../../main/core/event.ts';
import { type Result, succeeded } from '../../main/core/problem.ts';
import type { AppointmentDesk, CalendarSource } from '../../main/ports.ts';
import { aDraft } from '../contracts/desk-under-test.ts';
import type { Installation } from '../scenarios/installation.ts';

const never = new AbortController().signal;
/** What is viewed and listed. */
export const askedSpan = { start: '2026-03-01T00:00:00Z', end: '2026-06-01T00:00:00Z' };

/** What a question is asked with. */
export interface Asker {
  readonly source: CalendarSource;
  readonly desk: AppointmentDesk;
  readonly autodiscover: () => Promise<readonly string[]>;
}

export interface Question {
  readonly name: string;
  readonly peer: 'exchange' | 'halo';
  readonly ask: (asker: Asker) => Promise<Result<unknown>>;
  /** True when the value is the real one, or tells no more than that a part of it is not known. */
  readonly isTrue: (value: unknown, real: unknown) => boolean;
}

const viewSchema = z.object({
  rows: z.array(z.looseObject({ itemId: z.string() })),
  unusable: z.array(z.string()),
  nameless: z.number(),
});

/** Each answer is the real one or says that its item could not be read. */
function areItems(value: unknown, real: unknown): boolean {
  if (!Array.isArray(value) || !Array.isArray(real) || value.length !== real.length) return false;
  return value.every(
    (one: ItemAnswer, index) => one.kind === 'unreadable' || isDeepStrictEqual(one, real[index]),
  );
}

function areFacts(value: unknown, real: unknown): boolean {
  if (typeof value !== 'object' || value === null || typeof real !== 'object' || real === null) return false;
  const known = new Map(Object.entries(real));
  return Object.entries(value).every(
    ([name, each]) => each === null || isDeepStrictEqual(each, known.get(name)),
  );
}

function areOutcomes(value: unknown, real: unknown): boolean {
  if (!Array.isArray(value) || !Array.isArray(real) || value.length !== real.length) return false;
  return value.every(
    (one, index) => one.kind === 'unnamed' || (one.kind === 'written' && one.id === real[index].id),
  );
}

/** The changes themselves, wherever the pages were cut; one state is as good as another that the server gave. */
function isFeed(value: unknown, real: unknown): boolean {
  const state = (each: unknown) =>
    typeof each === 'object' && each !== null ? { ...each, state: '' } : each;
  return isDeepStrictEqual(state(value), state(real));
}

const same = (value: unknown, real: unknown) => isDeepStrictEqual(value, real);
const sameOrUnknown = (value: unknown, real: unknown) => value === '' || same(value, real);

function draftOf(mark: string): Draft {
  const draft = aDraft();
  return { ...draft, marks: { ...draft.marks, mark, entryId: `${mark}-entry` } };
}

/** Every row as it is, or told as one that cannot be used. */
function isView(value: unknown, real: unknown): boolean {
  const [seen, whole] = [value, real].map(each => viewSchema.parse(each));
  if (seen === undefined || whole === undefined) return false;
  const missing = whole.rows.filter(row => !seen.rows.some(each => isDeepStrictEqual(each, row)));
  const told = missing.filter(row => seen.unusable.includes(row.itemId)).length;
  return seen.rows.length === whole.rows.length - missing.length && missing.length - told <= seen.nameless;
}

export function questionsOf(house: Installation, folderId: string, state: string): readonly Question[] {
  const anna = { address: 'anna@example.org', folderId };
  const events = house.mailbox('Anna').expand(Date.parse(askedSpan.start), Date.parse(askedSpan.end));
  const ids = [...new Set(events.map(event => event.id))].slice(0, 12);
  const occurrences = events.filter(event => event.kind !== 'Single').map(event => event.id);
  const items = house.mailbox('Anna').items();
  const itemIds = [...items.map(item => item.id), `${ids[0] ?? ''}gone`];
  const agentId = house.agentId('Anna');
  const rows = house.appointments('Anna');
  const row = rows[0]?.id ?? 0;
  const creates = [1, 2, 3].map(number => ({
    id: null,
    agentId,
    draft: draftOf(`halo-integrator:${number}`),
  }));
  const update = { id: row, agentId, draft: draftOf('halo-integrator:4') };
  const exchange = { peer: 'exchange', isTrue: same } as const;
  const halo = { peer: 'halo', isTrue: same } as const;
  return [
    {
      ...exchange,
      name: 'GetFolder',
      ask: ({ source }) => source.openCalendar({ ...anna, folderId: null }, never),
    },
    {
      ...exchange,
      name: 'SyncFolderItems from the start',
      isTrue: isFeed,
      ask: ({ source }) => source.changes(anna, null, never),
    },
    {
      ...exchange,
      name: 'SyncFolderItems',
      isTrue: isFeed,
      ask: ({ source }) => source.changes(anna, state, never),
    },
    {
      ...exchange,
      name: 'FindItem',
      isTrue: isView,
      ask: ({ source }) => source.view(anna, askedSpan, never),
    },
    {
      ...exchange,
      name: 'GetItem',
      isTrue: areItems,
      ask: ({ source }) => source.items(anna, itemIds, never),
    },
    {
      ...exchange,
      name: 'GetItem of occurrences',
      isTrue: areItems,
      ask: ({ source }) => source.items(anna, ids, never),
    },
    {
      ...exchange,
      name: 'GetItem of masters',
      isTrue: areItems,
      ask: ({ source }) => source.masters(anna, occurrences.slice(0, 3), never),
    },
    {
      ...exchange,
      name: 'Autodiscover',
      isTrue: (value, real) => (Array.isArray(value) && value.length === 0) || same(value, real),
      ask: async ({ autodiscover }) => succeeded(await autodiscover()),
    },
    { ...halo, name: 'agents', ask: ({ desk }) => desk.agents(never) },
    { ...halo, name: 'facts', isTrue: areFacts, ask: ({ desk }) => desk.facts(never) },
    { ...halo, name: 'account', isTrue: sameOrUnknown, ask: ({ desk }) => desk.signedInAs(never) },
    { ...halo, name: 'list', ask: ({ desk }) => desk.list(agentId, askedSpan, never) },
    { ...halo, name: 'single', ask: ({ desk }) => desk.read(row, never) },
    { ...halo, name: 'create', isTrue: areOutcomes, ask: ({ desk }) => desk.write(creates, never) },
    { ...halo, name: 'update', isTrue: areOutcomes, ask: ({ desk }) => desk.write([update], never) },
    {
      ...halo,
      name: 'delete',
      isTrue: (value, real) => same(value, real) || value === 'removed',
      ask: ({ desk }) => desk.remove(rows.at(-1)?.id ?? 0, never),
    },
  ];
}
