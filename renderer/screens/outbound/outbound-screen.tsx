/** Outbound: what is not in Exchange yet, why, and what to do about it; how soon a change arrives; how it stands for each agent. */
import { useEffect, useRef, useState } from 'react';
import type { OutboundView } from '../../../preload/contract/views/outbound.ts';
import { formatWhen } from '../../formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { hrefOf } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite, useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { useNow } from '../../use-now.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { outboundWords } from '../../words/outbound.ts';
import { OutboundAgents } from './outbound-agents.tsx';
import { UnsentGroup } from './unsent-group.tsx';

export interface AnswerUnsent {
  retry(which: readonly number[]): void;
  drop(haloId: number, what: string): void;
}

function Links({ held }: { readonly held: number }) {
  return (
    <>
      {held === 0 ? null : (
        <a className="btn" href={hrefOf('held')}>
          {outboundWords.heldLink(held)}
        </a>
      )}
      <a className="btn quiet" href={hrefOf('settings', { section: 'outbound' })}>
        {outboundWords.settings}
      </a>
    </>
  );
}

function leadOf({ isOn, howSoon, lastWrite }: OutboundView, now: Date): string {
  if (!isOn) return '';
  const written =
    lastWrite === null ? outboundWords.nothingWritten : outboundWords.lastWrite(formatWhen(lastWrite, now));
  return `${howSoon} ${written}`;
}

export function OutboundScreen() {
  const { outbound: fact } = useStatus();
  const { value, problem, put, askAgain } = useAnswer('outbound.list', {}, true);
  const mayWrite = useMayWrite();
  const { act, problem: refused, isActing } = useAct();
  const [said, setSaid] = useState('');
  const told = useRef<HTMLParagraphElement>(null);
  const now = useNow();
  // The status is told anew whenever something was heard or sent.
  const seen = JSON.stringify(fact);
  const before = useRef(seen);
  useEffect(() => {
    if (before.current === seen) return;
    before.current = seen;
    askAgain();
  }, [seen, askAgain]);

  /** The button that was pressed may be gone: the keyboard stands at what was said. */
  const done = (view: OutboundView | null, words: string) => {
    if (view === null) return;
    put(view);
    setSaid(words);
    told.current?.focus();
  };
  const answers: AnswerUnsent = {
    retry: which =>
      void act('outbound.answer', { answer: 'retry', which: [...which] }).then(view =>
        done(view, outboundWords.saidRetry(which.length)),
      ),
    drop: (haloId, what) =>
      void act('outbound.answer', { answer: 'drop', which: [haloId] }).then(view =>
        done(view, outboundWords.saidDrop(what)),
      ),
  };
  return (
    <div className="page">
      <PageHead
        name={pageNames.outbound}
        sentence={value?.sentence ?? generalWords.reading}
        lead={value === null ? '' : leadOf(value, now)}
        acts={<Links held={value?.held ?? 0} />}
      />
      <p className="said" role="status" tabIndex={-1} ref={told}>
        {said}
      </p>
      <ProblemNote problem={refused} />
      <ProblemNote problem={problem} onTryAgain={askAgain} />
      {value?.problems.map(one => (
        <ProblemNote key={one.code} problem={one} />
      ))}
      {value?.groups.map(group => (
        <UnsentGroup
          key={group.id}
          group={group}
          mayWrite={mayWrite && value.isOn}
          isAnswering={isActing}
          answers={answers}
        />
      ))}
      {value !== null && value.groups.length === 0 ? (
        <Empty
          icon="out"
          title={value.isOn ? outboundWords.emptyTitle : outboundWords.offTitle}
          says={value.isOn ? outboundWords.emptySays : outboundWords.offSays}
        />
      ) : null}
      {value === null || value.agents.length === 0 ? null : (
        <OutboundAgents agents={value.agents} now={now} />
      )}
    </div>
  );
}
