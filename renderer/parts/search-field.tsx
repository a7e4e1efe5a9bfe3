/** Text to search by; told after a short rest, so that nothing is asked at every key. */
import { useEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';

const restMs = 250;

export function SearchField({
  label,
  placeholder,
  value,
  onChange,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => tell.current(typed), restMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <label className="search">
      <Icon name="search" />
      <span className="sr">{label}</span>
      <input
        type="search"
        placeholder={placeholder}
        value={typed}
        maxLength={200}
        onChange={event => setTyped(event.target.value)}
      />
    </label>
  );
}
