/** Choosing an agent by name; all that Halo lists, those that are synced first. */
import { useId, useMemo } from 'react';
import type { AgentRow } from '../preload/contract/views/agents.ts';
import { generalWords } from './words/general.ts';

export function AgentChoice({
  agents,
  value,
  onChange,
  none,
  label = generalWords.agent,
  isLabelShown = false,
}: {
  readonly agents: readonly AgentRow[];
  readonly value: number | null;
  readonly onChange: (agentId: number | null) => void;
  /** What it says when no agent is chosen. */
  readonly none: string;
  readonly label?: string;
  readonly isLabelShown?: boolean;
}) {
  const id = useId();
  const sorted = useMemo(
    () =>
      [...agents].sort(
        (a, b) => Number(a.health === 'off') - Number(b.health === 'off') || a.name.localeCompare(b.name),
      ),
    [agents],
  );
  return (
    <>
      <label className={isLabelShown ? 'soft' : 'sr'} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={event => onChange(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">{none}</option>
        {sorted.map(agent => (
          <option key={agent.agentId} value={agent.agentId}>
            {agent.name}
          </option>
        ))}
      </select>
    </>
  );
}
