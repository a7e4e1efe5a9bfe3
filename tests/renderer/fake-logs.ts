/** Lines of the fake's log and of its requests, as many as are asked for. */
import type { LogLineView, RequestLineView } from '../../preload/contract/views/logs.ts';
import { before, impersonationDenied } from './fake-people.ts';

const said: readonly (readonly [LogLineView['level'], string, string | null, number])[] = [
  ['info', 'Run 314 finished: 1 added, 2 changed, 64 skipped.', null, 1],
  ['info', 'Appointment 5501 changed: start, end', 'anna.keller@northwind.example', 1],
  ['info', 'Calendar unchanged, nothing read', null, 21],
  ['warning', 'Exchange asked us to slow down.', 'jonas.weber@northwind.example', 1],
  ['error', impersonationDenied.sentence, 'tomasz.nowak@northwind.example', 4],
];

export function logLine(index: number): LogLineView {
  const [level, message, mailbox, times] = said[index % said.length] ?? ['info', 'Run finished.', null, 1];
  return {
    place: String(index),
    at: before(index / 4),
    level,
    message,
    fields: { run: 314 - Math.floor(index / 60) },
    run: 314 - Math.floor(index / 60),
    mailbox,
    times,
  };
}

export function requestLine(index: number): RequestLineView {
  const isHalo = index % 4 === 0;
  const isSlow = index % 37 === 5;
  return {
    place: String(index),
    at: before(index / 20),
    direction: 'inbound',
    peer: isHalo ? 'halo' : 'exchange',
    operation: isHalo
      ? index % 8 === 0
        ? 'POST /Appointment'
        : 'GET /Appointment'
      : (['SyncFolderItems', 'GetItem', 'FindItem'][index % 3] ?? 'GetItem'),
    mailbox: isHalo ? null : 'anna.keller@northwind.example',
    status: isSlow ? 500 : 200,
    answer: isSlow ? 'Slow down' : '200',
    problem: isSlow ? 'exchange.throttled' : null,
    ms: 30 + (index % 11) * 17,
    bytesOut: 900 + index,
    bytesIn: 3_200 + index * 13,
  };
}
