/** The rungs of both servers from the ground up, each with its state as shape and word and what was found. */
import type { RungView } from '../../../preload/contract/views/answers.ts';
import { Icon } from '../../parts/icon.tsx';
import { Shape } from '../../parts/shape.tsx';
import { checkWords } from '../../words/check.ts';

const servers = ['halo', 'exchange', 'nudges'] as const;
/** What is longer stands below the rung instead of beside it. */
const besideLength = 32;

function Rung({ rung }: { readonly rung: RungView }) {
  const said = <span className="sr">: {checkWords.states[rung.state]}</span>;
  if (rung.state === 'broken') {
    return (
      <li className="rung broken" aria-current="true">
        <Shape kind="bad" />
        <b>
          {rung.title}
          {said}
        </b>
        <span className="bad-ink">{checkWords.stopsHere}</span>
      </li>
    );
  }
  const height = rung.found.length > besideLength ? ' tall' : '';
  return (
    <li className={rung.state === 'not-reached' ? 'rung grey' : `rung${height}`}>
      {rung.state === 'not-reached' ? (
        <Icon name="none" />
      ) : (
        <Shape kind={rung.state === 'good' ? 'ok' : 'need'} />
      )}
      <span>
        {rung.title}
        {said}
      </span>
      <span className={rung.state === 'warned' ? 'need-ink' : 'fact'} title={rung.found}>
        {rung.found}
      </span>
    </li>
  );
}

export function Ladder({ rungs }: { readonly rungs: readonly RungView[] }) {
  return (
    <div className="ladder">
      {servers
        .filter(server => rungs.some(rung => rung.server === server))
        .map(server => (
          <section key={server} aria-label={checkWords.servers[server]}>
            <h2>{checkWords.servers[server]}</h2>
            <ol>
              {rungs
                .filter(rung => rung.server === server)
                .map(rung => (
                  <Rung key={rung.name} rung={rung} />
                ))}
            </ol>
          </section>
        ))}
    </div>
  );
}
