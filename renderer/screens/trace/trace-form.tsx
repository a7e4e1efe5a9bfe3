/** Whom and what to trace. */
import { type FormEvent, useId, useState } from 'react';
import type { ArgumentsOf } from '../../../preload/contract/requests.ts';
import { AgentChoice } from '../../agent-choice.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useClock } from '../../status-context.ts';
import { useAnswer } from '../../use-answer.ts';
import { traceWords } from '../../words/trace.ts';
import { dateTextOf } from '../calendar/days.ts';

export type TraceSearch = ArgumentsOf<'trace.search'>['search'];

const ways = [
  { value: 'date', label: traceWords.byDate },
  { value: 'subject', label: traceWords.bySubject },
] as const;

export function TraceForm({
  agentId: given,
  date: givenDate,
  isAsking,
  onTrace,
}: {
  readonly agentId: number | null;
  readonly date: string | null;
  readonly isAsking: boolean;
  readonly onTrace: (agentId: number, search: TraceSearch) => void;
}) {
  const { value: agents } = useAnswer('agents.list', {});
  const [agentId, setAgentId] = useState(given);
  const [by, setBy] = useState<(typeof ways)[number]['value']>('date');
  const clock = useClock();
  const [date, setDate] = useState(() => givenDate ?? dateTextOf(clock()));
  const [subject, setSubject] = useState('');
  const id = useId();
  const canTrace = agentId !== null && (by === 'date' ? date !== '' : subject.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (agentId === null || !canTrace) return;
    onTrace(agentId, by === 'date' ? { by, date } : { by, text: subject.trim() });
  };
  return (
    <form className="bar" aria-label={traceWords.trace} onSubmit={submit}>
      <AgentChoice
        agents={agents?.rows ?? []}
        value={agentId}
        onChange={setAgentId}
        none={traceWords.chooseAgent}
      />
      <Segments label={traceWords.by} choices={ways} value={by} onChange={setBy} />
      {by === 'date' ? (
        <>
          <label className="sr" htmlFor={id}>
            {traceWords.date}
          </label>
          <input id={id} type="date" value={date} required onChange={event => setDate(event.target.value)} />
        </>
      ) : (
        <>
          <label className="sr" htmlFor={id}>
            {traceWords.subject}
          </label>
          <input
            id={id}
            type="search"
            className="w-m"
            placeholder={traceWords.subject}
            value={subject}
            maxLength={200}
            onChange={event => setSubject(event.target.value)}
          />
        </>
      )}
      <button type="submit" className="btn primary" disabled={!canTrace || isAsking}>
        {traceWords.trace}
      </button>
    </form>
  );
}
