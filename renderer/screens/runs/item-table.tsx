/** What was done (or would be) to single appointments, with before, after and why. */
import type { RunItem } from '../../../preload/contract/views/runs.ts';
import { DidMark } from '../../did-mark.tsx';
import { formatSpan } from '../../formats.ts';
import { BeforeAfter } from '../../parts/before-after.tsx';
import { State } from '../../parts/shape.tsx';
import { hrefOf } from '../../place.ts';
import { generalWords } from '../../words/general.ts';
import { runWords } from '../../words/runs.ts';

function Outcome({ item }: { readonly item: RunItem }) {
  if (item.outcome === 'done') return <DidMark did={item.did} />;
  return (
    <>
      <DidMark did={item.did} />{' '}
      <State
        kind={item.outcome === 'held' ? 'need' : 'bad'}
        word={item.outcome === 'held' ? runWords.heldMark : runWords.failedMark}
      />
    </>
  );
}

export function ItemTable({
  caption,
  items,
}: {
  readonly caption: string;
  readonly items: readonly RunItem[];
}) {
  return (
    <table className="tbl">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{generalWords.agent}</th>
          <th scope="col">{runWords.inHalo}</th>
          <th scope="col" className="w2">
            {runWords.appointment}
          </th>
          <th scope="col">{runWords.beforeAfter}</th>
          <th scope="col" className="w1 hide-narrow">
            {runWords.because}
          </th>
          <td>
            <span className="sr">{generalWords.actions}</span>
          </td>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => {
          const span = formatSpan(item.start, item.end, generalWords.allDay);
          const name = [item.haloId === null ? '' : String(item.haloId), item.subject].join(' ').trim();
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished run's items never move
            <tr key={`${item.agentId} ${item.did} ${item.start} ${index}`}>
              <td className="nowrap">{item.agent}</td>
              <td className="nowrap">
                <Outcome item={item} />
              </td>
              <td className="clip" title={`${name} ${span}`}>
                {name} <span className="faint">{span}</span>
              </td>
              <td>
                {item.changes.length === 0 ? (
                  <span className="nowrap">
                    {item.did === 'removed' ? <BeforeAfter before={span} after="" /> : null}
                    {item.did === 'added' ? <BeforeAfter before="" after={span} /> : null}
                  </span>
                ) : (
                  item.changes.map(change => (
                    <span key={change.field} className="change" title={change.field}>
                      <span className="sr">{change.field}: </span>
                      <BeforeAfter before={change.before} after={change.after} />
                    </span>
                  ))
                )}
              </td>
              <td className="soft clip hide-narrow" title={item.because}>
                {item.because}
              </td>
              <td>
                <div className="acts">
                  <a className="btn quiet" href={hrefOf('trace', { agent: item.agentId, date: item.date })}>
                    {generalWords.trace}
                  </a>
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
