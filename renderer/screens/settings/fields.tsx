/** The kinds of fields that settings have; each knows its key and finds its words and value by it. */
import type { ReactNode } from 'react';
import { describedBy, FormRow } from '../../parts/form-row.tsx';
import { type Choice, Segments } from '../../parts/segments.tsx';
import { fieldWords, settingsWords } from '../../words/settings.ts';
import { useFields, valueAt, wrongAt } from './draft.ts';

/** The id of the control of a setting, so that a link can lead to it. */
export const idOf = (key: string) => `setting-${key.replaceAll('.', '-')}`;

export function useField(key: string) {
  const { draft, wrong, set, isReadOnly } = useFields();
  const words = fieldWords[key];
  const hint = words?.hint ?? '';
  const message = wrongAt(wrong, key);
  return {
    id: idOf(key),
    label: words?.label ?? key,
    hint,
    wrong: message,
    value: valueAt(draft, key),
    isReadOnly,
    set: (value: unknown) => set(key, value),
    described: describedBy(idOf(key), hint, message),
  };
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export function TextSetting({
  name,
  isShort = false,
}: {
  readonly name: string;
  readonly isShort?: boolean;
}) {
  const field = useField(name);
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong}>
      <input
        id={field.id}
        type="text"
        className={isShort ? 'w-m' : 'w-full'}
        spellCheck={false}
        autoComplete="off"
        value={textOf(field.value)}
        readOnly={field.isReadOnly}
        aria-invalid={field.wrong !== ''}
        aria-describedby={field.described}
        onChange={event => field.set(event.target.value)}
      />
    </FormRow>
  );
}

/** Whole numbers; anything else is kept as it was typed, so that the checks can name it. */
export function NumberInput({ name, label }: { readonly name: string; readonly label?: string }) {
  const field = useField(name);
  return (
    <input
      id={field.id}
      type="text"
      inputMode="numeric"
      className="number"
      aria-label={label}
      value={textOf(field.value)}
      readOnly={field.isReadOnly}
      aria-invalid={field.wrong !== ''}
      aria-describedby={field.described}
      onChange={event => {
        const text = event.target.value.trim();
        field.set(/^-?\d{1,9}$/.test(text) ? Number(text) : text);
      }}
    />
  );
}

export function NumberSetting({ name }: { readonly name: string }) {
  const field = useField(name);
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong}>
      <NumberInput name={name} />
    </FormRow>
  );
}

export function SwitchSetting({ name }: { readonly name: string }) {
  const field = useField(name);
  const isOn = field.value === true;
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong}>
      <span className="switch">
        <input
          id={field.id}
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          disabled={field.isReadOnly}
          aria-describedby={field.described}
          onChange={event => field.set(event.target.checked)}
        />
        <span aria-hidden="true">{isOn ? settingsWords.on : settingsWords.off}</span>
      </span>
    </FormRow>
  );
}

export function ChoiceSetting({
  name,
  choices,
  children,
}: {
  readonly name: string;
  readonly choices: readonly Choice<string>[];
  readonly children?: ReactNode;
}) {
  const field = useField(name);
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong} isGroup>
      <Segments
        label={field.label}
        choices={choices}
        value={textOf(field.value)}
        onChange={field.set}
        isDisabled={field.isReadOnly}
      />
      {children}
    </FormRow>
  );
}

/** Import or skip, kept as true or false. */
export function ImportSetting({
  name,
  choices,
}: {
  readonly name: string;
  readonly choices: readonly [yes: string, no: string];
}) {
  const field = useField(name);
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong} isGroup>
      <Segments
        label={field.label}
        choices={[
          { value: 'yes', label: choices[0] },
          { value: 'no', label: choices[1] },
        ]}
        value={field.value === true ? 'yes' : 'no'}
        onChange={value => field.set(value === 'yes')}
        isDisabled={field.isReadOnly}
      />
    </FormRow>
  );
}

export function SelectSetting({
  name,
  choices,
}: {
  readonly name: string;
  readonly choices: readonly Choice<string>[];
}) {
  const field = useField(name);
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong}>
      <select
        id={field.id}
        value={textOf(field.value)}
        disabled={field.isReadOnly}
        aria-describedby={field.described}
        onChange={event => field.set(event.target.value)}
      >
        {choices.map(choice => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FormRow>
  );
}

export interface Card {
  readonly value: string;
  readonly title: string;
  readonly says: string;
}

/** Few choices that need a sentence each. */
export function CardsSetting({ name, cards }: { readonly name: string; readonly cards: readonly Card[] }) {
  const field = useField(name);
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong} isGroup>
      <div className="cards">
        {cards.map(card => (
          <label key={card.value} className="opt">
            <input
              type="radio"
              name={field.id}
              checked={field.value === card.value}
              disabled={field.isReadOnly}
              onChange={() => field.set(card.value)}
            />
            <span>
              {card.title}
              <small>{card.says}</small>
            </span>
          </label>
        ))}
      </div>
    </FormRow>
  );
}

/** A list of texts, one per line. `isNumber`: whole numbers; anything else is kept as it was typed, so that the checks can name it. */
export function ListSetting({
  name,
  isNumber = false,
}: {
  readonly name: string;
  readonly isNumber?: boolean;
}) {
  const field = useField(name);
  const lines = Array.isArray(field.value) ? field.value.map(textOf).filter(one => one !== '') : [];
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong}>
      <textarea
        id={field.id}
        rows={Math.min(6, Math.max(2, lines.length + 1))}
        defaultValue={lines.join('\n')}
        readOnly={field.isReadOnly}
        aria-invalid={field.wrong !== ''}
        aria-describedby={field.described}
        onChange={event =>
          field.set(
            event.target.value
              .split('\n')
              .map(line => line.trim())
              .filter(line => line !== '')
              .map(line => (isNumber && /^-?\d{1,9}$/.test(line) ? Number(line) : line)),
          )
        }
      />
    </FormRow>
  );
}
