/** Every request to both servers, inbound and outbound, newest first. */
import { memo, useState } from 'react';
import type { RequestLineView } from '../../../preload/contract/views/logs.ts';
import { formatBytes, formatExactTime, formatTook, formatWhen } from '../../formats.ts';
import { Chip } from '../../parts/chip.tsx';
import { DetailBar } from '../../parts/detail-bar.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Segments } from '../../parts/segments.tsx';
import { State } from '../../parts/shape.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { usePages } from '../../use-pages.ts';
import { ask } from '../../window-link.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { logWords } from '../../words/log.ts';
import { AgentMailboxChoice } from './agent-mailbox-choice.tsx';
import { LogTabs } from './log-screen.tsx';
import { LongTable } from './long-table.tsx';

const pageSize = 200;
const slowMs = 1_000;
const directions = [
  { value: 'all', label: logWords.all },
  { value: 'inbound', label: logWords.inbound },
  { value: 'outbound', label: logWords.outbound },
] as const;
type Direction = (typeof directions)[number]['value'];

const RequestCells = memo(function RequestCells({ line }: { readonly line: RequestLineView }) {
  const isInbound = line.direction === 'inbound';
  return (
    <>
      <td className="mono nowrap" title={formatWhen(line.at)}>
        {formatExactTime(line.at)}
      </td>
      <td>
        <span className="way">
          <Icon name={isInbound ? 'in' : 'out'} size={14} />
          {isInbound ? logWords.inbound : logWords.outbound}
        </span>
      </td>
      <th scope="row" className="clip">
        {line.operation} <span className="faint">{logWords.peers[line.peer]}</span>
      </th>
      <td className="clip soft">{line.mailbox ?? generalWords.unknown}</td>
      <td className="nowrap">
        {line.problem === null ? (
          line.answer
        ) : (
          <State kind={line.status === 0 || line.status >= 500 ? 'bad' : 'need'} word={line.answer} />
        )}
      </td>
      <td className="num">{formatTook(line.ms)}</td>
      <td className="num hide-narrow">{formatBytes(line.bytesIn)}</td>
    </>
  );
});

export function RequestsTab({ query }: { readonly query: URLSearchParams }) {
  const [direction, setDirection] = useState<Direction>('all');
  const [mailbox, setMailbox] = useState<string | null>(query.get('mailbox'));
  const [onlyProblems, setOnlyProblems] = useState(false);
  const [isSlow, setSlow] = useState(false);
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<RequestLineView | null>(null);
  const filters = {
    direction: direction === 'all' ? null : direction,
    mailbox,
    onlyProblems,
    slowerThanMs: isSlow ? slowMs : 0,
    text,
  };
  const pages = usePages<RequestLineView>(JSON.stringify(filters), before =>
    ask('requests.list', { ...filters, before, limit: pageSize }),
  );
  const isFiltered = direction !== 'all' || mailbox !== null || onlyProblems || isSlow || text !== '';
  return (
    <div className="page fill">
      <PageHead
        name={pageNames.log}
        sentence={pages.sentence ?? generalWords.reading}
        lead={logWords.requestsLead}
      />
      <LogTabs tab="requests" />
      <div className="bar">
        <Segments label={logWords.direction} choices={directions} value={direction} onChange={setDirection} />
        <AgentMailboxChoice value={mailbox} onChange={setMailbox} />
        <Chip label={logWords.refused} isOn={onlyProblems} onPress={() => setOnlyProblems(!onlyProblems)} />
        <Chip label={logWords.slow} isOn={isSlow} onPress={() => setSlow(!isSlow)} />
        <span className="end">
          <SearchField
            label={logWords.findRequest}
            placeholder={logWords.findRequestHint}
            value={text}
            onChange={setText}
          />
        </span>
      </div>
      <ProblemNote problem={pages.problem} onTryAgain={pages.readAnew} />
      {pages.lines.length === 0 ? (
        pages.sentence === null ? null : (
          <Empty
            icon="log"
            title={isFiltered ? logWords.none : logWords.emptyTitle}
            says={isFiltered ? logWords.noneSays : logWords.emptySays}
          />
        )
      ) : (
        <LongTable
          name="requests"
          label={logWords.requestTable}
          pages={pages}
          opened={opened?.place ?? null}
          onOpen={setOpened}
          head={
            <>
              <th scope="col">{logWords.time}</th>
              <th scope="col">{logWords.direction}</th>
              <th scope="col" className="w1">
                {logWords.request}
              </th>
              <th scope="col" className="w2">
                {logWords.mailbox}
              </th>
              <th scope="col">{logWords.answer}</th>
              <th scope="col" className="num">
                {logWords.took}
              </th>
              <th scope="col" className="num hide-narrow">
                {logWords.size}
              </th>
            </>
          }
        >
          {line => <RequestCells line={line} />}
        </LongTable>
      )}
      {opened === null ? null : (
        <DetailBar
          title={`${opened.operation}, ${logWords.peers[opened.peer]}`}
          closeLabel={logWords.close}
          onClose={() => setOpened(null)}
          pairs={[
            [logWords.time, `${formatWhen(opened.at)} (${formatExactTime(opened.at)})`],
            [logWords.mailbox, opened.mailbox ?? generalWords.unknown],
            [logWords.status, opened.status === 0 ? logWords.noStatus : String(opened.status)],
            [logWords.problem, opened.problem ?? generalWords.unknown],
            [logWords.sent, formatBytes(opened.bytesOut)],
            [logWords.received, formatBytes(opened.bytesIn)],
          ]}
        />
      )}
    </div>
  );
}
