/** Every reason for which something is not sent or is asked has whole sentences, with and without facts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outboundHolds, outboundRefusals } from '../../main/core/outbound/entry.ts';
import { howSoonKinds } from '../../main/core/outbound/way-state.ts';
import {
  holdWords,
  sayHowSoon,
  sayHowSoonShortly,
  sayQueue,
  sayRefusal,
  sayWaited,
} from '../../preload/contract/words/outbound.ts';

describe('words about the way to Exchange', () => {
  const facts = { field: 'recurrencepattern', code: 4, responseCode: 'ErrorX', reason: 'guests' };
  for (const reason of outboundRefusals) {
    it(`${reason} is said in whole sentences, whatever is known`, () => {
      for (const one of [{}, facts]) {
        const { sentence, remedy } = sayRefusal(reason, one);
        assert.match(sentence, /^It? ?[A-Z].*\.$|^[A-Z].*\.$/);
        assert.match(remedy, /^[A-Z]/);
        assert.doesNotMatch(sentence + remedy, /undefined|\(\)|NaN|null/);
      }
    });
  }

  it('every hold asks, and names both answers', () => {
    for (const reason of outboundHolds) {
      assert.match(holdWords[reason].sentence, /\.$/);
      assert.match(holdWords[reason].remedy, /Approve .* keep /);
    }
  });

  it('the queue is one sentence, and what is not there is not in it', () => {
    const nothing = { waiting: 0, parked: 0, held: 0, oldest: '', lastWrite: '' };
    assert.equal(sayQueue(nothing), 'nothing waits; nothing written yet');
    assert.equal(
      sayQueue({ waiting: 3, parked: 1, held: 2, oldest: '12 seconds', lastWrite: '10:07' }),
      '3 on the way; the oldest for 12 seconds; 1 cannot be sent; 2 held; last written 10:07',
    );
  });

  it('what waits for somebody is not said to be nothing', () => {
    const queue = { waiting: 0, parked: 0, held: 0, oldest: '', lastWrite: '10:07' };
    assert.equal(sayQueue({ ...queue, held: 1 }), 'nothing on the way; 1 held; last written 10:07');
    assert.match(sayQueue({ ...queue, parked: 1 }), /^nothing on the way; 1 cannot be sent; /);
    assert.match(sayQueue(queue), /^nothing waits; /);
  });

  it('how soon a change arrives is said as it is: at once only while somebody listens, and never while nobody sends', () => {
    assert.match(sayHowSoon(30, 'nudged'), /at once .* else within 30 seconds\.$/);
    assert.match(sayHowSoon(30, 'polled'), /within 30 seconds\. .* not set up\.$/);
    assert.match(
      sayHowSoon(30, 'unheard'),
      /within 30 seconds, and not at once: .* nobody is listened to\.$/,
    );
    assert.match(sayHowSoon(30, 'idle'), /^Nothing is sent .* neither the window nor serve is running\./);
    for (const how of howSoonKinds) {
      assert.match(sayHowSoon(30, how), /\.$/);
      assert.ok(sayHowSoonShortly(3_600, how).length < 40, how);
    }
  });

  it('time is told in the largest unit of which there are two', () => {
    const told = [-5, 0, 1_000, 119_000, 120_000, 7_199_000, 7_200_000, 172_800_000].map(sayWaited);
    assert.deepEqual(told, [
      ...['0 seconds', '0 seconds', '1 second', '119 seconds', '2 minutes', '119 minutes'],
      ...['2 hours', '2 days'],
    ]);
  });
});
