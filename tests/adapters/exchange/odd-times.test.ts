/** Times as real servers write them: zones of any name or none, whole days, fractions, offsets, lists of a series. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allDayDates, wallTime } from '../../../main/core/zone.ts';
import { answersOf, canned, itemOf, itemsAnswer, itemXml } from './canned-server.ts';

const period = (id: string, bias: string) => `<t:Period Bias="${bias}" Name="${id}" Id="${id}"/>`;
const yearly = (to: string, month: number, at: string) =>
  `<t:RecurringDayTransition><t:To Kind="Period">${to}</t:To><t:TimeOffset>${at}</t:TimeOffset><t:Month>${month}</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition>`;
const middleEurope = `<t:Periods>${period('std', '-PT1H')}${period('dst', '-PT2H')}</t:Periods><t:TransitionsGroups><t:TransitionsGroup Id="0">${yearly('dst', 3, 'PT2H')}${yearly('std', 10, 'PT3H')}</t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions>`;
const times = (start: string, end: string) => (xml: string) =>
  xml.replace(/<t:Start>[^<]*/, `<t:Start>${start}`).replace(/<t:End>[^<]*/, `<t:End>${end}`);

describe('time', () => {
  it('follows the rules that came along, whatever the zone is called', async () => {
    for (const named of [
      'Id="" Name=""',
      'Id="Customized Time Zone" Name="Customized Time Zone"',
      'Id="Mitteleuropäische Zeit" Name="(UTC+01:00) Amsterdam, Berlin"',
      'Id="tzone://Microsoft/Custom" Name=""',
      'Name="without any id"',
      'Id="Tokyo Standard Time" Name="a name that does not fit"',
    ]) {
      const zone = `<t:StartTimeZone ${named}>${middleEurope}</t:StartTimeZone>`;
      const server = canned(() => itemsAnswer([itemXml('A', zone)]));
      const [found] = await answersOf(server, ['A']);
      assert.equal(found?.kind, 'found');
      assert.equal(wallTime('2026-03-10T09:00:00Z', found.item.zone), '2026-03-10T10:00:00', named);
      assert.equal(wallTime('2026-07-10T09:00:00Z', found.item.zone), '2026-07-10T11:00:00', named);
      assert.deepEqual(server.log.lines, [], named);
    }
  });

  it('gives a whole day its date by the zone of its start, though its end names another', async () => {
    const zones = `<t:StartTimeZone Id="W. Europe Standard Time">${middleEurope}</t:StartTimeZone><t:EndTimeZone Id="tzone://Microsoft/Utc" Name=""/>`;
    const day = times(
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
    )(itemXml('A', `<t:IsAllDayEvent>true</t:IsAllDayEvent>${zones}`));
    const { start, end, zone } = await itemOf(day);
    assert.deepEqual(allDayDates(start, end, zone), { first: '2026-03-29', last: '2026-03-29' });
  });

  it('gives a whole day its date even if nobody knows its zone', async () => {
    for (const [start, end, date] of [
      ['2026-03-09T23:00:00Z', '2026-03-10T23:00:00Z', '2026-03-10'],
      ['2026-07-09T22:00:00Z', '2026-07-10T22:00:00Z', '2026-07-10'],
      ['2026-03-10T05:00:00Z', '2026-03-11T05:00:00Z', '2026-03-10'],
    ] as const) {
      const unknown = '<t:IsAllDayEvent>1</t:IsAllDayEvent><t:StartTimeZone Id="Mitteleuropäische Zeit"/>';
      const item = await itemOf(times(start, end)(itemXml('A', unknown)));
      assert.deepEqual(allDayDates(item.start, item.end, item.zone), { first: date, last: date });
    }
  });

  it('gives a week of whole days without any zone the dates of UTC', async () => {
    const week = times('2026-09-28T00:00:00Z', '2026-10-05T00:00:00Z');
    const item = await itemOf(week(itemXml('A', '<t:IsAllDayEvent>true</t:IsAllDayEvent>')));
    assert.deepEqual(allDayDates(item.start, item.end, item.zone), {
      first: '2026-09-28',
      last: '2026-10-04',
    });
  });

  it('reads moments with fractions, with offsets, and with both', async () => {
    const read = async (start: string, end: string) => {
      const item = await itemOf(times(start, end)(itemXml('A')));
      return [item.start, item.end];
    };
    const expected = ['2026-03-10T09:00:00Z', '2026-03-10T10:00:00Z'];
    assert.deepEqual(await read('2026-03-10T09:00:00.627639500Z', '2026-03-10T10:00:00.999Z'), expected);
    assert.deepEqual(await read('2026-03-10T11:00:00+02:00', '2026-03-10T12:00:00+02:00'), expected);
    assert.deepEqual(await read('2026-03-10T03:30:00.5-05:30', '2026-03-10T10:00:00+00:00'), expected);
  });

  it('reads the lists of a master whose own recurrence it could not', async () => {
    const more = `<t:Recurrence><t:HourlyRecurrence><t:Interval>2</t:Interval></t:HourlyRecurrence><t:NoEndRecurrence><t:StartDate>2026-12-02T00:00:00.000000Z</t:StartDate></t:NoEndRecurrence></t:Recurrence><t:ModifiedOccurrences><t:Occurrence><t:ItemId Id="X" ChangeKey="D"/><t:Start>2026-03-12T10:00:00.5Z</t:Start><t:End>2026-03-12T11:00:00+00:00</t:End><t:OriginalStart>2026-03-12T10:00:00+01:00</t:OriginalStart></t:Occurrence></t:ModifiedOccurrences><t:DeletedOccurrences><t:DeletedOccurrence><t:Start>2026-03-13T10:00:00+01:00</t:Start></t:DeletedOccurrence></t:DeletedOccurrences>`;
    const item = await itemOf(itemXml('A', more, 'RecurringMaster'));
    assert.deepEqual(item.modifiedOccurrences, [
      {
        itemId: 'X',
        originalStart: '2026-03-12T09:00:00Z',
        start: '2026-03-12T10:00:00Z',
        end: '2026-03-12T11:00:00Z',
      },
    ]);
    assert.deepEqual(item.deletedOccurrenceStarts, ['2026-03-13T09:00:00Z']);
  });
});
