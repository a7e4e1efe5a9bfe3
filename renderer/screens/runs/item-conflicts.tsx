/** Fields that were changed on both sides, or put back in Halo: who won, and what lost, to be copied back by hand. */
import type { RunItem } from '../../../preload/contract/views/runs.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Shape } from '../../parts/shape.tsx';
import { generalWords } from '../../words/general.ts';
import { runWords } from '../../words/runs.ts';
import { spanOf } from '../calendar/when.ts';

type Conflict = RunItem['conflicts'][number];

function textOf({ text, span }: NonNullable<Conflict['lost']>): string {
  return span === null ? text : spanOf(span.start, span.end);
}

function OneConflict({ conflict }: { readonly conflict: Conflict }) {
  const { field, winner, isPutBack, kept, lost } = conflict;
  const loser = winner === 'Exchange' ? 'Halo' : 'Exchange';
  if (kept === null || lost === null)
    return (
      <li>
        <Shape kind="need" />
        <p>{isPutBack ? runWords.putBackHidden(field) : runWords.conflictHidden(field, winner)}</p>
      </li>
    );
  const text = textOf(lost);
  return (
    <li>
      <Shape kind="need" />
      <div>
        <p>{isPutBack ? runWords.putBack(field) : runWords.conflict(field, winner)}</p>
        <dl>
          <dt>{runWords.conflictKept(winner)}</dt>
          <dd>{textOf(kept) || runWords.empty}</dd>
          <dt>{runWords.conflictLost(loser)}</dt>
          <dd>
            <span>{text || runWords.empty}</span>
            {text === '' ? null : (
              <CopyButton
                text={text}
                label={runWords.copyLost(field, loser)}
                copyLabel={generalWords.copy}
                copiedLabel={generalWords.copied}
              />
            )}
          </dd>
        </dl>
      </div>
    </li>
  );
}

export function ItemConflicts({
  conflicts,
  columns,
}: {
  readonly conflicts: RunItem['conflicts'];
  readonly columns: number;
}) {
  if (conflicts.length === 0) return null;
  return (
    <tr className="conflicts">
      <td colSpan={columns}>
        <ul>
          {conflicts.map(conflict => (
            <OneConflict key={conflict.field} conflict={conflict} />
          ))}
        </ul>
      </td>
    </tr>
  );
}
