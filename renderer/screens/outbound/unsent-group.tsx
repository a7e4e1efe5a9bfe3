/** Appointments that wait for the same: why, what to do about it, and each with Retry and Drop. */
import type { UnsentGroup as Group } from '../../../preload/contract/views/outbound.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { useNow } from '../../use-now.ts';
import { hrefFor } from '../../verb-place.ts';
import { generalWords } from '../../words/general.ts';
import { outboundWords } from '../../words/outbound.ts';
import type { AnswerUnsent } from './outbound-screen.tsx';
import { UnsentRow } from './unsent-row.tsx';

function GroupVerbs({
  group,
  mayWrite,
  isAnswering,
  answers,
}: {
  readonly group: Group;
  readonly mayWrite: boolean;
  readonly isAnswering: boolean;
  readonly answers: AnswerUnsent;
}) {
  const { verb, entries, state } = group;
  const href = verb === null ? null : hrefFor(verb);
  return (
    <div className="acts">
      {verb === null || href === null ? null : (
        <a className="btn" href={href}>
          {verb.label}
        </a>
      )}
      {mayWrite && state !== 'waiting' && entries.length > 1 ? (
        <button
          type="button"
          className="btn"
          disabled={isAnswering}
          onClick={() => answers.retry(entries.map(({ haloId }) => haloId))}
        >
          {outboundWords.retryAll(entries.length)}
        </button>
      ) : null}
    </div>
  );
}

export function UnsentGroup(props: {
  readonly group: Group;
  readonly mayWrite: boolean;
  readonly isAnswering: boolean;
  readonly answers: AnswerUnsent;
}) {
  const { group, mayWrite, isAnswering, answers } = props;
  const { title, says, remedy, state, entries, more } = group;
  const now = useNow();
  const isResting = state === 'tried-again';
  return (
    <section className="group" aria-label={`${title}. ${says}`}>
      <header>
        <div>
          <h2>{title}</h2>
          {says === '' ? null : <p>{says}</p>}
          {remedy === '' ? null : <p>{remedy}</p>}
        </div>
        <GroupVerbs {...props} />
      </header>
      <table className="tbl">
        <TableHead
          columns={[
            [outboundWords.appointment, 'grow'],
            [outboundWords.when],
            [generalWords.agent],
            [outboundWords.since, 'hide-narrow'],
            ...(isResting ? [[outboundWords.nextTry] as const] : []),
          ]}
          hasActions
        />
        <tbody>
          {entries.map(entry => (
            <UnsentRow
              key={entry.haloId}
              entry={entry}
              isResting={isResting}
              now={now}
              mayWrite={mayWrite}
              isAnswering={isAnswering}
              answers={answers}
            />
          ))}
        </tbody>
      </table>
      {more === 0 && state !== 'cannot-be-sent' ? null : (
        <p className="more">
          <span>{more === 0 ? outboundWords.triedAgain : outboundWords.more(more)}</span>
        </p>
      )}
    </section>
  );
}
