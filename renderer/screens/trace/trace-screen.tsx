/** Trace: one event explained, found by agent and date or a part of the subject. */
import { useEffect, useRef, useState } from 'react';
import type { TraceView } from '../../../preload/contract/views/answers.ts';
import { Empty } from '../../parts/empty.tsx';
import { Note } from '../../parts/note.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { hrefOf, numberIn } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useAct } from '../../use-act.ts';
import { pageNames } from '../../words/general.ts';
import { traceWords } from '../../words/trace.ts';
import { TraceForm, type TraceSearch } from './trace-form.tsx';
import { TracedEvents } from './traced-events.tsx';

export function TraceScreen({ query }: { readonly query: URLSearchParams }) {
  const [view, setView] = useState<TraceView | null>(null);
  const [agentId, setAgentId] = useState(numberIn(query, 'agent'));
  const { act, problem, isActing } = useAct();
  const date = query.get('date');

  const trace = (whom: number, search: TraceSearch) => {
    setAgentId(whom);
    void act('trace.search', { agentId: whom, search }).then(answer => answer !== null && setView(answer));
  };
  const atOnce = useRef(agentId !== null && date !== null);
  useEffect(() => {
    if (!atOnce.current || agentId === null || date === null) return;
    atOnce.current = false;
    void act('trace.search', { agentId, search: { by: 'date', date } }).then(
      answer => answer !== null && setView(answer),
    );
  }, [act, agentId, date]);

  return (
    <div className="page">
      <PageHead
        name={pageNames.trace}
        sentence={isActing ? traceWords.asking : (view?.sentence ?? traceWords.idle)}
        lead={
          view === null ? traceWords.lead : [view.agent, view.address].filter(text => text !== '').join(', ')
        }
      />
      <TraceForm agentId={agentId} date={date} isAsking={isActing} onTrace={trace} />
      <ProblemNote problem={problem} />
      {view === null || view.leftOut === null ? null : (
        <div className="problem">
          <Note
            kind="need"
            sentence={traceWords.leftOut}
            remedy={view.leftOut.says}
            verb={
              <a className="btn" href={hrefOf('agents', { agent: agentId })}>
                {traceWords.showAgent}
              </a>
            }
          />
        </div>
      )}
      {view === null ? (
        problem === null ? (
          <Empty icon="trace" title={traceWords.idle} says={traceWords.lead} />
        ) : null
      ) : view.events.length === 0 ? (
        view.leftOut !== null ? null : (
          <Empty icon="trace" title={traceWords.none} says={traceWords.noneSays} />
        )
      ) : (
        <TracedEvents key={view.events[0]?.key} view={view} />
      )}
    </div>
  );
}
