/** Zone definitions on the wire, with their full rules or the Id alone. */

import { dayNames } from '../state/recurrence.ts';
import type { ZoneChange, ZoneDefinition } from '../state/zone.ts';
import { escapeXml } from './write-soap.ts';

/** xs:duration of minutes, as Exchange writes it: '-PT5H30M', 'PT0H', 'PT23H59M59.999S'. */
function minutesDuration(minutes: number): string {
  const sign = minutes < 0 ? '-' : '';
  const ms = Math.round(Math.abs(minutes) * 60_000);
  const hours = Math.trunc(ms / 3_600_000);
  const rest = Math.trunc((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1000;
  const tail = `${rest === 0 ? '' : `${rest}M`}${seconds === 0 ? '' : `${seconds}S`}`;
  return `${sign}PT${hours === 0 && tail !== '' ? '' : `${hours}H`}${tail}`;
}

function target(kind: 'Period' | 'Group', id: string): string {
  return `<t:To Kind="${kind}">${escapeXml(id)}</t:To>`;
}

function change(rule: ZoneChange): string {
  const start = `${target('Period', rule.to)}<t:TimeOffset>${minutesDuration(rule.at)}</t:TimeOffset><t:Month>${rule.month}</t:Month>`;
  if ('day' in rule)
    return `<t:RecurringDateTransition>${start}<t:Day>${rule.day}</t:Day></t:RecurringDateTransition>`;
  return `<t:RecurringDayTransition>${start}<t:DayOfWeek>${dayNames[rule.weekday]}</t:DayOfWeek><t:Occurrence>${rule.occurrence}</t:Occurrence></t:RecurringDayTransition>`;
}

function rules(zone: ZoneDefinition): string {
  const periods = zone.periods.map(
    period =>
      `<t:Period Bias="${minutesDuration(period.bias)}" Name="${escapeXml(period.name)}" Id="${escapeXml(period.id)}"/>`,
  );
  const groups = zone.groups.map(group => {
    const fixed =
      group.fixed === undefined ? '' : `<t:Transition>${target('Period', group.fixed)}</t:Transition>`;
    return `<t:TransitionsGroup Id="${escapeXml(group.id)}">${fixed}${group.changes.map(change).join('')}</t:TransitionsGroup>`;
  });
  const starts = zone.starts.map(start =>
    start.from === undefined
      ? `<t:Transition>${target('Group', start.group)}</t:Transition>`
      : `<t:AbsoluteDateTransition>${target('Group', start.group)}<t:DateTime>${start.from}</t:DateTime></t:AbsoluteDateTransition>`,
  );
  return `<t:Periods>${periods.join('')}</t:Periods><t:TransitionsGroups>${groups.join('')}</t:TransitionsGroups><t:Transitions>${starts.join('')}</t:Transitions>`;
}

const written = new WeakMap<ZoneDefinition, string>();

/** <t:name Name="…" Id="…">rules</t:name>; an empty name is written as no Name. */
export function writeZone(name: string, zone: ZoneDefinition, idOnly: boolean): string {
  const label = zone.name === '' ? '' : ` Name="${escapeXml(zone.name)}"`;
  const start = `<t:${name}${label} Id="${escapeXml(zone.id)}"`;
  if (idOnly || zone.idOnly === true) return `${start}/>`;
  const text = written.get(zone) ?? rules(zone);
  written.set(zone, text);
  return `${start}>${text}</t:${name}>`;
}
