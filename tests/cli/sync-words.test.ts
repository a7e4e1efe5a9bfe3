/** What `sync` and `preview` say on a terminal: each trouble once, and all that was counted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommandLine } from '../../main/cli/run-command.ts';
import { type House, openHouse, secrets } from '../processes/house.ts';

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

async function withHouse(work: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse({ people: ['Anna', 'Bruno'] });
  try {
    assert.equal((await house.here(['config', 'import', await house.settingsFile()])).code, 0);
    await work(house);
  } finally {
    await house.close();
  }
}

/** Lines that come twice, out and err together as a terminal shows them. */
function repeated({ out, err }: { readonly out: string; readonly err: string }): readonly string[] {
  const sentences = `${out}\n${err}`.split(/\n|(?<=\.) /).map(each => each.trim());
  return sentences.filter((each, index) => each.length > 15 && sentences.indexOf(each) !== index);
}

test('a run that could not run tells its trouble once', () =>
  withHouse(async house => {
    house.halo.faults.order({ kind: 'http-status', status: 400, path: '/control', times: 100 });
    for (const command of ['sync', 'preview']) {
      const ended = await house.here([command]);
      assert.equal(ended.code, 2);
      assert.match(ended.out, /Could not run\./);
      assert.match(ended.err, /HTTP 400/);
      assert.deepEqual(repeated(ended), []);
    }
  }));

test('a run with an event that cannot be read tells its trouble once', () =>
  withHouse(async house => {
    const times = { start: `${day}T10:00:00`, end: `${day}T11:00:00` };
    house.mailbox('Anna').book({ subject: 'Review', ...times });
    house.exchange.faults.order({
      kind: 'item-error',
      operation: 'GetItem',
      code: 'ErrorCorruptData',
      times: 1_000,
    });
    for (const command of ['preview', 'sync']) {
      const ended = await house.here([command]);
      assert.match(ended.err, /cannot be read|could not be read|unreadable/i);
      assert.deepEqual(repeated(ended), []);
      // The same trouble in other words is told twice as well.
      assert.doesNotMatch(ended.out, /read/i);
    }
  }));

test('a schedule whose run could not run tells its trouble once', () =>
  withHouse(async house => {
    house.halo.faults.order({ kind: 'http-status', status: 400, path: '/control', times: 100 });
    const ended = await servedOnce(house);
    assert.match(ended.out, /Could not run\./);
    assert.doesNotMatch(ended.out, /HTTP 400/);
    assert.match(ended.err, /HTTP 400/);
  }));

/** The schedule, stopped as soon as its first run has been told. */
async function servedOnce(house: House): Promise<{ readonly out: string; readonly err: string }> {
  const stop = new AbortController();
  let out = '';
  let err = '';
  const code = await runCommandLine({
    words: ['serve', '--data', house.data],
    environment: secrets,
    out: {
      write: text => {
        out += text;
        if (/run \d+:/.test(text)) setImmediate(() => stop.abort());
      },
    },
    err: {
      write: text => {
        err += text;
        setImmediate(() => stop.abort());
      },
    },
    signal: stop.signal,
  });
  assert.equal(code, 0);
  assert.match(err, /\w/);
  return { out, err };
}

test('a preview counts what is skipped', () =>
  withHouse(async house => {
    const times = { start: `${day}T10:00:00`, end: `${day}T11:00:00` };
    house.mailbox('Anna').book({ subject: 'Review', ...times });
    house.mailbox('Anna').book({ subject: 'Webinar', ...times, freeBusy: 'Free' });
    const ended = await house.here(['preview']);
    assert.match(
      ended.out,
      /Anna: Would add 1\. 1 would be skipped\.[\s\S]*Would add 1\. 1 would be skipped\./,
    );
  }));
