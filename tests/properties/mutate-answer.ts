/** Makes another answer of a real one, out of a seed: its text, its status, its headers, its end on the wire. */
import { gzipSync } from 'node:zlib';
import type { SeededNumbers } from '../torture/seeded-numbers.ts';
import { textDamages } from './damage-text.ts';
import { xmlDamages } from './damage-xml.ts';
import { xmlLies } from './lies-xml.ts';
import { jsonDamages, jsonLies } from './mutate-json.ts';
import { type Mutated, mutateBy, pick, type WireAnswer } from './mutation.ts';

export interface MutationOptions {
  readonly peer: 'exchange' | 'halo';
  /** Whether it may lie. */
  readonly lies: boolean;
  /** The request has had an effect in Halo. */
  readonly hasEffect: boolean;
  /** Whether the wire itself may be cut, and a coding be wrong. Default true. */
  readonly wire?: boolean;
}

const oddStatuses = [
  202, 204, 301, 302, 400, 401, 403, 404, 408, 409, 418, 429, 500, 502, 503, 504, 599,
] as const;

type OfWire = (answer: WireAnswer, numbers: SeededNumbers) => { answer: WireAnswer; kind: string };

const withHeaders = (answer: WireAnswer, headers: Readonly<Record<string, string>>): WireAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

const ofStatus =
  (statuses: readonly number[]): OfWire =>
  (answer, numbers) => {
    const status = pick(statuses, numbers) ?? 500;
    const waits = ['0', '3', '-1', '99999999999', 'Thu, 01 Jan 1970 00:00:00 GMT', 'soon', ''];
    const retryAfter = pick(waits, numbers) ?? '';
    const headers = {
      ...(retryAfter === '' ? {} : { 'retry-after': retryAfter }),
      ...(status > 300 && status < 400 ? { location: 'http://127.0.0.1:1/elsewhere' } : {}),
    };
    return { answer: { ...withHeaders(answer, headers), status }, kind: `status ${status}` };
  };

const oddType: OfWire = (answer, numbers) => {
  const types = [
    'text/html',
    'application/octet-stream',
    'text/xml; charset=utf-16',
    'application/json',
    'x',
    '',
  ];
  return {
    answer: withHeaders(answer, { 'content-type': pick(types, numbers) ?? '' }),
    kind: 'content type',
  };
};

const cutOnWire: OfWire = (answer, numbers) => {
  const cut = pick(['in-length', 'in-chunk'] as const, numbers) ?? 'in-length';
  const body = answer.body.subarray(0, numbers.below(Math.max(1, answer.body.length)));
  return { answer: { ...answer, body, cut }, kind: `cut ${cut}` };
};

const oddCoding: OfWire = (answer, numbers) => {
  const packed = gzipSync(answer.body);
  const ways: readonly (readonly [string, Buffer])[] = [
    ['gzip', answer.body],
    ['gzip', packed.subarray(0, Math.max(1, Math.floor(packed.length / 2)))],
    ['deflate', packed],
    ['br', answer.body.subarray(1)],
  ];
  const [coding = 'gzip', body = answer.body] = pick(ways, numbers) ?? [];
  return {
    answer: { ...withHeaders(answer, { 'content-encoding': coding }), body },
    kind: `coding ${coding}`,
  };
};

/** Read as UTF-8 it is noise from the second letter on. */
const oddCharset: OfWire = answer => ({
  answer: { ...answer, body: Buffer.from(`\ufeff${answer.body.toString('utf8')}`, 'utf16le') },
  kind: 'UTF-16',
});

function onWire(
  answer: WireAnswer,
  numbers: SeededNumbers,
  { peer, lies, hasEffect, wire = true }: MutationOptions,
): Mutated {
  // Of Halo a 404 and a 400 are statements about an appointment. And 401 and 429 say that nothing was looked at, so that the same may be sent
  // again at once; a server that says so after it has done what was asked makes doubles of whatever any client sends, and is told by none.
  const statuses = oddStatuses.filter(
    status =>
      peer === 'exchange' ||
      ((lies || ![400, 404].includes(status)) && !(hasEffect && [401, 429].includes(status))),
  );
  const ways = [
    ofStatus(statuses),
    ofStatus(statuses),
    oddType,
    oddCharset,
    ...(wire ? [cutOnWire, oddCoding] : []),
  ];
  const made = (pick(ways, numbers) ?? oddType)(answer, numbers);
  const isLie = peer === 'halo' && [400, 404].includes(made.answer.status);
  return { ...made, isLie, about: isLie ? answer.body.toString('utf8') : '' };
}

export function mutateAnswer(answer: WireAnswer, numbers: SeededNumbers, options: MutationOptions): Mutated {
  const draw = numbers.below(10);
  if (draw < 2 || answer.body.length === 0) return onWire(answer, numbers, options);
  const text = answer.body.toString('utf8');
  const lies = options.peer === 'exchange' ? xmlLies : jsonLies;
  const damages = options.peer === 'exchange' ? xmlDamages : jsonDamages;
  const isLie = options.lies && draw >= 5;
  const change =
    (isLie ? mutateBy(lies, text, numbers) : null) ??
    mutateBy(numbers.below(2) === 0 ? textDamages : damages, text, numbers);
  if (change === null) return onWire(answer, numbers, options);
  const body = Buffer.from(change.text, 'utf8');
  const lied = isLie && change.about !== undefined;
  return {
    answer: { ...answer, body },
    kind: change.kind,
    isLie: lied,
    about: lied ? (change.about ?? '') : '',
  };
}
