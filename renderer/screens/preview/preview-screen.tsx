/** The last preview: what a run would do, planned on calendars read just now. */
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { goTo } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite, useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { previewWords, runWords } from '../../words/runs.ts';
import { CalendarProblems } from '../runs/calendar-problems.tsx';
import { ItemTable } from '../runs/item-table.tsx';
import { Progress } from '../status/main-button.tsx';

const step = 100;
const most = 500;

/** The plan itself, without head and verbs; First start shows it too. */
export function PreviewPlan() {
  const [limit, setLimit] = useState(step);
  const { value, problem, askAgain } = useAnswer('preview.read', { offset: 0, limit }, true);
  if (value === null) return <ProblemNote problem={problem} onTryAgain={askAgain} />;
  if (value.detail === null) return <ProblemNote problem={value.problem} />;
  const { items, itemCount, calendars, run } = value.detail;
  return (
    <>
      <CalendarProblems calendars={calendars} />
      {items.length > 0 ? (
        <ItemTable caption={previewWords.items} items={items} />
      ) : run.outcome === 'done' ? (
        <p className="soft">{previewWords.nothing}</p>
      ) : null}
      {itemCount > items.length ? (
        <p className="more">
          <span>{runWords.shownOf(items.length, itemCount)}</span>
          {limit < most ? (
            <button type="button" className="btn-link" onClick={() => setLimit(Math.min(most, limit + step))}>
              {generalWords.moreToCome}
            </button>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

export function PreviewScreen() {
  const { running } = useStatus();
  const mayWrite = useMayWrite();
  const { act, problem } = useAct();
  const { value } = useAnswer('preview.read', { offset: 0, limit: 1 }, true);
  const isRunning = running !== null && running.trigger === 'preview';
  const hasPlan = value !== null && value.state === 'ready';
  const start = () =>
    void act('sync.start', { agentIds: null, verify: false }).then(how => how && goTo('status'));
  const sentence = isRunning
    ? previewWords.running
    : value === null
      ? generalWords.reading
      : value.state === 'none'
        ? previewWords.none
        : value.sentence;
  return (
    <div className="page">
      <PageHead
        name={pageNames.preview}
        sentence={sentence}
        lead={isRunning ? previewWords.runningSays : hasPlan ? previewWords.lead : previewWords.noneSays}
        acts={
          running !== null ? (
            <Progress act={act} />
          ) : mayWrite ? (
            <>
              <button
                type="button"
                className={hasPlan ? 'btn' : 'btn primary'}
                onClick={() => void act('sync.preview', { agentId: null })}
              >
                {hasPlan ? previewWords.again : previewWords.make}
              </button>
              {hasPlan ? (
                <button type="button" className="btn primary" onClick={start}>
                  {previewWords.syncNow}
                </button>
              ) : null}
            </>
          ) : undefined
        }
      />
      <ProblemNote problem={problem} />
      {isRunning ? null : <PreviewPlan />}
    </div>
  );
}
