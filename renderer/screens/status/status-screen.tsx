/** Opens first: the sentence, what it rests on, what needs somebody, what happened lately. */
import { Note } from '../../parts/note.tsx';
import { useStatus } from '../../status-context.ts';
import { generalWords } from '../../words/general.ts';
import { Attention } from './attention.tsx';
import { Facts } from './facts.tsx';
import { Hero } from './hero.tsx';
import { Lately } from './lately.tsx';

export function StatusScreen() {
  const status = useStatus();
  return (
    <div className="page">
      <Hero />
      <Facts />
      <div className="asides">
        {status.problem === null ? null : (
          <Note kind="bad" sentence={status.problem.sentence} remedy={status.problem.remedy} />
        )}
        {status.role === 'viewer' ? (
          <Note kind="rest" sentence={status.writer === '' ? generalWords.viewer : status.writer} />
        ) : null}
      </div>
      {status.attention.length === 0 ? null : <Attention entries={status.attention} />}
      <Lately />
      {status.stopsWhen === '' ? null : <p className="stops">{status.stopsWhen}</p>}
    </div>
  );
}
