/** The log, newest first: by level, agent, run and text; a copy for support. */
import { memo, useState } from 'react';
import type { LogLineView } from '../../../preload/contract/views/logs.ts';
import { formatExactTime, formatMoment } from '../../formats.ts';
import { Chip } from '../../parts/chip.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Shape } from '../../parts/shape.tsx';
import { goTo, hrefOf, numberIn } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useAct } from '../../use-act.ts';
import { usePages } from '../../use-pages.ts';
import { ask } from '../../window-link.ts';
import { generalWords } from '../../words/general.ts';
import { logWords } from '../../words/log.ts';
import { LogPage } from './log-page.tsx';

const pageSize = 200;
/** Each with those before it; the last is everything that is written. */
const order = ['error', 'warning', 'info'] as const;
const choices = order.map(value => ({ value, label: logWords.levelChoices[value] }));

const LogCells = memo(function LogCells({ line }: { readonly line: LogLineView }) {
  return (
    <>
      <td className="mono nowrap" title={formatMoment(line.at)}>
        {formatExactTime(line.at)}
      </td>
      <td>
        <span className="state">
          {line.level === 'error' ? (
            <Shape kind="bad" />
          ) : line.level === 'warning' ? (
            <Shape kind="need" />
          ) : (
            <Icon name="none" />
          )}
          {logWords.levelWords[line.level]}
        </span>
      </td>
      <td className="clip soft hide-narrow">{line.mailbox ?? generalWords.unknown}</td>
      <td className="clip" title={line.message}>
        {line.message}{' '}
        {line.times === 1 ? null : (
          <span className="rep" title={logWords.timesSays(line.times)}>
            {logWords.times(line.times)}
          </span>
        )}
      </td>
      <td className="num">
        {line.run === null ? (
          generalWords.unknown
        ) : (
          <a tabIndex={-1} href={hrefOf('log', { tab: 'log', run: line.run })}>
            {line.run}
          </a>
        )}
      </td>
    </>
  );
});

export function LogTab({ query }: { readonly query: URLSearchParams }) {
  const [level, setLevel] = useState<(typeof order)[number]>('info');
  const [mailbox, setMailbox] = useState<string | null>(query.get('mailbox'));
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const { act, problem: refused, isActing } = useAct();
  const run = numberIn(query, 'run');
  const filters = {
    levels: level === 'info' ? [] : order.slice(0, order.indexOf(level) + 1),
    mailbox,
    run,
    text,
  };
  const pages = usePages<LogLineView>(JSON.stringify(filters), before =>
    ask('log.read', { ...filters, before, limit: pageSize }),
  );
  const save = async () => {
    const file = await act('log.for-support', {});
    const saved = file === null ? null : await act('desktop.save-text', file);
    setSaid(saved === null || saved.path === null ? '' : logWords.saved(saved.path));
  };
  return (
    <LogPage
      tab="log"
      acts={
        <button
          type="button"
          className="btn"
          disabled={isActing}
          title={logWords.forSupportSays}
          onClick={() => void save()}
        >
          <Icon name="copy" />
          {logWords.forSupport}
        </button>
      }
      notice={
        <>
          <p className="said" role="status">
            {said}
          </p>
          <ProblemNote problem={refused} />
        </>
      }
      first={<Segments label={logWords.levels} choices={choices} value={level} onChange={setLevel} />}
      mailbox={mailbox}
      onMailbox={setMailbox}
      filters={
        run === null ? null : (
          <Chip label={logWords.onlyRun(run)} isOn onPress={() => goTo('log', { tab: 'log' }, true)} />
        )
      }
      text={text}
      onText={setText}
      isFiltered={level === 'error' || level === 'warning' || mailbox !== null || run !== null || text !== ''}
      pages={pages}
      head={
        <>
          <th scope="col">{logWords.time}</th>
          <th scope="col">{logWords.level}</th>
          <th scope="col" className="hide-narrow">
            {logWords.mailbox}
          </th>
          <th scope="col">{logWords.happened}</th>
          <th scope="col" className="num">
            {logWords.run}
          </th>
        </>
      }
      cells={line => <LogCells line={line} />}
      titleOf={line => line.message}
      verbsOf={line =>
        line.run === null ? null : (
          <a className="btn" href={hrefOf('log', { tab: 'log', run: line.run })}>
            {logWords.followRun(line.run)}
          </a>
        )
      }
      detailsOf={line => Object.entries(line.fields).map(([name, value]) => [name, String(value)] as const)}
    />
  );
}
