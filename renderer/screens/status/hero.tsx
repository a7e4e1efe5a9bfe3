/** The computed sentence in the largest type, with the health as shape, word and colour, and the main button. */
import { clausesOf } from '../../clauses.ts';
import { healthShapes } from '../../health-shapes.ts';
import { Shape } from '../../parts/shape.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { MainButton } from './main-button.tsx';

export function Hero() {
  const status = useStatus();
  const { act, problem } = useAct();
  const kind = healthShapes[status.health];
  return (
    <>
      <header className="hero">
        <Shape kind={kind} turns={status.health === 'working'} />
        <div>
          <p className={`word ${kind}-ink`}>{status.healthWord}</p>
          <h1>
            {clausesOf(status.sentence).map(clause => (
              <span key={clause}>
                <span className="clause">{clause}</span>{' '}
              </span>
            ))}
            {status.when === '' ? null : <span className="then">{status.when}</span>}
          </h1>
        </div>
        <MainButton act={act} />
      </header>
      <ProblemNote problem={problem} />
    </>
  );
}
