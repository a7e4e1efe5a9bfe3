/** Agents, Schedule and Safety. */

import { FormRow } from '../../parts/form-row.tsx';
import { hrefOf } from '../../place.ts';
import { useAnswer } from '../../use-answer.ts';
import { countOf, pageNames } from '../../words/general.ts';
import { NumberSetting, SwitchSetting, TextSetting, useField } from './fields.tsx';
import { HoursSetting } from './hours-setting.tsx';
import { PairsSetting } from './pairs-setting.tsx';
import { PreferenceSetting } from './preference-setting.tsx';

export function AgentsSection() {
  const { value: agents } = useAnswer('agents.list', {});
  const off = useField('agents.off');
  const rows = agents?.rows ?? [];
  const nameOf = (id: string) => rows.find(row => String(row.agentId) === id)?.name ?? id;
  return (
    <div className="rows">
      <PreferenceSetting />
      <PairsSetting
        name="agents.mailboxes"
        nameLabel="Agent"
        valueLabel="Mailbox"
        nameOf={nameOf}
        suggestions={[...rows]
          .sort((a, b) => a.name.localeCompare(b.name))
          .map(row => ({ value: String(row.agentId), label: row.name }))}
      />
      <FormRow id={off.id} label={off.label} wrong={off.wrong} isGroup>
        <div className="line">
          <span>{countOf(Array.isArray(off.value) ? off.value.length : 0, 'agent', 'agents')}</span>
          <a href={hrefOf('agents')}>{pageNames.agents}</a>
        </div>
      </FormRow>
    </div>
  );
}

export function ScheduleSection() {
  return (
    <div className="rows">
      <NumberSetting name="schedule.everyMinutes" />
      <TextSetting name="schedule.cron" isShort />
      <HoursSetting />
      <SwitchSetting name="schedule.atStart" />
      <SwitchSetting name="schedule.catchUp" />
    </div>
  );
}

export function SafetySection() {
  return (
    <div className="rows">
      <NumberSetting name="safety.removalsPerMailbox" />
      <NumberSetting name="safety.removalsPercent" />
      <NumberSetting name="safety.removalsAtLeast" />
      <NumberSetting name="safety.removalsPerRun" />
      <NumberSetting name="safety.removalsPerRunPercent" />
      <NumberSetting name="safety.createsPercent" />
      <SwitchSetting name="safety.showSubjects" />
      <NumberSetting name="safety.logDays" />
      <NumberSetting name="safety.logMegabytes" />
    </div>
  );
}
