/** Time zone definitions as Exchange writes them, and names that come without one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readXml } from '../../../main/adapters/exchange/read-answers/read-xml.ts';
import { readZoneRules } from '../../../main/adapters/exchange/read-answers/zone.ts';
import { ianaZones } from '../../../main/adapters/exchange/windows-zones.ts';
import { zoneByName } from '../../../main/adapters/exchange/zone-by-name.ts';
import { createZoneReader } from '../../../main/adapters/exchange/zone-reader.ts';
import { offsetMinutesAt, utcZone, wallTime, type ZoneRules } from '../../../main/core/zone.ts';
import { createCollectingLog } from '../../fakes/collecting-log.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const anything = { '*': {} };
const shape = {
  StartTimeZone: {
    Periods: anything,
    TransitionsGroups: { TransitionsGroup: { '*': anything } },
    Transitions: { '*': anything },
  },
};

function element(inner: string, attributes = 'Id="Test Standard Time" Name="(UTC) Test"') {
  const root = readXml(`<t:StartTimeZone ${attributes}>${inner}</t:StartTimeZone>`, shape)?.children[0];
  assert.ok(root !== undefined);
  return root;
}

function rules(inner: string): ZoneRules {
  const read = readZoneRules(element(inner));
  assert.ok(read !== null);
  return read;
}

const periods = `<t:Periods><t:Period Bias="-PT1H" Name="Standard" Id="std"/><t:Period Bias="-PT2H" Name="Daylight" Id="dst"/></t:Periods>`;
const day = (to: string, month: number, occurrence: number, offset: string) =>
  `<t:RecurringDayTransition><t:To Kind="Period">${to}</t:To><t:TimeOffset>${offset}</t:TimeOffset><t:Month>${month}</t:Month>
   <t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>${occurrence}</t:Occurrence></t:RecurringDayTransition>`;
const group = (id: string, inner: string) => `<t:TransitionsGroup Id="${id}">${inner}</t:TransitionsGroup>`;
const toGroup = (id: string) => `<t:Transition><t:To Kind="Group">${id}</t:To></t:Transition>`;
const from = (id: string, at: string) =>
  `<t:AbsoluteDateTransition><t:To Kind="Group">${id}</t:To><t:DateTime>${at}</t:DateTime></t:AbsoluteDateTransition>`;

const europe = `${periods}<t:TransitionsGroups>${group('0', day('dst', 3, -1, 'PT2H') + day('std', 10, -1, 'PT3H'))}
  </t:TransitionsGroups><t:Transitions>${toGroup('0')}</t:Transitions>`;

describe('a full definition', () => {
  it('turns Bias round and follows yearly changes to the minute', () => {
    const zone = rules(europe);
    assert.equal(zone.name, 'Test Standard Time');
    assert.equal(wallTime('2026-03-29T00:59:59Z', zone), '2026-03-29T01:59:59');
    assert.equal(wallTime('2026-03-29T01:00:00Z', zone), '2026-03-29T03:00:00');
    assert.equal(wallTime('2026-10-25T00:59:59Z', zone), '2026-10-25T02:59:59');
    assert.equal(wallTime('2026-10-25T01:00:00Z', zone), '2026-10-25T02:00:00');
    assert.equal(wallTime('2026-01-01T00:00:00Z', zone), '2026-01-01T01:00:00');
  });

  it('does not depend on the order of its changes', () => {
    const turned = `${periods}<t:TransitionsGroups>${group('0', day('std', 10, -1, 'PT3H') + day('dst', 3, -1, 'PT2H'))}
      </t:TransitionsGroups><t:Transitions>${toGroup('0')}</t:Transitions>`;
    assert.deepEqual(rules(turned), rules(europe));
  });

  it('reads the southern summer, which begins in one year and ends in the next', () => {
    const south = `${periods}<t:TransitionsGroups>${group('0', day('dst', 10, 1, 'PT2H') + day('std', 4, 1, 'PT3H'))}
      </t:TransitionsGroups><t:Transitions>${toGroup('0')}</t:Transitions>`;
    assert.equal(offsetMinutesAt(rules(south), Date.parse('2026-01-01T00:00:00Z')), 120);
    assert.equal(offsetMinutesAt(rules(south), Date.parse('2026-07-01T00:00:00Z')), 60);
  });

  it('changes its rules at a date, and before the first one keeps the first', () => {
    const zone = rules(`${periods}<t:TransitionsGroups>
      ${group('0', '<t:Transition><t:To Kind="Period">dst</t:To></t:Transition>')}
      ${group('1', '<t:Transition><t:To Kind="Period">std</t:To></t:Transition>')}</t:TransitionsGroups>
      <t:Transitions>${toGroup('0')}${from('1', '2026-01-01T00:00:00')}</t:Transitions>`);
    assert.equal(wallTime('2025-12-31T21:59:59Z', zone), '2025-12-31T23:59:59');
    assert.equal(wallTime('2025-12-31T22:00:00Z', zone), '2025-12-31T23:00:00');
    assert.equal(wallTime('1999-07-01T00:00:00Z', zone), '1999-07-01T02:00:00');
  });

  it('that begins at a date holds before it all the same', () => {
    const standard = '<t:Transition><t:To Kind="Period">std</t:To></t:Transition>';
    const zone = rules(`${periods}<t:TransitionsGroups>${group('0', standard)}</t:TransitionsGroups>
      <t:Transitions>${from('0', '2026-01-01T00:00:00')}</t:Transitions>`);
    assert.deepEqual(zone.eras, [{ from: null, offsetMinutes: 60, changes: [] }]);
  });

  it('takes midnight from the last millisecond of a day', () => {
    const zone = rules(`${periods}<t:TransitionsGroups>
      ${group('0', day('dst', 3, -1, 'PT0H') + day('std', 10, -1, 'PT23H59M59.999S'))}</t:TransitionsGroups>
      <t:Transitions>${toGroup('0')}</t:Transitions>`);
    assert.equal(wallTime('2026-10-25T21:59:00Z', zone), '2026-10-25T23:59:00');
    assert.equal(wallTime('2026-10-25T22:00:00Z', zone), '2026-10-25T23:00:00');
  });

  it('changes on fixed dates', () => {
    const date = (to: string, month: number, dayOfMonth: number) =>
      `<t:RecurringDateTransition><t:To Kind="Period">${to}</t:To><t:TimeOffset>PT0H</t:TimeOffset><t:Month>${month}</t:Month>
       <t:Day>${dayOfMonth}</t:Day></t:RecurringDateTransition>`;
    const zone =
      rules(`${periods}<t:TransitionsGroups>${group('0', date('dst', 4, 10) + date('std', 9, 20))}</t:TransitionsGroups>
      <t:Transitions>${toGroup('0')}</t:Transitions>`);
    assert.equal(wallTime('2026-04-09T22:59:00Z', zone), '2026-04-09T23:59:00');
    assert.equal(wallTime('2026-04-09T23:00:00Z', zone), '2026-04-10T01:00:00');
  });

  it('is not understood when a period is a day or more away from UTC', () => {
    for (const bias of ['P1D', '-PT24H', `-PT${'9'.repeat(400)}H`])
      assert.equal(readZoneRules(element(europe.replace('-PT2H', bias))), null);
  });

  it('may name a period where a group is usual', () => {
    const zone = rules(
      `${periods}<t:Transitions><t:Transition><t:To Kind="Period">dst</t:To></t:Transition></t:Transitions>`,
    );
    assert.equal(wallTime('2026-01-01T00:00:00Z', zone), '2026-01-01T02:00:00');
  });

  it('is not believed in part', () => {
    for (const inner of [
      '',
      periods,
      europe.replace('<t:Month>3</t:Month>', '<t:Month>13</t:Month>'),
      europe.replace('Sunday', 'Someday'),
      europe.replaceAll('dst</t:To>', 'nowhere</t:To>'),
      europe.replace('PT2H</t:TimeOffset>', 'two</t:TimeOffset>'),
      europe.replace('<t:To Kind="Group">0', '<t:To Kind="Group">7'),
    ]) {
      assert.equal(readZoneRules(element(inner)), null, inner);
    }
  });
});

describe('a name without rules', () => {
  const now = '2026-03-02T08:00:00Z';

  it('is known for every Windows name of the table', () => {
    for (const windows of ianaZones.keys()) assert.notEqual(zoneByName(windows, now), null, windows);
  });

  it('gives the offsets that the runtime knows, through every change of the years around', () => {
    for (const name of [
      'W. Europe Standard Time',
      'New Zealand Standard Time',
      'Lord Howe Standard Time',
      'Nepal Standard Time',
      'Morocco Standard Time',
      'Newfoundland Standard Time',
      'Asia/Kolkata',
      'europe/kyiv',
    ]) {
      const zone = zoneByName(name, now);
      assert.ok(zone !== null, name);
      const format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: ianaZones.get(name.toLowerCase()) ?? name,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      for (
        let at = Date.parse('2024-06-01T00:00:00Z');
        at < Date.parse('2029-06-01T00:00:00Z');
        at += 23 * 3_600_000
      ) {
        const expected = format.format(at).replace(' ', 'T');
        assert.equal(
          wallTime(new Date(at).toISOString(), zone),
          expected,
          `${name} ${new Date(at).toISOString()}`,
        );
      }
    }
  });

  it('is unknown when it is nobody’s', () => {
    for (const name of [
      'Customized Time Zone',
      'Mitteleuropäische Zeit',
      '+01:00',
      'tzone://Microsoft/Custom',
    ]) {
      assert.equal(zoneByName(name, now), null, name);
    }
  });
});

describe('the zone of an item', () => {
  const make = () => {
    const log = createCollectingLog();
    return { log, read: createZoneReader({ clock: createManualClock(), log }) };
  };

  it('is UTC without a word when there is none, or Exchange’s own name of UTC', () => {
    const { log, read } = make();
    assert.equal(read(undefined), utcZone);
    assert.equal(read(element('', 'Id="tzone://Microsoft/Utc" Name=""')), utcZone);
    assert.equal(read(element('', 'Id="" Name=""')), utcZone);
    assert.deepEqual(log.lines, []);
  });

  it('is UTC with a word in the log when nobody knows it; once, not for every item', () => {
    const { log, read } = make();
    for (let again = 0; again < 3; again += 1) {
      assert.equal(read(element('', 'Id="Mitteleuropäische Zeit" Name=""')), utcZone);
    }
    assert.deepEqual(
      log.lines.map(line => line.fields),
      [{ zone: 'Mitteleuropäische Zeit' }],
    );
  });

  it('follows the rules and not the name, and equal ones are one object', () => {
    const { read } = make();
    const first = read(element(europe, 'Id="Tokyo Standard Time" Name=""'));
    assert.equal(offsetMinutesAt(first, Date.parse('2026-01-01T00:00:00Z')), 60);
    assert.equal(read(element(europe, 'Id="Tokyo Standard Time" Name=""')), first);
  });
});
