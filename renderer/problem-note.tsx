/** A problem as it came from the main process: its sentence, its remedy, perhaps a way to try again. */
import type { ProblemView } from '../preload/contract/reply.ts';
import { Note } from './parts/note.tsx';
import { generalWords } from './words/general.ts';

export function ProblemNote({
  problem,
  onTryAgain,
}: {
  readonly problem: ProblemView | null;
  readonly onTryAgain?: () => void;
}) {
  if (problem === null) return null;
  return (
    <div className="problem">
      <Note
        kind="bad"
        sentence={problem.sentence}
        remedy={problem.remedy}
        isUrgent
        verb={
          onTryAgain === undefined ? null : (
            <button type="button" className="btn" onClick={onTryAgain}>
              {generalWords.tryAgain}
            </button>
          )
        }
      />
    </div>
  );
}
