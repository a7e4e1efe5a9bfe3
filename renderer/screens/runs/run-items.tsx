/** What one run did: its items with before and after, for all agents or one, page by page; and the calendars that had problems. */
import { useState } from 'react';
import { hrefOf } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useAnswer } from '../../use-answer.ts';
import { generalWords } from '../../words/general.ts';
import { runWords } from '../../words/runs.ts';
import { CalendarProblems } from './calendar-problems.tsx';
import { ItemTable } from './item-table.tsx';

const step = 100;
const most = 500;

export function RunItems({ number }: { readonly number: number }) {
  const [agentId, setAgentId] = useState<number | null>(null);
  const [limit, setLimit] = useState(step);
  const [offset, setOffset] = useState(0);
  const { value, problem, askAgain } = useAnswer('runs.read', { number, agentId, offset, limit });
  if (value === null) {
    return problem === null ? (
      <p className="soft">{generalWords.reading}</p>
    ) : (
      <ProblemNote problem={problem} onTryAgain={askAgain} />
    );
  }
  const { run, items, itemCount } = value;
  const isFromHalo = run.trigger === 'outbound';
  const shownUntil = offset + items.length;
  const more = () => {
    if (limit < most) setLimit(Math.min(most, limit + step));
    else setOffset(offset + most);
  };
  return (
    <>
      <CalendarProblems calendars={value.calendars} />
      {run.problems.map(one => (
        <ProblemNote key={one.code} problem={one} />
      ))}
      {value.calendars.length < 2 ? null : (
        <label className="line-choice">
          <span className="soft">{runWords.oneAgent}</span>{' '}
          <select
            value={agentId ?? ''}
            onChange={event => {
              setAgentId(event.target.value === '' ? null : Number(event.target.value));
              setOffset(0);
            }}
          >
            <option value="">{generalWords.allAgents}</option>
            {value.calendars.map(calendar => (
              <option key={calendar.agentId} value={calendar.agentId}>
                {calendar.agent}
              </option>
            ))}
          </select>
        </label>
      )}
      {items.length === 0 ? (
        <p className="soft">
          {agentId !== null
            ? runWords.noItemsOfAgent
            : run.outcome === 'done'
              ? runWords.noItems
              : runWords.nothingDone}
        </p>
      ) : (
        <ItemTable caption={runWords.itemsOf(number)} items={items} isFromHalo={isFromHalo} />
      )}
      <div className="more">
        <span>
          {isFromHalo
            ? runWords.requestsElsewhere
            : runWords.requestsOf(run.exchangeRequests, run.haloReads, run.haloWrites)}{' '}
          {itemCount > items.length ? runWords.shownOf(items.length, itemCount) : ''}
        </span>
        <span className="acts">
          {shownUntil < itemCount ? (
            <button type="button" className="btn-link" onClick={more}>
              {generalWords.moreToCome}
            </button>
          ) : null}
          <a href={hrefOf('log', { tab: 'log', run: number })}>{runWords.logOfRun}</a>
        </span>
      </div>
    </>
  );
}
