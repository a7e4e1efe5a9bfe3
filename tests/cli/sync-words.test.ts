/** What `sync` and `preview` say on a terminal: each trouble once, and all that was counted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommandLine } from '../../main/cli/run-command.ts';
import { bookDays, type House, secrets, withHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

const withTwo = (work: (house: House) => Promise<void>) => withHouse({ people: ['Anna', 'Bruno'] }, work);

/** Lines that come twice, out and err together as a terminal shows them. */
function repeated({ out, err }: { readonly out: string; readonly err: string }): readonly string[] {
  const sentences = `${out}\n${err}`.split(/\n|(?<=\.) /).map(each => each.trim());
  return sentences.filter((each, index) => each.length > 15 && sentences.indexOf(each) !== index);
}

test('a run that could not run tells its trouble once', () =>
  withTwo(async house => {
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
  withTwo(async house => {
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
  withTwo(async house => {
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
  withTwo(async house => {
    const times = { start: `${day}T10:00:00`, end: `${day}T11:00:00` };
    house.mailbox('Anna').book({ subject: 'Review', ...times });
    house.mailbox('Anna').book({ subject: 'Webinar', ...times, freeBusy: 'Free' });
    const ended = await house.here(['preview']);
    assert.match(
      ended.out,
      /Anna: Would add 1\. 1 would be skipped\.[\s\S]*Would add 1\. 1 would be skipped\./,
    );
  }));

const at = (hour: number) => ({ start: `${day}T${hour}:00:00Z`, end: `${day}T${hour + 1}:00:00Z` });

test('a preview lists each change with subject and reason, private ones without, and keeps none of it', () =>
  withTwo(async house => {
    const anna = house.mailbox('Anna');
    const kept = anna.book({ subject: 'Review', ...at(10) });
    const gone = anna.book({ subject: 'Fair', ...at(12) });
    anna.book({ subject: 'Doctor', sensitivity: 'Private', ...at(14) });
    const first = await house.here(['preview']);
    assert.match(first.out, /\n {4}add \S+ \S+ "Review"\n/);
    assert.match(first.out, /\n {4}add \S+ \S+ private\n/);
    assert.doesNotMatch(first.out, /Doctor/);
    for (const [name, bytes] of await house.files()) assert.ok(!bytes.includes('Review'), name);
    assert.equal((await house.here(['sync'])).code, 0);
    anna.change(kept, { start: `${day}T09:00:00Z` });
    anna.remove(gone);
    const second = await house.here(['preview']);
    assert.match(second.out, /\n {4}change \S+ \S+ "Review": start, end\n/);
    assert.match(second.out, /\n {4}remove \S+ \S+ "Fair": it was deleted in Exchange\n/);
  }));

test('a preview of many changes lists the first of each calendar, and all when it is told to', () =>
  withTwo(async house => {
    bookDays(house, 'Anna', 23);
    const first = await house.here(['preview']);
    assert.equal(first.out.match(/^ {4}add /gm)?.length, 20);
    assert.match(first.out, /\n {4}and 3 more; --all lists them\n/);
    assert.equal((await house.here(['preview', '--all'])).out.match(/^ {4}add /gm)?.length, 23);
  }));

test('held says the subject, of a private event only that it is private', () =>
  withTwo(async house => {
    const anna = house.mailbox('Anna');
    const both = [
      anna.book({ subject: 'Review', ...at(10) }),
      anna.book({ subject: 'Doctor', sensitivity: 'Private', ...at(14) }),
    ];
    assert.equal((await house.here(['sync'])).code, 0);
    assert.equal((await house.here(['config', 'set', 'safety.removalsPerMailbox', '0'])).code, 0);
    for (const id of both) anna.remove(id);
    await house.here(['sync']);
    const held = await house.here(['held']);
    assert.match(held.out, /remove the appointment of \S+ \S+, "Review"\./);
    assert.match(held.out, /remove the appointment of \S+ \S+, private\./);
    assert.doesNotMatch(held.out, /Doctor/);
    const listed = objects(lastLine(await house.here(['held', '--json']))['held']);
    assert.deepEqual(listed.map(one => one['subject']).sort(), ['Review', null]);
  }));

test('requests have the directions of the window: all that an import asks is inbound', () =>
  withTwo(async house => {
    await house.here(['sync']);
    const asked = await house.here(['requests', '--last', '3']);
    assert.equal(asked.out.match(/^\S+ \S+ inbound, (?:halo|exchange) /gm)?.length, 3);
    const entries = objects(lastLine(await house.here(['requests', '--json']))['requests']);
    assert.ok(entries.length > 3 && entries.every(entry => entry['direction'] === 'inbound'));
  }));
