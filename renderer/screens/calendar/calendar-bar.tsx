/** Whose calendar, which week or month, and whether only recurring masters show. */
import type { AgentRow } from '../../../preload/contract/views/agents.ts';
import { AgentChoice } from '../../agent-choice.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { calendarWords as words } from '../../words/calendar.ts';
import { type Span, step } from './days.ts';

const spans = [
  { value: 'week', label: words.week },
  { value: 'month', label: words.month },
] as const;

export function CalendarBar({
  agents,
  agentId,
  onAgent,
  span,
  onSpan,
  date,
  today,
  onDate,
  range,
  onlyMasters,
  onOnlyMasters,
}: {
  readonly agents: readonly AgentRow[];
  readonly agentId: number | null;
  readonly onAgent: (agentId: number | null) => void;
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly date: string;
  readonly today: string;
  readonly onDate: (date: string) => void;
  /** The days that are shown, in words. */
  readonly range: string;
  readonly onlyMasters: boolean;
  readonly onOnlyMasters: (only: boolean) => void;
}) {
  return (
    <div className="bar">
      <AgentChoice agents={agents} value={agentId} onChange={onAgent} none={words.chooseAgent} />
      <button
        type="button"
        className="btn icon"
        aria-label={words.before[span]}
        onClick={() => onDate(step(span, date, -1))}
      >
        <Icon name="chev" size={14} className="flip" />
      </button>
      <button type="button" className="btn" title={words.today} onClick={() => onDate(today)}>
        {range}
        <span className="sr"> ({words.today})</span>
      </button>
      <button
        type="button"
        className="btn icon"
        aria-label={words.after[span]}
        onClick={() => onDate(step(span, date, 1))}
      >
        <Icon name="chev" size={14} />
      </button>
      <Segments label={words.span} choices={spans} value={span} onChange={onSpan} />
      <label className="switch end">
        <input
          type="checkbox"
          role="switch"
          checked={onlyMasters}
          aria-checked={onlyMasters}
          onChange={event => onOnlyMasters(event.target.checked)}
        />
        {words.onlyMasters}
      </label>
    </div>
  );
}

/** What the ways of drawing mean. */
export function Legend() {
  const { legend } = words;
  return (
    <div className="key-row">
      <span>
        <i className="h" />
        {legend.halo}
      </span>
      <span>
        <i />
        {legend.exchange}
      </span>
      <span>
        <i className="g" />
        {legend.skipped}
      </span>
      <span>
        <Icon name="series" size={12} />
        {legend.series}
      </span>
      <span>
        <Icon name="exception" size={12} />
        {legend.exception}
      </span>
      <span>
        <Icon name="lock" size={12} />
        {legend.private}
      </span>
    </div>
  );
}
