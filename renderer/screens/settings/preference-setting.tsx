/** What the values of Halo's own preference mean: asked with their counts and names, for each value found. */
import { FormRow } from '../../parts/form-row.tsx';
import { Segments } from '../../parts/segments.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { useAnswer } from '../../use-answer.ts';
import { fieldWords, preferenceWords } from '../../words/settings.ts';
import { useFields, valueAt, wrongAt } from './draft.ts';
import { idOf } from './fields.tsx';

const onKey = 'agents.preferenceOn';
const offKey = 'agents.preferenceOff';
const key = 'agents.preference';
type Meaning = 'on' | 'off' | 'unanswered';

const numbersIn = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter(one => typeof one === 'number') : [];

export function PreferenceSetting() {
  const { draft, set, wrong, isReadOnly } = useFields();
  const { value: found, problem, askAgain } = useAnswer('agents.preferences', {});
  const on = numbersIn(valueAt(draft, onKey));
  const off = numbersIn(valueAt(draft, offKey));
  const meaningOf = (value: number): Meaning =>
    on.includes(value) ? 'on' : off.includes(value) ? 'off' : 'unanswered';
  const say = (value: number, meaning: Meaning) => {
    const without = (list: readonly number[]) => list.filter(one => one !== value);
    set(onKey, meaning === 'on' ? [...without(on), value] : without(on));
    set(offKey, meaning === 'off' ? [...without(off), value] : without(off));
  };
  const values = [
    ...(found?.values ?? []),
    ...[...on, ...off]
      .filter(value => !found?.values.some(one => one.value === value))
      .map(value => ({ value, count: 0, examples: [] })),
  ];
  return (
    <FormRow
      id={idOf(key)}
      label={fieldWords[key]?.label ?? key}
      hint={`${preferenceWords.says} ${preferenceWords.unansweredSays}`}
      wrong={wrongAt(wrong, onKey) || wrongAt(wrong, offKey)}
      isGroup
    >
      <ProblemNote problem={problem} onTryAgain={askAgain} />
      {found === null && problem === null ? <p className="soft">{preferenceWords.reading}</p> : null}
      {found !== null && values.length === 0 ? <p className="soft">{preferenceWords.none}</p> : null}
      {values.map(one => {
        const label = preferenceWords.value(
          one.value,
          preferenceWords.agents(one.count),
          one.examples.join(', '),
        );
        return (
          <div key={one.value} className="preference">
            <span>{label}</span>
            <Segments
              label={label}
              choices={[
                { value: 'on', label: preferenceWords.on },
                { value: 'off', label: preferenceWords.off },
                { value: 'unanswered', label: preferenceWords.unanswered },
              ]}
              value={meaningOf(one.value)}
              isDisabled={isReadOnly}
              onChange={meaning => say(one.value, meaning)}
            />
          </div>
        );
      })}
    </FormRow>
  );
}
