/** What saving the draft would change in Halo, counted by the same plan as a run, while it is counted and after. */
import type { EffectView } from '../../../preload/contract/views/setup.ts';
import { formatNumber } from '../../formats.ts';
import { Note } from '../../parts/note.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { settingsWords } from '../../words/settings.ts';

const words = settingsWords.effect;

export function EffectPanel({
  effect,
  isWrong,
}: {
  readonly effect: EffectView | null;
  readonly isWrong: boolean;
}) {
  const isCounting = effect === null || effect.state === 'running' || effect.state === 'none';
  return (
    <section className="panel effect" aria-live="polite">
      <h2>{words.title}</h2>
      {isWrong ? (
        <p className="hint">{words.later}</p>
      ) : isCounting ? (
        <>
          <p className="say">{words.counting(effect?.done ?? 0, effect?.all ?? 0)}</p>
          <progress
            aria-label={words.title}
            {...(effect === null || effect.all === 0 ? {} : { value: effect.done, max: effect.all })}
          />
        </>
      ) : (
        <p className="say">{effect.sentence}</p>
      )}
      <ProblemNote problem={effect?.problem ?? null} />
      {isWrong || effect === null || effect.state !== 'ready' ? null : (
        <>
          <p className="hint">{words.countedBy}</p>
          {effect.agents.length === 0 ? null : (
            <table className="tbl hide-narrow">
              <TableHead
                columns={[
                  [words.agent, 'grow'],
                  [words.leave, 'num'],
                  [words.enter, 'num'],
                ]}
              />
              <tbody>
                {effect.agents.slice(0, 8).map(row => (
                  <tr key={row.agentId}>
                    <th scope="row">{row.agent}</th>
                    <td className={row.leave === 0 ? 'num zero' : 'num'}>{formatNumber(row.leave)}</td>
                    <td className={row.enter === 0 ? 'num zero' : 'num'}>{formatNumber(row.enter)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {effect.more + Math.max(0, effect.agents.length - 8) === 0 ? null : (
            <p className="more">{words.more(effect.more + Math.max(0, effect.agents.length - 8))}</p>
          )}
          {effect.held === 0 ? null : <Note kind="need" sentence={words.held(effect.held)} />}
        </>
      )}
    </section>
  );
}
