/** The log, newest first: by level, agent, run and text; a copy for support. */
import { memo, useState } from 'react';
import type { LogLineView } from '../../../preload/contract/views/logs.ts';
import { formatExactTime, formatWhen } from '../../formats.ts';
import { Chip } from '../../parts/chip.tsx';
import { DetailBar } from '../../parts/detail-bar.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Shape } from '../../parts/shape.tsx';
import { goTo, hrefOf, numberIn } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useAct } from '../../use-act.ts';
import { usePages } from '../../use-pages.ts';
import { ask } from '../../window-link.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { logWords } from '../../words/log.ts';
import { AgentMailboxChoice } from './agent-mailbox-choice.tsx';
import { LogTabs } from './log-screen.tsx';
import { LongTable } from './long-table.tsx';

type Level = LogLineView['level'];
const pageSize = 200;
const order: readonly Level[] = ['error', 'warning', 'info', 'debug'];
const choices = order.map(value => ({ value, label: logWords.levelChoices[value] }));

const LogCells = memo(function LogCells({ line }: { readonly line: LogLineView }) {
  return (
    <>
      <td className="mono nowrap" title={formatWhen(line.at)}>
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
  const [level, setLevel] = useState<Level>('info');
  const [mailbox, setMailbox] = useState<string | null>(query.get('mailbox'));
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<LogLineView | null>(null);
  const [said, setSaid] = useState('');
  const { act, problem: refused, isActing } = useAct();
  const run = numberIn(query, 'run');
  const filters = {
    levels: level === 'debug' ? [] : order.slice(0, order.indexOf(level) + 1),
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
    <div className="page fill">
      <PageHead
        name={pageNames.log}
        sentence={pages.sentence ?? generalWords.reading}
        lead={logWords.logLead}
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
      />
      <p className="said" role="status">
        {said}
      </p>
      <ProblemNote problem={refused} />
      <LogTabs tab="log" />
      <div className="bar">
        <Segments label={logWords.levels} choices={choices} value={level} onChange={setLevel} />
        <AgentMailboxChoice value={mailbox} onChange={setMailbox} />
        {run === null ? null : (
          <Chip label={logWords.onlyRun(run)} isOn onPress={() => goTo('log', { tab: 'log' }, true)} />
        )}
        <span className="end">
          <SearchField
            label={logWords.findLine}
            placeholder={logWords.findLineHint}
            value={text}
            onChange={setText}
          />
        </span>
      </div>
      <ProblemNote problem={pages.problem} onTryAgain={pages.readAnew} />
      {pages.lines.length === 0 ? (
        pages.sentence === null ? null : (
          <Empty icon="log" title={logWords.none} says={logWords.noneSays} />
        )
      ) : (
        <LongTable
          name="lines"
          label={logWords.logTable}
          pages={pages}
          opened={opened?.place ?? null}
          onOpen={setOpened}
          head={
            <>
              <th scope="col">{logWords.time}</th>
              <th scope="col">{logWords.level}</th>
              <th scope="col" className="w3 hide-narrow">
                {logWords.mailbox}
              </th>
              <th scope="col" className="w4">
                {logWords.happened}
              </th>
              <th scope="col" className="num">
                {logWords.run}
              </th>
            </>
          }
        >
          {line => <LogCells line={line} />}
        </LongTable>
      )}
      {opened === null ? null : (
        <DetailBar
          title={opened.message}
          closeLabel={logWords.close}
          onClose={() => setOpened(null)}
          pairs={[
            [logWords.time, `${formatWhen(opened.at)} (${formatExactTime(opened.at)})`],
            [logWords.mailbox, opened.mailbox ?? generalWords.unknown],
            ...Object.entries(opened.fields).map(([name, value]) => [name, String(value)] as const),
          ]}
        />
      )}
    </div>
  );
}
