/** The calendars of a run that did not end well, each with what it says and when it is tried again. */
import type { RunDetail } from '../../../preload/contract/views/runs.ts';
import { formatWhen } from '../../formats.ts';
import { Shape } from '../../parts/shape.tsx';
import { hrefOf } from '../../place.ts';
import { useNow } from '../../use-now.ts';
import { runWords } from '../../words/runs.ts';

export function CalendarProblems({ calendars }: { readonly calendars: RunDetail['calendars'] }) {
  const now = useNow();
  const bad = calendars.filter(
    calendar =>
      calendar.problems.length > 0 ||
      calendar.outcome === 'failed' ||
      calendar.outcome === 'parked' ||
      calendar.outcome === 'incomplete',
  );
  if (bad.length === 0) return null;
  return (
    <ul className="calendar-problems" aria-label={runWords.calendarsWithProblems}>
      {bad.map(calendar => (
        <li key={calendar.agentId}>
          <Shape kind={calendar.outcome === 'failed' || calendar.outcome === 'parked' ? 'bad' : 'need'} />
          <span>
            <a href={hrefOf('agents', { agent: calendar.agentId })}>{calendar.agent}</a>: {calendar.says}
            {calendar.nextTry === null ? null : ` ${runWords.nextTry(formatWhen(calendar.nextTry, now))}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
