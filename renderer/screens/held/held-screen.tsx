/** Held changes: what the guard parked, by agent and reason, to be kept or approved: one, some, a group, all. */
import { useState } from 'react';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { heldWords } from '../../words/held.ts';
import { AnsweredChanges } from './answered-changes.tsx';
import { HeldGroup } from './held-group.tsx';

export type HeldAnswer = 'keep' | 'approve';
export type AnswerHeld = (which: 'all' | readonly string[], many: number, answer: HeldAnswer) => void;

export function HeldScreen() {
  const { value, problem, put, askAgain } = useAnswer('held.list', {}, true);
  const mayWrite = useMayWrite();
  const { act, problem: refused, isActing } = useAct();
  const [said, setSaid] = useState('');

  const answer: AnswerHeld = (which, many, chosen) => {
    void act('held.answer', { which: which === 'all' ? 'all' : [...which], answer: chosen }).then(view => {
      if (view === null) return;
      put(view);
      setSaid(heldWords.said(many, chosen));
    });
  };
  const waiting = value?.waiting ?? 0;
  const allAtOnce =
    value === null || value.groups.length < 2 || !mayWrite ? undefined : (
      <>
        <button
          type="button"
          className="btn"
          disabled={isActing}
          onClick={() => answer('all', waiting, 'keep')}
        >
          {heldWords.keepEverything(waiting)}
        </button>
        <button
          type="button"
          className="btn danger"
          disabled={isActing}
          onClick={() => answer('all', waiting, 'approve')}
        >
          {heldWords.approveEverything(waiting)}
        </button>
      </>
    );
  return (
    <div className="page">
      <PageHead
        name={pageNames.held}
        sentence={value?.sentence ?? generalWords.reading}
        lead={waiting === 0 ? '' : heldWords.lead}
        acts={allAtOnce}
      />
      <p className="said" role="status">
        {said}
      </p>
      <ProblemNote problem={refused} />
      <ProblemNote problem={problem} onTryAgain={askAgain} />
      {value?.groups.map(group => (
        <HeldGroup
          key={group.id}
          group={group}
          mayWrite={mayWrite}
          isAnswering={isActing}
          onAnswer={answer}
        />
      ))}
      {value !== null && waiting === 0 ? (
        <Empty icon="held" title={heldWords.emptyTitle} says={heldWords.emptySays} />
      ) : null}
      {value === null || value.answered.length === 0 ? null : (
        <AnsweredChanges
          changes={value.answered}
          mayWrite={mayWrite}
          isAnswering={isActing}
          onAnswer={answer}
        />
      )}
    </div>
  );
}
