/** One appointment that is not in Exchange yet. Drop asks first, in its place, and says what it means. */
import { useEffect, useRef, useState } from 'react';
import type { UnsentView } from '../../../preload/contract/views/outbound.ts';
import { formatWhen } from '../../formats.ts';
import { generalWords } from '../../words/general.ts';
import { outboundWords } from '../../words/outbound.ts';
import { spanOf } from '../calendar/when.ts';
import type { AnswerUnsent } from './outbound-screen.tsx';

/** By its subject; a private one says so; where nothing is known, by its number. */
function nameOf({ subject, span, haloId }: UnsentView): string {
  return subject ?? (span === null ? outboundWords.number(haloId) : generalWords.private);
}

function Question({
  what,
  columns,
  isAnswering,
  onYes,
  onNo,
}: {
  readonly what: string;
  readonly columns: number;
  readonly isAnswering: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => safe.current?.focus(), []);
  return (
    <tr className="asks">
      <td colSpan={columns}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is typed */}
        <div
          role="group"
          aria-label={outboundWords.dropQuestion(what)}
          className="ask"
          onKeyDown={({ key }) => {
            if (key === 'Escape') onNo();
          }}
        >
          <p>
            <b>{outboundWords.dropQuestion(what)}</b> {outboundWords.dropMeans}
          </p>
          <div className="acts">
            <button type="button" className="btn" ref={safe} onClick={onNo}>
              {outboundWords.dropNo}
            </button>
            <button type="button" className="btn danger" disabled={isAnswering} onClick={onYes}>
              {outboundWords.dropYes}
            </button>
          </div>
        </div>
      </td>
    </tr>
  );
}

export function UnsentRow({
  entry,
  isResting,
  now,
  mayWrite,
  isAnswering,
  answers,
}: {
  readonly entry: UnsentView;
  readonly isResting: boolean;
  readonly now: Date;
  readonly mayWrite: boolean;
  readonly isAnswering: boolean;
  readonly answers: AnswerUnsent;
}) {
  const [isAsking, setAsking] = useState(false);
  const dropButton = useRef<HTMLButtonElement>(null);
  const { haloId, span, agent, since, nextTry } = entry;
  const name = nameOf(entry);
  const isNumber = name === outboundWords.number(haloId);
  /** Two may have the same subject; the number tells them apart for one who hears them. */
  const what = isNumber ? name : `${name} (${haloId})`;
  const leave = () => {
    setAsking(false);
    dropButton.current?.focus();
  };
  return (
    <>
      <tr className="tall">
        <th scope="row" className="clip" title={name}>
          {name}
          {isNumber ? null : <small>{outboundWords.inHalo(haloId)}</small>}
        </th>
        <td className="nowrap">{span === null ? outboundWords.timeUnknown : spanOf(span.start, span.end)}</td>
        <td className="nowrap">{agent === '' ? outboundWords.agentUnknown : agent}</td>
        <td className="nowrap faint hide-narrow">{formatWhen(since, now)}</td>
        {isResting ? (
          <td className="nowrap faint">{nextTry === null ? outboundWords.soon : formatWhen(nextTry, now)}</td>
        ) : null}
        <td>
          {mayWrite ? (
            <div className="acts">
              <button
                type="button"
                className="btn quiet"
                aria-label={outboundWords.retryOf(what)}
                disabled={isAnswering}
                onClick={() => answers.retry([haloId])}
              >
                {outboundWords.retry}
              </button>
              <button
                type="button"
                className="btn quiet"
                aria-label={outboundWords.dropOf(what)}
                aria-expanded={isAsking}
                ref={dropButton}
                onClick={() => setAsking(!isAsking)}
              >
                {outboundWords.drop}
              </button>
            </div>
          ) : null}
        </td>
      </tr>
      {isAsking ? (
        <Question
          what={what}
          columns={isResting ? 6 : 5}
          isAnswering={isAnswering}
          onYes={() => answers.drop(haloId, what)}
          onNo={leave}
        />
      ) : null}
    </>
  );
}
