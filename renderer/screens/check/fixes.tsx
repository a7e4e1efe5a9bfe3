/** Beside the ladder: what broke and the exact fix; then what needs somebody soon; or that all is well. */
import type { RungView } from '../../../preload/contract/views/answers.ts';
import { Note } from '../../parts/note.tsx';
import { Paste } from '../../paste.tsx';
import { checkWords } from '../../words/check.ts';

export function Fixes({ rungs }: { readonly rungs: readonly RungView[] }) {
  const wrong = rungs.filter(rung => rung.problem !== null);
  if (wrong.length === 0) {
    return <Note kind="ok" sentence={checkWords.allGood} remedy={checkWords.allGoodSays} />;
  }
  const sorted = [...wrong].sort((a, b) => Number(b.state === 'broken') - Number(a.state === 'broken'));
  return (
    <div className="fixes">
      {sorted.map(rung => (
        <section key={`${rung.server} ${rung.name}`} className="panel fix">
          <div>
            <p className="say">{rung.problem?.sentence}</p>
            <p className="soft">
              {checkWords.servers[rung.server]}: {rung.title}
            </p>
          </div>
          <div>
            <h3>{checkWords.fix}</h3>
            <p>{rung.problem?.remedy}</p>
          </div>
          <Paste paste={rung.paste} />
          {rung.state === 'broken' ? <p className="soft">{checkWords.afterFix}</p> : null}
        </section>
      ))}
    </div>
  );
}
