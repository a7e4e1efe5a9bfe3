import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { windowsZones, zoneOf } from '../../../main/simulators/exchange/state/windows-zones.ts';
import { wall, Zone, type ZoneDefinition } from '../../../main/simulators/exchange/state/zone.ts';
import { ask, codes, getItems, texts, withSimulator } from './raw-client.ts';
import { anna, asAnna, create } from './write-requests.ts';

const iana: Readonly<Record<string, string>> = {
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'Pacific Standard Time': 'America/Los_Angeles',
  'US Mountain Standard Time': 'America/Phoenix',
  'Mountain Standard Time': 'America/Denver',
  'Central Standard Time': 'America/Chicago',
  'Eastern Standard Time': 'America/New_York',
  'Newfoundland Standard Time': 'America/St_Johns',
  'E. South America Standard Time': 'America/Sao_Paulo',
  UTC: 'UTC',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
  'FLE Standard Time': 'Europe/Kyiv',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'Arabian Standard Time': 'Asia/Dubai',
  'India Standard Time': 'Asia/Kolkata',
  'Nepal Standard Time': 'Asia/Kathmandu',
  'China Standard Time': 'Asia/Shanghai',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Line Islands Standard Time': 'Pacific/Kiritimati',
};

for (const definition of windowsZones) {
  test(`${definition.id} has the offsets of the world around every change since 2018`, () => {
    const zone = zoneOf(definition.id);
    const name = iana[definition.id];
    assert.ok(name !== undefined);
    let at: Temporal.ZonedDateTime | null =
      Temporal.Instant.from('2018-03-20T00:00:00Z').toZonedDateTimeISO(name);
    const end = Date.UTC(2036, 0, 1);
    while (at !== null && at.epochMilliseconds < end) {
      const turn: Temporal.ZonedDateTime = at;
      for (const seconds of [-7200, -3600, -2, 0, 1, 3600, 7200]) {
        const instant = turn.epochMilliseconds + seconds * 1000;
        const real = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
        assert.equal(zone.offsetAt(instant), real.offsetNanoseconds / 1e6, real.toString());
        const local = real.toPlainDateTime();
        const back: number = local.toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds;
        assert.equal(zone.toInstant(wall(local.toString().slice(0, 19))), back, real.toString());
      }
      at = turn.getTimeZoneTransition('next');
    }
  });
}

/** Half an hour ahead, changes on fixed dates, and an end of daylight time that came only in 2027. */
const custom: ZoneDefinition = {
  id: 'Customized Time Zone',
  name: '',
  periods: [
    { id: 's', name: 'Standard', bias: -30 },
    { id: 'd', name: 'Daylight', bias: -90 },
  ],
  groups: [
    {
      id: '0',
      changes: [
        { to: 'd', month: 4, day: 1, at: 60 },
        { to: 's', month: 10, weekday: 1, occurrence: 2, at: 120 },
      ],
    },
    { id: '1', changes: [], fixed: 's' },
  ],
  starts: [{ group: '0' }, { group: '1', from: '2027-07-01T00:00:00' }],
};

test('a zone of own rules converts by them, also when they end in the middle of a year', () => {
  const zone = new Zone(custom);
  const minutes = (text: string) => zone.offsetAt(Date.parse(text)) / 60_000;
  assert.equal(minutes('2026-04-01T00:29:59Z'), 30);
  assert.equal(minutes('2026-04-01T00:30:00Z'), 90);
  assert.equal(minutes('2026-10-12T00:29:59Z'), 90);
  assert.equal(minutes('2026-10-12T00:30:00Z'), 30);
  assert.equal(minutes('2027-06-30T22:29:59Z'), 90);
  assert.equal(minutes('2027-06-30T22:30:00Z'), 30);
  assert.equal(minutes('2030-07-01T00:00:00Z'), 30);
});

test('a wall time that comes twice is its first pass, one that is skipped moves on by the gap', () => {
  const berlin = zoneOf('W. Europe Standard Time');
  const at = (text: string) => new Date(berlin.toInstant(wall(text))).toISOString();
  assert.equal(at('2026-10-25T02:30:00'), '2026-10-25T00:30:00.000Z');
  assert.equal(at('2026-03-29T02:30:00'), '2026-03-29T01:30:00.000Z');
});

test('an item carries the rules of its zones, an empty name and an id alone included', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: 'anna@corp.example' });
    const times = { start: '2026-07-01T09:00:00', end: '2026-07-01T10:00:00' };
    const ids = [
      mailbox.book({ subject: 'a', ...times, timeZone: custom, endTimeZone: 'tzone://Microsoft/Utc' }),
      mailbox.book({ subject: 'b', ...times, timeZone: { ...custom, idOnly: true } }),
      mailbox.book({ subject: 'c', ...times, timeZone: 'Line Islands Standard Time' }),
    ];
    const { xml } = await ask(simulator, getItems(ids), { as: 'anna@corp.example' });
    assert.deepEqual(texts(xml, 'Start'), [
      '2026-07-01T07:30:00Z',
      '2026-07-01T07:30:00Z',
      '2026-06-30T19:00:00Z',
    ]);
    assert.match(
      xml,
      /<t:StartTimeZone Id="Customized Time Zone"><t:Periods><t:Period Bias="-PT30M" Name="Standard" Id="s"\/>/,
    );
    assert.match(
      xml,
      /<t:RecurringDateTransition><t:To Kind="Period">d<\/t:To><t:TimeOffset>PT1H<\/t:TimeOffset><t:Month>4<\/t:Month><t:Day>1<\/t:Day>/,
    );
    assert.match(
      xml,
      /<t:AbsoluteDateTransition><t:To Kind="Group">1<\/t:To><t:DateTime>2027-07-01T00:00:00<\/t:DateTime>/,
    );
    assert.match(xml, /<t:EndTimeZone Name="UTC" Id="tzone:\/\/Microsoft\/Utc">/);
    assert.match(xml, /<t:StartTimeZone Id="Customized Time Zone"\/>/);
    assert.match(xml, /<t:Period Bias="-PT14H" Name="Standard"/);
  }));

test('a zone context in the header turns the times of the answer to that zone', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: 'anna@corp.example' });
    const id = mailbox.book({ subject: 'a', start: '2026-07-01T09:00:00', end: '2026-07-01T10:00:00' });
    const asking = { as: 'anna@corp.example', zone: 'W. Europe Standard Time' };
    const { xml } = await ask(simulator, getItems([id]), asking);
    assert.deepEqual(texts(xml, 'Start'), ['2026-07-01T09:00:00+02:00']);
    const utc = await ask(simulator, getItems([id]), { ...asking, zone: 'UTC' });
    assert.deepEqual(texts(utc.xml, 'Start'), ['2026-07-01T07:00:00Z']);
  }));

test('a zone of own rules that a client sends is kept and used', () =>
  withSimulator({}, async simulator => {
    const mailbox = simulator.state.addMailbox({ address: anna });
    const zone = (periods: string) =>
      `<t:StartTimeZone Id="Own" Name="Own time"><t:Periods>${periods}</t:Periods><t:TransitionsGroups><t:TransitionsGroup Id="0"><t:Transition><t:To Kind="Period">p</t:To></t:Transition></t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions></t:StartTimeZone>`;
    const times = '<t:Start>2026-07-01T09:00:00</t:Start><t:End>2026-07-01T10:00:00</t:End>';
    const good = await ask(
      simulator,
      create(times + zone('<t:Period Id="p" Name="n" Bias="-PT1H30M"/>')),
      asAnna,
    );
    assert.deepEqual(codes(good.xml), ['NoError']);
    assert.equal(mailbox.items()[0]?.start, '2026-07-01T07:30:00Z');
    const bad = await ask(simulator, create(`${times}<t:StartTimeZone Id="Nowhere"/>`), asAnna);
    assert.deepEqual(codes(bad.xml), ['ErrorTimeZone']);
  }));

test('the server tells its zones, with rules or by name alone', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna });
    const ask1 = (inner: string, full: string) =>
      ask(
        simulator,
        `<m:GetServerTimeZones ReturnFullTimeZoneData="${full}">${inner}</m:GetServerTimeZones>`,
        asAnna,
      );
    const all = await ask1('', 'false');
    assert.match(all.xml, /<t:TimeZoneDefinition Name="[^"]+" Id="Tokyo Standard Time"\/>/);
    const one = await ask1('<m:Ids><t:Id>Tokyo Standard Time</t:Id></m:Ids>', 'true');
    assert.match(
      one.xml,
      /<m:TimeZoneDefinitions><t:TimeZoneDefinition Name="[^"]+" Id="Tokyo Standard Time"><t:Periods>/,
    );
    assert.equal(one.xml.split('<t:TimeZoneDefinition ').length, 2);
  }));
