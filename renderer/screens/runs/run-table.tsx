/** A line per run; the opened one shows its items below it. */
import { Fragment } from 'react';
import type { RunSummary } from '../../../preload/contract/views/runs.ts';
import { formatNumber, formatTook, formatWhen } from '../../formats.ts';
import { Icon } from '../../parts/icon.tsx';
import { Shape, type ShapeKind } from '../../parts/shape.tsx';
import { useNow } from '../../use-now.ts';
import { generalWords } from '../../words/general.ts';
import { runWords } from '../../words/runs.ts';
import { RunItems } from './run-items.tsx';

const shapes: Readonly<Record<RunSummary['outcome'], ShapeKind>> = {
  done: 'ok',
  'done-with-problems': 'need',
  'could-not-run': 'bad',
  stopped: 'rest',
};
const counted = ['added', 'changed', 'removed', 'held', 'skipped', 'failed'] as const;
const columns = 5 + counted.length;

export function Count({ value, isNarrow = false }: { readonly value: number; readonly isNarrow?: boolean }) {
  return (
    <td className={`num${value === 0 ? ' zero' : ''}${isNarrow ? ' hide-narrow' : ''}`}>
      {formatNumber(value)}
    </td>
  );
}

export function RunTable({
  runs,
  opened,
  onOpen,
}: {
  readonly runs: readonly RunSummary[];
  readonly opened: number | null;
  readonly onOpen: (number: number) => void;
}) {
  const now = useNow();
  return (
    <table className="tbl runs">
      <caption className="sr">{runWords.runsTable}</caption>
      <thead>
        <tr>
          <th scope="col">{runWords.started}</th>
          <th scope="col">{runWords.run}</th>
          <th scope="col" className="hide-narrow">
            {runWords.trigger}
          </th>
          <th scope="col" className="num hide-small">
            {runWords.took}
          </th>
          {counted.map(name => (
            <th
              key={name}
              scope="col"
              className={name === 'held' || name === 'skipped' ? 'num hide-narrow' : 'num'}
            >
              {runWords[name]}
            </th>
          ))}
          <th scope="col" className="grow">
            {runWords.result}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map(run => {
          const isOpen = run.number === opened;
          return (
            <Fragment key={run.number}>
              <tr className={isOpen ? 'on' : undefined} onDoubleClick={() => onOpen(run.number)}>
                <td className="nowrap">
                  <button
                    type="button"
                    className="twisty"
                    aria-expanded={isOpen}
                    aria-label={runWords.openRun(run.number)}
                    onClick={() => onOpen(run.number)}
                  >
                    <Icon name="chev" size={14} />
                  </button>{' '}
                  {formatWhen(run.startedAt, now)}
                </td>
                <th scope="row">{run.number}</th>
                <td className="hide-narrow nowrap">{run.triggerWord}</td>
                <td className="num hide-small">
                  {run.trigger === 'outbound' ? generalWords.unknown : formatTook(run.ms)}
                </td>
                {counted.map(name => (
                  <Count
                    key={name}
                    value={run.counts[name] + (name === 'changed' ? run.changedInHalo : 0)}
                    isNarrow={name === 'held' || name === 'skipped'}
                  />
                ))}
                <td className="clip" title={run.says}>
                  <span className="state">
                    <Shape kind={shapes[run.outcome]} />
                    <span>{run.says}</span>
                  </span>
                </td>
              </tr>
              {isOpen ? (
                <tr className="opened">
                  <td className="into" colSpan={columns}>
                    <div className="box">
                      <RunItems number={run.number} />
                    </div>
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
