/** What was found: a choice of events when there are several, and the chosen one explained. */
import { useState } from 'react';
import type { TracedEventView, TraceView } from '../../../preload/contract/views/answers.ts';
import { formatWallSpan, formatWhen } from '../../formats.ts';
import { Icon } from '../../parts/icon.tsx';
import { Shape, type ShapeKind } from '../../parts/shape.tsx';
import { hrefOf } from '../../place.ts';
import { useNow } from '../../use-now.ts';
import { generalWords } from '../../words/general.ts';
import { traceWords } from '../../words/trace.ts';

const spanOf = (event: TracedEventView) => formatWallSpan(event.start, event.end, generalWords.allDay);
const nameOf = (event: TracedEventView) => event.subject ?? generalWords.private;
const haloShapes: Readonly<Record<TracedEventView['halo']['is'], ShapeKind | null>> = {
  found: 'ok',
  never: null,
  deleted: 'need',
  absent: 'bad',
};

const lastMark = (event: TracedEventView) => marks[event.decision?.verdict ?? 'none'];
const marks = { imported: 'tick', skipped: 'skip', held: 'held', failed: 'minus', none: 'wait' } as const;

function InExchange({ event, address }: { readonly event: TracedEventView; readonly address: string }) {
  const now = useNow();
  const isThere = event.exchange.is === 'there';
  return (
    <section className={isThere ? 'panel' : 'panel missing'}>
      <p>
        {isThere ? <Shape kind="ok" /> : <Icon name="skip" />}
        {traceWords.inExchange[event.exchange.is]}
      </p>
      <dl className="pairs">
        <dt>{traceWords.event}</dt>
        <dd>{nameOf(event)}</dd>
        <dt>{traceWords.when}</dt>
        <dd>{spanOf(event)}</dd>
        {event.exchange.changed === null ? null : (
          <>
            <dt>{traceWords.changed}</dt>
            <dd>{formatWhen(event.exchange.changed, now)}</dd>
          </>
        )}
        <dt>{traceWords.mailbox}</dt>
        <dd>{address}</dd>
      </dl>
    </section>
  );
}

function InHalo({ event }: { readonly event: TracedEventView }) {
  const shape = haloShapes[event.halo.is];
  return (
    <section className={event.halo.is === 'found' ? 'panel' : 'panel missing'}>
      <p>
        {shape === null ? <Icon name="skip" /> : <Shape kind={shape} />}
        {traceWords.inHalo[event.halo.is]}
      </p>
      {event.halo.says.startsWith(traceWords.inHalo[event.halo.is]) ? null : (
        <p className="soft">{event.halo.says}</p>
      )}
      {event.decision === null ? <p>{traceWords.undecided}</p> : <p>{event.decision.says}</p>}
      {event.halo.haloId === null ? null : (
        <dl className="pairs">
          <dt>{traceWords.appointment}</dt>
          <dd>{event.halo.haloId}</dd>
        </dl>
      )}
      <div className="acts">
        {event.setting === null ? null : (
          <>
            <a
              className="btn"
              href={hrefOf('settings', { section: event.setting.split('.')[0], key: event.setting })}
            >
              {traceWords.openRule}
            </a>
            <span className="faint">{traceWords.ruleDecides}</span>
          </>
        )}
        {event.held === null ? null : (
          <a className="btn" href={hrefOf('held')}>
            {traceWords.review}
          </a>
        )}
      </div>
    </section>
  );
}

export function TracedEvents({ view }: { readonly view: TraceView }) {
  const [chosenKey, setChosenKey] = useState(view.events[0]?.key);
  const chosen = view.events.find(event => event.key === chosenKey);
  return (
    <>
      {view.events.length < 2 ? null : (
        <ul className="traced" aria-label={traceWords.events}>
          {view.events.map(event => (
            <li key={event.key}>
              <button
                type="button"
                className="chip"
                aria-pressed={event.key === chosenKey}
                onClick={() => setChosenKey(event.key)}
              >
                <b>{nameOf(event)}</b> {spanOf(event)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen === undefined ? null : (
        <>
          <div className="verdict">
            <InExchange event={chosen} address={view.address} />
            <span className="gapmark">
              <Icon name="arrow" size={20} />
            </span>
            <InHalo event={chosen} />
          </div>
          <section className="section">
            <header>
              <h2>{traceWords.how}</h2>
              <p>{traceWords.howLead}</p>
            </header>
            <ol className="told">
              {chosen.sentences.map((sentence, index) => (
                <li key={sentence}>
                  <Icon name={index < chosen.sentences.length - 1 ? 'arrow' : lastMark(chosen)} />
                  <span>{sentence}</span>
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
      {view.more === 0 ? null : <p className="more">{traceWords.more(view.more)}</p>}
    </>
  );
}
