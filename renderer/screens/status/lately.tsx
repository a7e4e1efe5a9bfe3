/** A picture of the last runs and what was written lately, each with the way to more. */
import { DidMark } from '../../did-mark.tsx';
import { formatSpan, formatWhen } from '../../formats.ts';
import { BeforeAfter } from '../../parts/before-after.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { hrefOf } from '../../place.ts';
import { useStatus } from '../../status-context.ts';
import { useAnswer } from '../../use-answer.ts';
import { useNow } from '../../use-now.ts';
import { generalWords } from '../../words/general.ts';
import { statusWords } from '../../words/status.ts';
import { RunPicture } from '../runs/run-picture.tsx';

const pictured = 60;

/** `Tue 10:00 → Tue 11:00` as before and after; anything else as it is. */
function Change({ says }: { readonly says: string }) {
  const [before = '', after] = says.split(' → ');
  return after === undefined ? (
    <span className="soft">{says}</span>
  ) : (
    <BeforeAfter before={before} after={after} />
  );
}

export function Lately() {
  const { recent, lastRun } = useStatus();
  const { value } = useAnswer('runs.list', { before: null, limit: pictured }, true);
  const now = useNow();
  if (lastRun === null) return null;
  // The changes may be those of an earlier run.
  const shown = recent[0]?.run ?? lastRun.number;
  return (
    <>
      {value === null || value.runs.length < 2 ? null : (
        <section className="section">
          <header>
            <h2>{statusWords.lately}</h2>
            <p>{value.sentence}</p>
            <a className="end" href={hrefOf('runs')}>
              {statusWords.allRuns}
            </a>
          </header>
          <RunPicture runs={value.runs} marked={null} />
        </section>
      )}
      <section className="section">
        <header>
          <h2>{statusWords.changedLately}</h2>
          <a className="end" href={hrefOf('runs', { run: shown })}>
            {statusWords.openRun(shown)}
          </a>
        </header>
        {recent.length === 0 ? (
          <p className="soft">{statusWords.nothingLately}</p>
        ) : (
          <table className="tbl">
            <TableHead
              columns={[
                [statusWords.at],
                [generalWords.agent],
                [statusWords.inHalo],
                [statusWords.appointment, 'grow'],
                [statusWords.whatChanged],
              ]}
            />
            <tbody>
              {recent.map(change => (
                <tr key={`${change.run} ${change.agentId} ${change.did} ${change.start} ${change.subject}`}>
                  <td className="faint nowrap">{formatWhen(change.at, now)}</td>
                  <td className="nowrap">{change.agent}</td>
                  <td>
                    <DidMark did={change.did} />
                  </td>
                  <td className="clip">
                    {[change.subject, formatSpan(change.start, change.end, generalWords.allDay)]
                      .filter(text => text !== '')
                      .join(', ')}
                  </td>
                  <td className="nowrap">
                    <Change says={change.says} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
