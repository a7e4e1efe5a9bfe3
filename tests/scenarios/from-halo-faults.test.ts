/** The way out under faults of both servers and restarts: every change arrives, once, when the fault is over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrderedFault } from '../../main/simulators/exchange/faults.ts';
import type { FaultOrder } from '../../main/simulators/halo/faults.ts';
import { rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';
import { installBothWays } from './two-way.ts';

const morning = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };

type Deed = 'make' | 'change' | 'delete';
const deeds: readonly Deed[] = ['make', 'change', 'delete'];

async function under(
  deed: Deed,
  order: (house: TwoWay) => void,
  isOver: (house: TwoWay) => void,
  restarts: boolean,
): Promise<void> {
  const house = await installBothWays();
  try {
    const book = (subject: string) =>
      house.halo.state.book({ agent_id: house.agentId('Anna'), subject, ...morning });
    await house.sync();
    await house.send();
    const row = deed === 'make' ? null : book('Visit');
    await house.send();
    house.clock.advance(5_000);
    order(house);
    if (row === null) book('Visit');
    else if (deed === 'change') house.halo.state.edit(row.id, { subject: 'Visit, later' });
    else house.halo.state.deleteByHand(row.id);
    await house.send();
    if (restarts) await house.restart();
    await house.send(2);
    isOver(house);
    await rounds(house, 4);
    const wanted = { make: ['Visit'], change: ['Visit, later'], delete: [] }[deed];
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.subject),
      wanted,
    );
    assert.deepEqual(
      house.appointments('Anna').map(each => each.subject),
      wanted,
    );
    assert.deepEqual(house.queued(), []);
    assert.equal(house.exchange.mailsSent, 0);
  } finally {
    await house.close();
  }
}

const operations = { make: 'CreateItem', change: 'UpdateItem', delete: 'DeleteItem' } as const;
const exchangeFaults: Readonly<Record<string, OrderedFault>> = {
  'the answer is lost after the effect': { kind: 'reset', effect: 'done' },
  'the connection breaks before the effect': { kind: 'reset' },
  'an empty 500 after the effect': { kind: 'empty-500', effect: 'done' },
  'an empty 500': { kind: 'empty-500' },
  'a page of a proxy after the effect': { kind: 'html-page', effect: 'done' },
  'a bare fault in a 200 after the effect': {
    kind: 'fault-in-200',
    code: 'ErrorInternalServerError',
    effect: 'done',
  },
  'half an answer': { kind: 'cut-at', bytes: 120 },
  'too busy': { kind: 'server-busy', backOffMs: 2_000 },
  'an error of the store': { kind: 'item-error', code: 'ErrorMailboxStoreUnavailable' },
  'a stale key': { kind: 'item-error', code: 'ErrorIrresolvableConflict' },
};

for (const deed of deeds) {
  for (const [name, fault] of Object.entries(exchangeFaults)) {
    for (const restarts of [false, true]) {
      const when = restarts ? ', with a restart' : '';
      test(`${deed}: ${name}${when}`, () =>
        under(
          deed,
          house => house.exchange.faults.order({ ...fault, operation: operations[deed], times: 1 }),
          house => house.exchange.faults.clear(),
          restarts,
        ));
    }
  }
}

for (const deed of deeds) {
  for (const operation of ['GetItem', 'FindItem']) {
    test(`${deed}: ${operation} fails three times in a row`, () =>
      under(
        deed,
        house => house.exchange.faults.order({ kind: 'empty-500', operation, times: 3 }),
        house => house.exchange.faults.clear(),
        true,
      ));
  }
}

const haloFaults: Readonly<Record<string, FaultOrder>> = {
  'an error of the server': { kind: 'http-status', status: 500 },
  'too many requests': { kind: 'too-many-requests', retryAfterSeconds: 3 },
  'a reset': { kind: 'reset-before' },
  'a page of a proxy': { kind: 'html-page' },
  'half an answer': { kind: 'cut-at', bytes: 50 },
};
for (const deed of deeds) {
  for (const [name, fault] of Object.entries(haloFaults)) {
    test(`${deed}: Halo answers ${name}, twice`, () =>
      under(
        deed,
        house => house.halo.faults.order({ ...fault, path: '/Appointment', times: 2 }),
        house => house.halo.faults.clear(),
        true,
      ));
  }
}
