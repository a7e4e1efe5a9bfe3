/** What is imported; Halo calls it Calendars and Appointments. */
import { FormRow } from '../../parts/form-row.tsx';
import { Segments } from '../../parts/segments.tsx';
import { choiceWords, fieldWords } from '../../words/settings.ts';
import { useFields, valueAt, wrongAt } from './draft.ts';
import {
  ChoiceSetting,
  ImportSetting,
  ListSetting,
  NumberInput,
  SwitchSetting,
  useField,
} from './fields.tsx';
import { PairsSetting } from './pairs-setting.tsx';

const { which, importOrSkip, cancelled, subject } = choiceWords;
const skipping = [importOrSkip.import, importOrSkip.skip] as const;

function WindowSetting() {
  const { wrong } = useFields();
  const window = fieldWords['import.window'];
  const back = fieldWords['import.daysBack'];
  const ahead = fieldWords['import.daysAhead'];
  return (
    <FormRow
      id="setting-import-window"
      label={window?.label ?? ''}
      hint={window?.hint ?? ''}
      wrong={wrongAt(wrong, 'import.daysBack') || wrongAt(wrong, 'import.daysAhead')}
      isGroup
    >
      <div className="line">
        <NumberInput name="import.daysBack" label={back?.label ?? ''} />
        {choiceWords.daysBack}
        <NumberInput name="import.daysAhead" label={ahead?.label ?? ''} />
        {choiceWords.daysAhead}
      </div>
    </FormRow>
  );
}

/** A rule, and a text for all rules but the first. */
function SubjectSetting() {
  const field = useField('import.subject');
  const { draft } = useFields();
  const rule = valueAt(draft, 'import.subject.rule');
  const text = valueAt(draft, 'import.subject.text');
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong} isGroup>
      <Segments
        label={field.label}
        choices={(['as-is', 'prefix', 'fixed'] as const).map(value => ({ value, label: subject[value] }))}
        value={typeof rule === 'string' ? rule : 'as-is'}
        isDisabled={field.isReadOnly}
        onChange={next =>
          field.set(
            next === 'as-is' ? { rule: next } : { rule: next, text: typeof text === 'string' ? text : '' },
          )
        }
      />
      {rule === 'as-is' ? null : (
        <input
          type="text"
          className="w-m"
          aria-label={choiceWords.subjectText}
          placeholder={choiceWords.subjectText}
          aria-invalid={field.wrong !== ''}
          aria-describedby={field.described}
          readOnly={field.isReadOnly}
          value={typeof text === 'string' ? text : ''}
          onChange={event => field.set({ rule, text: event.target.value })}
        />
      )}
    </FormRow>
  );
}

export function ImportSection() {
  return (
    <div className="rows">
      <WindowSetting />
      <ChoiceSetting
        name="import.which"
        choices={[
          { value: 'all', label: which.all },
          { value: 'meetings', label: which.meetings },
        ]}
      />
      <ImportSetting name="import.free" choices={skipping} />
      <ImportSetting name="import.tentative" choices={skipping} />
      <ImportSetting name="import.declined" choices={skipping} />
      <ImportSetting name="import.allDay" choices={skipping} />
      <ChoiceSetting
        name="import.cancelled"
        choices={[
          { value: 'remove', label: cancelled.remove },
          { value: 'mark', label: cancelled.mark },
        ]}
      />
      <ChoiceSetting
        name="import.private"
        choices={(['skip', 'time-only', 'full'] as const).map(value => ({
          value,
          label: choiceWords.private[value],
        }))}
      />
      <SubjectSetting />
      <SwitchSetting name="import.organiserOnly" />
      <ListSetting name="import.includeCategories" />
      <ListSetting name="import.excludeCategories" />
      <PairsSetting name="import.typeByCategory" nameLabel="Category" valueLabel="Type" isNumber />
      <SwitchSetting name="import.noDelete" />
    </div>
  );
}
