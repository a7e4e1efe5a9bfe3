/** The first import as a plan: made on request, with progress in place, then shown item by item. */
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite, useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { firstStartWords } from '../../words/first-start.ts';
import { previewWords } from '../../words/runs.ts';
import { PreviewPlan } from '../preview/preview-screen.tsx';
import { Progress } from '../status/main-button.tsx';

export function PreviewStep() {
  const { running } = useStatus();
  const mayWrite = useMayWrite();
  const { act, problem } = useAct();
  const { value } = useAnswer('preview.read', { offset: 0, limit: 1 }, true);
  const hasPlan = value !== null && value.state === 'ready';
  return (
    <>
      {running === null ? (
        <div className="bar">
          {mayWrite ? (
            <button type="button" className="btn" onClick={() => void act('sync.preview', { agentId: null })}>
              {hasPlan ? firstStartWords.again : firstStartWords.makePreview}
            </button>
          ) : null}
          <b>{hasPlan ? value.sentence : previewWords.noneSays}</b>
        </div>
      ) : (
        <Progress act={act} />
      )}
      <ProblemNote problem={problem} />
      {running === null && hasPlan ? <PreviewPlan /> : null}
    </>
  );
}
