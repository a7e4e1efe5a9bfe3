/** A filter with its count; pressed while it filters. */
import type { ReactNode } from 'react';

export function Chip({
  label,
  count,
  isOn,
  onPress,
  mark,
}: {
  readonly label: string;
  readonly count?: string;
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly mark?: ReactNode;
}) {
  return (
    <button type="button" className="chip" aria-pressed={isOn} onClick={onPress}>
      {mark}
      {label}
      {count === undefined ? null : <b>{count}</b>}
    </button>
  );
}
