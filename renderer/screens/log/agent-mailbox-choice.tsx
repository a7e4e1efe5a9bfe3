/** Filters by the mailbox of an agent, chosen by name. */
import { AgentChoice } from '../../agent-choice.tsx';
import { useAnswer } from '../../use-answer.ts';
import { generalWords } from '../../words/general.ts';

export function AgentMailboxChoice({
  value,
  onChange,
}: {
  /** An address; null: all. */
  readonly value: string | null;
  readonly onChange: (mailbox: string | null) => void;
}) {
  const { value: list } = useAnswer('agents.list', {});
  const agents = (list?.rows ?? []).filter(row => row.address !== '');
  return (
    <AgentChoice
      agents={agents}
      value={agents.find(row => row.address === value)?.agentId ?? null}
      none={generalWords.allAgents}
      onChange={id => onChange(agents.find(row => row.agentId === id)?.address ?? null)}
    />
  );
}
