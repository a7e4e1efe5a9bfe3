/** What somebody answered already and is still remembered; each answer can be turned round. */
import { useState } from 'react';
import type { HeldChangeView } from '../../../preload/contract/views/answers.ts';
import { Icon } from '../../parts/icon.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { generalWords } from '../../words/general.ts';
import { heldWords } from '../../words/held.ts';
import type { AnswerHeld } from './held-screen.tsx';
import { spanOf } from './span-of.ts';

const atOnce = 50;

export function AnsweredChanges({
  changes,
  mayWrite,
  isAnswering,
  onAnswer,
}: {
  readonly changes: readonly HeldChangeView[];
  readonly mayWrite: boolean;
  readonly isAnswering: boolean;
  readonly onAnswer: AnswerHeld;
}) {
  const [shown, setShown] = useState(atOnce);
  return (
    <section className="section">
      <header>
        <h2>{heldWords.answered}</h2>
        <p>{heldWords.answeredLead}</p>
      </header>
      <table className="tbl">
        <TableHead
          columns={[
            [generalWords.agent],
            [heldWords.when],
            [heldWords.appointment, 'grow'],
            [heldWords.answer],
          ]}
          hasActions
        />
        <tbody>
          {changes.slice(0, shown).map(change => {
            const isKept = change.state === 'kept';
            return (
              <tr key={change.reference}>
                <td className="nowrap">{change.agent}</td>
                <td className="nowrap">{spanOf(change)}</td>
                <th scope="row" className="clip">
                  {change.subject ?? generalWords.private}
                </th>
                <td>
                  <span className="state">
                    <Icon name={isKept ? 'lock' : 'tick'} size={14} />
                    {isKept ? heldWords.kept : heldWords.approved}
                  </span>
                </td>
                <td>
                  <div className="acts">
                    {mayWrite ? (
                      <button
                        type="button"
                        className="btn quiet"
                        disabled={isAnswering}
                        onClick={() => onAnswer([change.reference], 1, isKept ? 'approve' : 'keep')}
                      >
                        {isKept ? heldWords.takeBackKeep : heldWords.takeBackApprove}
                      </button>
                    ) : null}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {changes.length > shown ? (
        <p className="more">
          <span>{heldWords.shown(shown, changes.length)}</span>
          <button type="button" className="btn-link" onClick={() => setShown(shown + atOnce)}>
            {heldWords.showNext(Math.min(atOnce, changes.length - shown))}
          </button>
        </p>
      ) : null}
    </section>
  );
}
