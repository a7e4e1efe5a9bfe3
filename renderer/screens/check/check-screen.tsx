/** Check: the ladder for both servers and one agent; it stops at the broken rung, greys the rest and shows the fix beside it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckView } from '../../../preload/contract/views/answers.ts';
import { AgentChoice } from '../../agent-choice.tsx';
import { formatSeconds, formatTook, formatWhen } from '../../formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { numberIn } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { useNow } from '../../use-now.ts';
import { checkWords } from '../../words/check.ts';
import { pageNames } from '../../words/general.ts';
import { Fixes } from './fixes.tsx';
import { Ladder } from './ladder.tsx';

/** How long it takes so far: a number, not a spinner. */
function SoFar() {
  const now = useNow(true);
  const [start] = useState(now);
  return <p className="soft">{checkWords.seconds(formatSeconds(now.getTime() - start.getTime()))}</p>;
}

export function CheckScreen({ query }: { readonly query: URLSearchParams }) {
  const { value: agents } = useAnswer('agents.list', {});
  const [agentId, setAgentId] = useState(numberIn(query, 'agent'));
  const [view, setView] = useState<CheckView | null>(null);
  const { act, problem, isActing } = useAct();
  const now = useNow();
  const check = useCallback(
    (whom: number | null) =>
      void act('check.run', { agentId: whom }).then(answer => answer !== null && setView(answer)),
    [act],
  );
  const atOnce = useRef(query.get('now') !== null);
  useEffect(() => {
    if (!atOnce.current) return;
    atOnce.current = false;
    check(agentId);
  }, [check, agentId]);

  return (
    <div className="page">
      <PageHead
        name={pageNames.check}
        sentence={isActing ? checkWords.checking : (view?.sentence ?? checkWords.idle)}
        lead={
          view === null || isActing
            ? checkWords.lead
            : checkWords.leadDone(formatWhen(view.at, now), formatTook(view.ms))
        }
        acts={
          view === null ? undefined : (
            <button type="button" className="btn primary" disabled={isActing} onClick={() => check(agentId)}>
              {checkWords.checkAgain}
            </button>
          )
        }
      />
      <div className="bar">
        <AgentChoice
          agents={agents?.rows ?? []}
          value={agentId}
          onChange={setAgentId}
          none={checkWords.serversOnly}
          label={checkWords.what}
          isLabelShown
        />
        {view !== null ? null : (
          <button type="button" className="btn primary" disabled={isActing} onClick={() => check(agentId)}>
            {checkWords.checkNow}
          </button>
        )}
        {isActing ? <SoFar /> : null}
      </div>
      <ProblemNote problem={problem} />
      {view === null ? (
        <Empty icon="check" title={checkWords.checkNow} says={checkWords.lead} />
      ) : (
        <div className="check" aria-busy={isActing}>
          <Ladder rungs={view.rungs} />
          <Fixes rungs={view.rungs} />
        </div>
      )}
    </div>
  );
}
