/** Every request to both servers, inbound and outbound, newest first. */
import { memo, useState } from 'react';
import type { RequestLineView } from '../../../preload/contract/views/logs.ts';
import { formatBytes, formatExactTime, formatMoment, formatTook } from '../../formats.ts';
import { Chip } from '../../parts/chip.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { State } from '../../parts/shape.tsx';
import { usePages } from '../../use-pages.ts';
import { ask } from '../../window-link.ts';
import { generalWords } from '../../words/general.ts';
import { logWords } from '../../words/log.ts';
import { LogPage } from './log-page.tsx';

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
      <td className="mono nowrap" title={formatMoment(line.at)}>
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
      <td className="clip soft hide-narrow">{line.mailbox ?? generalWords.unknown}</td>
      <td className="clip">
        {line.problem === null && (line.status < 400 || line.status === 404) ? (
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
  return (
    <LogPage
      tab="requests"
      first={
        <Segments label={logWords.direction} choices={directions} value={direction} onChange={setDirection} />
      }
      mailbox={mailbox}
      onMailbox={setMailbox}
      filters={
        <>
          <Chip label={logWords.refused} isOn={onlyProblems} onPress={() => setOnlyProblems(!onlyProblems)} />
          <Chip label={logWords.slow} isOn={isSlow} onPress={() => setSlow(!isSlow)} />
        </>
      }
      text={text}
      onText={setText}
      isFiltered={direction !== 'all' || mailbox !== null || onlyProblems || isSlow || text !== ''}
      pages={pages}
      head={
        <>
          <th scope="col">{logWords.time}</th>
          <th scope="col">{logWords.direction}</th>
          <th scope="col">{logWords.request}</th>
          <th scope="col" className="hide-narrow">
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
      cells={line => <RequestCells line={line} />}
      titleOf={line => `${line.operation}, ${logWords.peers[line.peer]}`}
      detailsOf={line => [
        [logWords.status, line.status === 0 ? logWords.noStatus : String(line.status)],
        [logWords.problem, line.problem ?? generalWords.unknown],
        [logWords.sent, formatBytes(line.bytesOut)],
        [logWords.received, formatBytes(line.bytesIn)],
      ]}
    />
  );
}
