/** A choice among few, all of them to be seen. Arrow keys move, as in any group of radio buttons. */
import { useId } from 'react';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export function Segments<T extends string>({
  label,
  choices,
  value,
  onChange,
  isDisabled = false,
}: {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: string;
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean;
}) {
  const name = useId();
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {choices.map(choice => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            disabled={isDisabled}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
