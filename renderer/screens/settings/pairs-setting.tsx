/** A setting of pairs, a name and a value each: agents with their mailbox, categories with their type. */
import { useState } from 'react';
import { FormRow } from '../../parts/form-row.tsx';
import { Icon } from '../../parts/icon.tsx';
import { settingsWords } from '../../words/settings.ts';
import { useField } from './fields.tsx';

const pairsOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

export function PairsSetting({
  name,
  nameLabel,
  valueLabel,
  isNumber = false,
  nameOf = text => text,
  suggestions = [],
}: {
  readonly name: string;
  readonly nameLabel: string;
  readonly valueLabel: string;
  readonly isNumber?: boolean;
  /** The name of a pair as people know it. */
  readonly nameOf?: (text: string) => string;
  /** When there are any, the name is chosen among them instead of typed. */
  readonly suggestions?: readonly { readonly value: string; readonly label: string }[];
}) {
  const field = useField(name);
  const pairs = pairsOf(field.value);
  const [added, setAdded] = useState('');
  const put = (next: readonly (readonly [string, unknown])[]) => field.set(Object.fromEntries(next));
  const parsed = (text: string) => (isNumber && /^\d{1,9}$/.test(text) ? Number(text) : text);
  const add = () => {
    if (added.trim() === '') return;
    put([...pairs, [added.trim(), '']]);
    setAdded('');
  };
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong} isGroup>
      {pairs.map(([key, value]) => (
        <div key={key} className="line">
          <span className="pair-name">{nameOf(key)}</span>
          <input
            type="text"
            className={isNumber ? 'number' : 'w-m'}
            aria-label={`${valueLabel}: ${nameOf(key)}`}
            value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
            readOnly={field.isReadOnly}
            onChange={event =>
              put(pairs.map(pair => (pair[0] === key ? [key, parsed(event.target.value)] : pair)))
            }
          />
          {field.isReadOnly ? null : (
            <button
              type="button"
              className="btn quiet icon"
              aria-label={settingsWords.remove(nameOf(key))}
              onClick={() => put(pairs.filter(pair => pair[0] !== key))}
            >
              <Icon name="minus" />
            </button>
          )}
        </div>
      ))}
      {field.isReadOnly ? null : (
        <div className="line">
          {suggestions.length === 0 ? (
            <input
              type="text"
              className="w-m"
              aria-label={nameLabel}
              placeholder={nameLabel}
              value={added}
              onChange={event => setAdded(event.target.value)}
            />
          ) : (
            <select aria-label={nameLabel} value={added} onChange={event => setAdded(event.target.value)}>
              <option value="">{nameLabel}</option>
              {suggestions
                .filter(one => !pairs.some(pair => pair[0] === one.value))
                .map(one => (
                  <option key={one.value} value={one.value}>
                    {one.label}
                  </option>
                ))}
            </select>
          )}
          <button type="button" className="btn" disabled={added.trim() === ''} onClick={add}>
            {settingsWords.add}
          </button>
        </div>
      )}
    </FormRow>
  );
}
