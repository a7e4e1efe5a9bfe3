/** Changes of one agent held for one reason: all of them with two buttons, or those that are ticked. */
import { useState } from 'react';
import type { HeldChangeView, HeldView } from '../../../preload/contract/views/answers.ts';
import { formatWhen } from '../../formats.ts';
import { hrefOf } from '../../place.ts';
import { useNow } from '../../use-now.ts';
import { generalWords } from '../../words/general.ts';
import { heldWords } from '../../words/held.ts';
import type { AnswerHeld } from './held-screen.tsx';
import { spanOf } from './span-of.ts';

const atFirst = 5;
const atOnce = 200;

const nameOf = (change: HeldChangeView) => change.subject ?? generalWords.private;

export function HeldGroup({
  group,
  mayWrite,
  isAnswering,
  onAnswer,
}: {
  readonly group: HeldView['groups'][number];
  readonly mayWrite: boolean;
  readonly isAnswering: boolean;
  readonly onAnswer: AnswerHeld;
}) {
  const { changes } = group;
  const now = useNow();
  const [shown, setShown] = useState(atFirst);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = changes.filter(change => !left.has(change.reference)).map(change => change.reference);
  const isWhole = chosen.length === changes.length;
  const { would, at } = changes[0] ?? { would: 'change', at: 'halo' };
  const toggle = (reference: string) => {
    const next = new Set(left);
    if (!next.delete(reference)) next.add(reference);
    setLeft(next);
  };
  const toggleAll = () => setLeft(isWhole ? new Set(changes.map(change => change.reference)) : new Set());
  const cannot = isAnswering || chosen.length === 0;
  return (
    <section className="group" aria-label={group.title}>
      <header>
        <div>
          <h2>{group.title}</h2>
          <p>{group.says}</p>
        </div>
        {mayWrite ? (
          <div className="acts">
            <button
              type="button"
              className="btn"
              disabled={cannot}
              onClick={() => onAnswer(chosen, chosen.length, 'keep')}
            >
              {isWhole ? group.keepLabel : heldWords.keepSome(chosen.length)}
            </button>
            <button
              type="button"
              className={would === 'remove' ? 'btn danger' : 'btn'}
              disabled={cannot}
              onClick={() => onAnswer(chosen, chosen.length, 'approve')}
            >
              {isWhole ? group.approveLabel : heldWords.approveSome[at][would](chosen.length)}
            </button>
          </div>
        ) : null}
      </header>
      <table className="tbl">
        <thead>
          <tr>
            {mayWrite ? (
              <td>
                <input
                  type="checkbox"
                  aria-label={heldWords.selectAll}
                  checked={isWhole}
                  ref={box => {
                    if (box !== null) box.indeterminate = !isWhole && chosen.length > 0;
                  }}
                  onChange={toggleAll}
                />
              </td>
            ) : null}
            <th scope="col">{heldWords.when}</th>
            <th scope="col" className="w1">
              {heldWords.appointment}
            </th>
            <th scope="col" className="w2">
              {heldWords.why}
            </th>
            <th scope="col" className="hide-narrow">
              {heldWords.since}
            </th>
            <td>
              <span className="sr">{generalWords.actions}</span>
            </td>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, shown).map(change => (
            <tr key={change.reference}>
              {mayWrite ? (
                <td>
                  <input
                    type="checkbox"
                    aria-label={heldWords.select(`${nameOf(change)}, ${spanOf(change)}`)}
                    checked={!left.has(change.reference)}
                    onChange={() => toggle(change.reference)}
                  />
                </td>
              ) : null}
              <td className="nowrap">{spanOf(change)}</td>
              <th scope="row" className="clip">
                {nameOf(change)}
              </th>
              <td className="soft clip" title={change.because}>
                {change.because}
              </td>
              <td className="nowrap faint hide-narrow">{formatWhen(change.since, now)}</td>
              <td>
                <div className="acts">
                  {change.start === null ? null : (
                    <a
                      className="btn quiet"
                      href={hrefOf('trace', { agent: change.agentId, date: change.start.slice(0, 10) })}
                    >
                      {generalWords.trace}
                    </a>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="more">
        <span>{heldWords.shown(Math.min(shown, changes.length), changes.length)}</span>
        {changes.length > shown ? (
          <button type="button" className="btn-link" onClick={() => setShown(shown + atOnce)}>
            {changes.length - shown <= atOnce
              ? heldWords.showMore(changes.length)
              : heldWords.showNext(atOnce)}
          </button>
        ) : null}
      </p>
    </section>
  );
}
