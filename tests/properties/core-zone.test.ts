/** Wall times out of zone rules are those of the world: compared with Temporal, and with the zones of the simulated Exchange. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { zoneByName } from '../../main/adapters/exchange/zone-by-name.ts';
import { instantOf } from '../../main/core/window.ts';
import type { ZoneEra, ZoneRules } from '../../main/core/zone.ts';
import { allDayDates, dateIn, offsetMinutesAt, wallTime } from '../../main/core/zone.ts';
import { Zone, type ZoneDefinition } from '../../main/simulators/exchange/state/zone.ts';
import { runParameters, seeds } from './random-runs.ts';
import { definitionOf, zoneNames } from './zones.ts';

const many = 400;
const now = '2026-03-23T07:00:00Z';
/** The years around `now` for which rules are made of a name. */
const from = Date.parse('2023-01-02T00:00:00Z');
const until = Date.parse('2030-12-30T00:00:00Z');
const minuteMs = 60_000;
const dayMs = 86_400_000;

const iana = [
  'Europe/Paris',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  // Half an hour, two hours, three quarters, a winter time that is the exception, rules that differ each year.
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Pacific/Chatham',
  'Europe/Dublin',
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/St_Johns',
  'America/Santiago',
  'America/Nuuk',
  'Asia/Kathmandu',
] as const;

function rulesOf(name: string): ZoneRules {
  const rules = zoneByName(name, now);
  if (rules === null) throw new Error(`no rules for ${name}`);
  return rules;
}

const ruled = new Map(iana.map(name => [name, rulesOf(name)]));

function rulesFor(name: (typeof iana)[number]): ZoneRules {
  return ruled.get(name) ?? rulesOf(name);
}

function inWorld(name: string, epochMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(name);
}

/** Moments, many of them near a change of the clocks. */
function momentsIn(name: string): fc.Arbitrary<number> {
  const anyTime = fc.integer({ min: from / 1_000, max: until / 1_000 }).map(second => second * 1_000);
  const changes: number[] = [];
  for (let at = inWorld(name, from); ; ) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= until) break;
    changes.push(next.epochMilliseconds);
    at = next;
  }
  if (changes.length === 0) return anyTime;
  const offset = fc.oneof(
    fc.constantFrom(-1_000, 0, 1_000),
    fc.integer({ min: -200, max: 200 }).map(minutes => minutes * minuteMs),
  );
  const nearChange = fc.record({ change: fc.constantFrom(...changes), offset });
  return fc.oneof(
    anyTime,
    nearChange.map(near => near.change + near.offset),
  );
}

const placed = fc.constantFrom(...iana).chain(name => momentsIn(name).map(moment => ({ name, moment })));

/** The definition of the simulated Exchange in the words of the product, as the wire carries it. */
function rulesOfDefinition(definition: ZoneDefinition): ZoneRules {
  const offset = (period: string) =>
    -(definition.periods.find(each => each.id === period)?.bias ?? Number.NaN);
  const eras = definition.starts.map((start): ZoneEra => {
    const group = definition.groups.find(each => each.id === start.group);
    if (group === undefined) throw new Error('a start without its group');
    return {
      from: start.from ?? null,
      offsetMinutes: offset(group.fixed ?? group.changes.at(-1)?.to ?? ''),
      changes: group.changes.map(change => ({
        kind: 'yearly' as const,
        month: change.month,
        weekday: 'day' in change ? null : change.weekday,
        occurrence: 'day' in change ? 1 : change.occurrence,
        day: 'day' in change ? change.day : null,
        minuteOfDay: change.at,
        offsetMinutes: offset(change.to),
      })),
    };
  });
  return { name: definition.name, eras };
}

/** The moments at which a zone of the simulated Exchange changes its offset, to the second. */
function changesOf(zone: Zone, start: number, end: number): readonly number[] {
  const found: number[] = [];
  for (let day = start; day < end; day += dayMs) {
    const after = zone.offsetAt(day + dayMs);
    if (after === zone.offsetAt(day)) continue;
    let low = day;
    let high = day + dayMs;
    while (high - low > 1_000) {
      const middle = low + Math.floor((high - low) / 2_000) * 1_000;
      if (zone.offsetAt(middle) === after) high = middle;
      else low = middle;
    }
    found.push(high);
  }
  return found;
}

for (const { name: which, seed } of seeds) {
  test(`wall times and dates of a moment are those of Temporal (${which})`, async t => {
    await fc.assert(
      fc.property(placed, ({ name, moment }) => {
        const rules = rulesFor(name);
        const world = inWorld(name, moment);
        assert.equal(offsetMinutesAt(rules, moment), world.offsetNanoseconds / 60e9, `${name} ${moment}`);
        const instant = instantOf(moment);
        assert.equal(wallTime(instant, rules), world.toPlainDateTime().toString({ smallestUnit: 'second' }));
        assert.equal(dateIn(instant, rules), world.toPlainDate().toString());
      }),
      runParameters(t, seed, many),
    );
  });

  test(`a wall time that exists comes back from its instant (${which})`, async t => {
    await fc.assert(
      fc.property(placed, ({ name, moment }) => {
        const wall = Temporal.PlainDateTime.from(`${instantOf(moment).slice(0, 19)}`);
        const world = wall.toZonedDateTime(name);
        const back = wallTime(instantOf(world.epochMilliseconds), rulesFor(name));
        // One that the clocks skip is read as Temporal moves it.
        assert.equal(back, world.toPlainDateTime().toString({ smallestUnit: 'second' }));
      }),
      runParameters(t, seed, many),
    );
  });

  test(`all-day dates come back, also where midnight is skipped or there twice (${which})`, async t => {
    await fc.assert(
      fc.property(placed, fc.integer({ min: 1, max: 20 }), ({ name, moment }, days) => {
        const first = inWorld(name, moment).toPlainDate();
        const after = first.add({ days });
        const instant = (date: Temporal.PlainDate) => instantOf(date.toZonedDateTime(name).epochMilliseconds);
        assert.deepEqual(allDayDates(instant(first), instant(after), rulesFor(name)), {
          first: first.toString(),
          last: first.add({ days: days - 1 }).toString(),
        });
      }),
      runParameters(t, seed, many),
    );
  });

  test(`an all-day event whose edges are not midnight here counts for the nearest midnights (${which})`, async t => {
    const shift = fc.integer({ min: -9 * 60, max: 9 * 60 }).map(minutes => minutes * minuteMs);
    await fc.assert(
      fc.property(placed, shift, fc.integer({ min: 1, max: 5 }), ({ name, moment }, by, days) => {
        const first = inWorld(name, moment).toPlainDate();
        const edge = (date: Temporal.PlainDate) =>
          instantOf(date.toZonedDateTime(name).epochMilliseconds + by);
        const dates = allDayDates(edge(first), edge(first.add({ days })), rulesFor(name));
        assert.deepEqual(dates, { first: first.toString(), last: first.add({ days: days - 1 }).toString() });
      }),
      runParameters(t, seed, many),
    );
  });

  test(`rules with several eras hold as the simulated Exchange reads them (${which})`, async t => {
    const zones = zoneNames.map(name => {
      const definition = definitionOf(name);
      const zone = new Zone(definition);
      const rules = rulesOfDefinition(definition);
      return { name, zone, rules, changes: changesOf(zone, Date.UTC(1990, 0), Date.UTC(2060, 0)) };
    });
    const second = fc.integer({ min: Date.UTC(1990, 0) / 1_000, max: Date.UTC(2060, 0) / 1_000 });
    const moments = fc.constantFrom(...zones).chain(known => {
      const anyTime = second.map(at => at * 1_000);
      if (known.changes.length === 0) return anyTime.map(moment => ({ ...known, moment }));
      const offset = fc.constantFrom(-3_600_000, -1_000, 0, 1_000, 3_600_000);
      const near = fc.record({ change: fc.constantFrom(...known.changes), offset });
      const moment = fc.oneof(
        anyTime,
        near.map(one => one.change + one.offset),
      );
      return moment.map(at => ({ ...known, moment: at }));
    });
    await fc.assert(
      fc.property(moments, ({ name, zone, rules, moment }) => {
        const about = `${name} ${instantOf(moment)}`;
        assert.equal(offsetMinutesAt(rules, moment) * minuteMs, zone.offsetAt(moment), about);
        const wall = zone.toWall(moment);
        assert.equal(wallTime(instantOf(zone.toInstant(wall)), rules), instantOf(wall).slice(0, 19), about);
        const midnight = zone.toInstant(Math.floor(wall / dayMs) * dayMs);
        assert.equal(dateIn(instantOf(midnight), rules), instantOf(wall).slice(0, 10), about);
      }),
      runParameters(t, seed, many),
    );
  });
}
