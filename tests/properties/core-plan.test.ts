/** The pure plan over random mailboxes: it comes to rest, its order is no accident, and the guard never parts what belongs together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { AppointmentReading, Draft, HaloAppointment, OwnedFields } from '../../main/core/appointment.ts';
import { decide } from '../../main/core/decide.ts';
import { fit } from '../../main/core/fit.ts';
import type { EventKey, Hold, Link } from '../../main/core/link.ts';
import { draftOf } from '../../main/core/mapping.ts';
import type { PlannedAction } from '../../main/core/plan/action.ts';
import { isEffect } from '../../main/core/plan/action.ts';
import { type GuardLimits, guard } from '../../main/core/plan/guard.ts';
import { settle } from '../../main/core/plan/settle.ts';
import { wish } from '../../main/core/plan/wish.ts';
import { inWindow } from '../../main/core/window.ts';
import { linkFor } from '../../main/engine/effect-ledger.ts';
import { defaultSettings } from '../../preload/contract/settings.ts';
import { aLink, anAppointment, anEvent, aPlanContext, keyed } from '../builders/events.ts';
import { type World, worlds } from './core-world.ts';
import { runParameters, seeds } from './random-runs.ts';

const context = aPlanContext();
const many = 300;

function planOf(world: World, verify = false): readonly PlannedAction[] {
  const { wishes } = wish(world.links, world.observation, { ...context, verify });
  return settle(wishes, world.links, world.halo, { ...context, verify });
}

function held(id: number, draft: Draft, before: HaloAppointment | null): HaloAppointment {
  return {
    ...draft,
    id,
    agentId: 7,
    marks: { ...draft.marks },
    lastModified: `written-${id}`,
    work: before?.work ?? [],
    isRecurringMaster: false,
    isDeleted: false,
  };
}

/** What is there once all that nobody has to be asked about is carried out. */
function applied(world: World, actions: readonly PlannedAction[]): World {
  const links = new Map(world.links);
  const byId = new Map<number, AppointmentReading>(world.halo.byId);
  const listed = new Map(world.halo.listed.map(row => [row.id, row]));
  let next = 7_000;
  for (const action of actions) {
    if (action.hold !== null) continue;
    if (action.kind === 'forget' || action.kind === 'remove') {
      links.delete(action.link.key);
      if (action.kind === 'remove' && action.link.haloId !== null) {
        byId.set(action.link.haloId, { kind: 'deleted' });
        listed.delete(action.link.haloId);
      }
    } else if (action.kind === 'leave') {
      if (links.get(action.link.key) === action.link) links.delete(action.link.key);
      links.set(action.refreshed.key, action.refreshed);
    } else {
      const haloId =
        action.kind === 'create'
          ? next++
          : action.kind === 'adopt'
            ? action.appointment.id
            : (action.link.haloId ?? 0);
      const before =
        action.kind === 'update' ? action.before : action.kind === 'adopt' ? action.appointment : null;
      const row = held(haloId, action.draft, before);
      byId.set(haloId, { kind: 'found', appointment: row });
      listed.set(haloId, row);
      if (action.kind === 'update' && links.get(action.link.key) === action.link)
        links.delete(action.link.key);
      const origin = action.kind === 'create' ? 'created' : 'adopted';
      const about = {
        haloId,
        lastModified: row.lastModified,
        fingerprint: action.fingerprint,
        origin,
      } as const;
      const { access, rulesFingerprint: rules } = context;
      links.set(action.key, linkFor(action.keyed, action.draft, { ...about, access, rules }));
    }
  }
  const gone = new Map(
    [...world.observation.gone].filter(([key]) => links.get(key) === world.links.get(key)),
  );
  return { links, observation: { ...world.observation, gone }, halo: { byId, listed: [...listed.values()] } };
}

const nameOf = (action: PlannedAction) =>
  `${action.kind} ${action.key} ${action.proposal} ${action.hold ?? ''}`;

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  return items
    .map((item, index) => ({ item, at: order[index % order.length] ?? index }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function guardWith(world: World, limits: GuardLimits, holds: ReadonlyMap<EventKey, Hold> = new Map()) {
  const actions = planOf(world);
  const run = { removals: 0, links: world.links.size };
  const { links } = world;
  const passedBefore = new Set<never>();
  return guard({ actions, links, holds, isFirstImport: false, passedBefore, foreignMarked: 0, run, limits });
}

test('a create that waits for one removal of its UID lets the other removals wait too', () => {
  const events = ['a', 'b', 'c'].map((itemId, copy) => keyed(anEvent({ itemId, freeBusy: 'free' }), copy));
  const [first, second, third] = events;
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  const linked = [first, second].map(({ event, key }, index) => ({ ...aLink(event, 5_001 + index), key }));
  const rows = [anAppointment(first.event, 5_001, { work: ['ticket'] }), anAppointment(second.event, 5_002)];
  const fresh = { ...third, event: { ...third.event, freeBusy: 'busy' as const } };
  const { held: waiting, pass } = guardWith(
    {
      links: new Map(linked.map(link => [link.key, link])),
      observation: {
        window: { start: '2026-03-10T00:00:00Z', end: '2026-09-23T00:00:00Z' },
        events: [first, second, fresh],
        gone: new Map(),
      },
      halo: {
        byId: new Map(rows.map(appointment => [appointment.id, { kind: 'found', appointment }])),
        listed: [],
      },
    },
    defaultSettings.safety,
  );
  assert.deepEqual(pass, []);
  assert.deepEqual(
    waiting.map(({ action, reason }) => [action.kind, reason]),
    [
      ['remove', 'halo-work'],
      ['create', 'unit-held'],
      ['remove', 'unit-held'],
    ],
  );
});

for (const { name, seed } of seeds) {
  test(`a plan that is carried out leaves nothing to do but what a person is asked (${name})`, async t => {
    await fc.assert(
      fc.property(worlds, world => {
        const first = planOf(world);
        const asked = new Set(first.filter(action => action.hold !== null).map(nameOf));
        const second = planOf(applied(world, first)).filter(isEffect);
        assert.deepEqual(
          second.map(nameOf).filter(text => !asked.has(text)),
          [],
        );
      }),
      runParameters(t, seed, many),
    );
  });

  test(`a plan that looks at all of Halo leaves Halo with what the rules want of each event (${name})`, async t => {
    await fc.assert(
      fc.property(worlds, world => {
        const actions = planOf(world, true);
        const waiting = new Set(actions.filter(action => action.hold !== null).map(action => action.key));
        const { links, observation, halo } = applied(world, actions);
        for (const each of observation.events) {
          const choice = decide(each.event, context.rules);
          const link = links.get(each.key);
          const isWanted = choice.kind === 'import' && inWindow(each.event, observation.window);
          if (!isWanted || waiting.has(each.key) || link?.state === 'deleted-in-halo') continue;
          assert.ok(link !== undefined, 'an event of the window without its link');
          const reading = halo.byId.get(link.haloId ?? 0);
          assert.ok(reading?.kind === 'found', 'a link without its appointment');
          const { when, subject, location, attendees, isPrivate } = draftOf(each, choice, context);
          const row = reading.appointment;
          assert.deepEqual(
            { when, subject, location, attendees, isPrivate },
            {
              when: row.when,
              subject: row.subject,
              location: row.location,
              attendees: row.attendees,
              isPrivate: row.isPrivate,
            },
          );
        }
      }),
      runParameters(t, seed, many),
    );
  });

  test(`no two actions of a plan are about one key or one appointment (${name})`, async t => {
    await fc.assert(
      fc.property(worlds, world => {
        const actions = planOf(world).filter(isEffect);
        const ids = actions.flatMap(action =>
          action.kind === 'adopt'
            ? [action.appointment.id]
            : action.kind === 'create'
              ? []
              : [action.link.haloId],
        );
        assert.equal(new Set(ids).size, ids.length);
        assert.equal(new Set(actions.map(action => `${action.kind} ${action.key}`)).size, actions.length);
        const made = actions.filter(action => action.kind !== 'remove').map(action => action.key);
        assert.equal(new Set(made).size, made.length);
      }),
      runParameters(t, seed, many),
    );
  });

  test(`the order of what was read does not change the plan (${name})`, async t => {
    const order = fc.array(fc.nat(), { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.property(worlds, order, (world, by) => {
        const { links, observation, halo } = world;
        const other: World = {
          links: new Map<EventKey, Link>(shuffled([...links], by)),
          observation: {
            ...observation,
            events: shuffled(observation.events, by),
            gone: new Map(shuffled([...observation.gone], by)),
          },
          halo: { byId: new Map(shuffled([...halo.byId], by)), listed: shuffled(halo.listed, by) },
        };
        assert.deepEqual(planOf(other), planOf(world));
      }),
      runParameters(t, seed, many),
    );
  });

  test(`the guard never lets half of a UID pass while the other half waits (${name})`, async t => {
    const limit = fc.integer({ min: 0, max: 5 });
    const percent = fc.integer({ min: 1, max: 100 });
    const limits = fc.record({
      removalsPerMailbox: limit,
      removalsPercent: percent,
      removalsAtLeast: limit,
      removalsPerRun: limit,
      removalsPerRunPercent: percent,
      createsPercent: percent,
    });
    await fc.assert(
      fc.property(worlds, limits, fc.boolean(), (world, limitsOfRun, waiting) => {
        const actions = planOf(world);
        const holds = new Map<EventKey, Hold>();
        for (const action of waiting ? actions.filter(isEffect) : [])
          holds.set(action.key, {
            key: action.key,
            action: action.kind,
            reason: 'many-removals',
            since: '2026-03-23T00:00:00Z',
            state: 'waiting',
            proposal: action.proposal,
            itemId: '',
            seriesId: null,
            start: '',
            end: '',
          });
        const guarded = guardWith(world, limitsOfRun, holds);
        const heldActions = guarded.held.map(each => each.action);
        assert.equal(guarded.pass.length + heldActions.length + guarded.kept.length, actions.length);
        for (const [kind, other] of [
          ['create', 'remove'],
          ['remove', 'create'],
        ] as const) {
          const waits = new Set(heldActions.filter(action => action.kind === kind).map(action => action.uid));
          const passes = guarded.pass.filter(action => action.kind === other && waits.has(action.uid));
          assert.deepEqual(passes.map(nameOf), [], `${other} passes while a ${kind} of its UID waits`);
        }
      }),
      runParameters(t, seed, many),
    );
  });

  test(`fitting twice changes nothing (${name})`, async t => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.string({ unit: 'grapheme', maxLength: 700 }),
      fc.array(fc.nat({ max: 0xffff }), { maxLength: 700 }).map(codes => String.fromCharCode(...codes)),
      fc.nat({ max: 4_100 }).map(length => `${'x'.repeat(length)} 😀 ${'e\u0301'.repeat(30)}`),
    );
    const fields: fc.Arbitrary<OwnedFields> = fc.record({
      when: fc.constantFrom(
        { kind: 'timed', start: '2026-03-25T09:00:00Z', end: '2026-03-25T08:00:00Z' } as const,
        { kind: 'all-day', first: '2026-03-25', last: '2026-03-26' } as const,
      ),
      subject: text,
      location: text,
      note: text,
      attendees: text,
      isPrivate: fc.boolean(),
    });
    await fc.assert(
      fc.property(fields, given => {
        const once = fit(given);
        assert.deepEqual(fit(once), once);
      }),
      runParameters(t, seed, many),
    );
  });
}
