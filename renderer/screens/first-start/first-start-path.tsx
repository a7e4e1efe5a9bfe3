/** The side bar of First start: its steps, what is done, and the way to sample data. */
import { useEffect } from 'react';
import type { FirstStartView } from '../../../preload/contract/views/setup.ts';
import { SampleDataBadge } from '../../navigation.tsx';
import { Icon } from '../../parts/icon.tsx';
import { goTo, hrefOf } from '../../place.ts';
import { useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { firstStartWords } from '../../words/first-start.ts';

/** The step that is shown: the one that was asked for, else the first that is not done. */
export function stepOf(view: FirstStartView | null, query: URLSearchParams): FirstStartView['step'] {
  const asked = view?.steps.find(step => step.name === query.get('step'));
  return asked?.name ?? view?.step ?? 'halo';
}

export function FirstStartPath({ query }: { readonly query: URLSearchParams }) {
  const { value: view, askAgain } = useAnswer('first-start.read', {}, true);
  const { isSampleData, isFirstStart } = useStatus();
  const { act, isActing } = useAct();
  const place = query.toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is shown when one was done
  useEffect(askAgain, [place, askAgain]);
  const current = stepOf(view, query);
  const steps = view?.steps ?? [];
  return (
    <nav className="nav" aria-label={firstStartWords.path}>
      <SampleDataBadge />
      <ol className="path">
        {steps.map((step, index) => (
          <li
            key={step.name}
            className={step.isDone && step.name !== current ? 'done' : undefined}
            aria-current={step.name === current ? 'step' : undefined}
          >
            <span className="dot" aria-hidden="true">
              {step.isDone && step.name !== current ? <Icon name="tick" size={12} /> : index + 1}
            </span>
            <b>
              <a href={hrefOf('first-start', { step: step.name })}>{step.title}</a>
              {step.isDone ? <span className="sr"> {firstStartWords.done}</span> : null}
            </b>
            <small>{step.says === '' ? firstStartWords.short[step.name] : step.says}</small>
          </li>
        ))}
      </ol>
      <div className="vital">
        <Icon name={isFirstStart && !isSampleData ? 'calendar' : 'status'} />
        {isFirstStart && !isSampleData ? (
          <>
            <b>{firstStartWords.justLooking}</b>
            <span>
              <button
                type="button"
                className="btn-link"
                disabled={isActing}
                onClick={() =>
                  void act('sample-data.start', {}).then(status => status !== null && goTo('status'))
                }
              >
                {firstStartWords.trySample}
              </button>
            </span>
          </>
        ) : (
          <a className="only" href={hrefOf('status')}>
            {firstStartWords.toStatus}
          </a>
        )}
      </div>
    </nav>
  );
}
