/** Calendar: one agent's week or month as Halo holds it, beside what Exchange holds; series, exceptions, and what was skipped and why. */
import { useMemo, useState } from 'react';
import { clausesOf } from '../../clauses.ts';
import { formatTime } from '../../formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { numberIn } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useAnswer } from '../../use-answer.ts';
import { useNow } from '../../use-now.ts';
import { calendarWords as words } from '../../words/calendar.ts';
import { pageNames } from '../../words/general.ts';
import { BlockDetails } from './block-details.tsx';
import { CalendarBar, Legend } from './calendar-bar.tsx';
import { SeriesTable, SkippedTable } from './calendar-tables.tsx';
import { dateTextOf, daysOf, midnightOf, type Span } from './days.ts';
import { blocksOf } from './lanes.ts';
import { MonthGrid } from './month-grid.tsx';
import { WeekGrid } from './week-grid.tsx';

const weekRange = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const monthName = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });

export function CalendarScreen({ query }: { readonly query: URLSearchParams }) {
  const { value: agents } = useAnswer('agents.list', {});
  const [chosen, setChosen] = useState(numberIn(query, 'agent'));
  const [span, setSpan] = useState<Span>('week');
  const now = useNow();
  const today = dateTextOf(now);
  const [date, setDate] = useState(query.get('date') ?? today);
  const [onlyMasters, setOnlyMasters] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);

  const rows = agents?.rows ?? [];
  const synced = rows.filter(row => row.leftOut === null);
  const first = [...synced].sort((a, b) => a.name.localeCompare(b.name))[0];
  const agentId = chosen ?? first?.agentId ?? null;
  const days = useMemo(() => daysOf(span, date), [span, date]);
  const from = days[0] ?? date;
  const to = days.at(-1) ?? date;
  const {
    value: view,
    problem,
    isAsking,
    askAgain,
  } = useAnswer('calendar.read', agentId === null ? null : { agentId, from, to }, true);
  const isFitting = view !== null && view.agentId === agentId && view.from === from && view.to === to;
  const blocks = useMemo(() => (isFitting ? blocksOf(view) : []), [isFitting, view]);
  const [said = '', ...rest] = isFitting ? clausesOf(view.sentence) : [];
  const block = blocks.find(one => one.key === selected);
  const range =
    span === 'week'
      ? weekRange.formatRange(midnightOf(from), midnightOf(to))
      : monthName.format(midnightOf(date));
  const grid = {
    label: words.grid(range),
    days,
    blocks,
    selected,
    onSelect: (one: { readonly key: string }) => setSelected(one.key === selected ? null : one.key),
  };
  return (
    <div className="page fill">
      <PageHead
        name={pageNames.calendar}
        sentence={isFitting ? `${view.agent}: ${said}` : isAsking ? words.reading : words.idle}
        lead={isFitting ? `${rest.join(' ')} ${words.readAt(formatTime(view.readAt))}` : ''}
        acts={
          agentId === null ? undefined : (
            <button type="button" className="btn" disabled={isAsking} onClick={askAgain}>
              {isAsking ? words.reading : words.readAgain}
            </button>
          )
        }
      />
      <CalendarBar
        agents={rows}
        agentId={agentId}
        onAgent={setChosen}
        span={span}
        onSpan={setSpan}
        date={date}
        today={today}
        onDate={setDate}
        range={range}
        onlyMasters={onlyMasters}
        onOnlyMasters={setOnlyMasters}
      />
      <ProblemNote problem={problem} onTryAgain={askAgain} />
      {agents !== null && agentId === null ? (
        <Empty icon="calendar" title={words.noAgents} says={words.noAgentsSays} />
      ) : onlyMasters ? (
        isFitting ? (
          <SeriesTable view={view} />
        ) : null
      ) : (
        <>
          <div className="cal-scroll">
            {span === 'week' ? (
              <WeekGrid {...grid} />
            ) : (
              <MonthGrid
                {...grid}
                month={date.slice(0, 7)}
                onOpenWeek={day => {
                  setDate(day);
                  setSpan('week');
                }}
              />
            )}
          </div>
          <Legend />
          {isFitting ? <SkippedTable view={view} /> : null}
        </>
      )}
      {block === undefined || agentId === null || onlyMasters ? null : (
        <BlockDetails block={block} agentId={agentId} onClose={() => setSelected(null)} />
      )}
    </div>
  );
}
