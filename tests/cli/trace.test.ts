/** Trace and status on both simulators: where an event is, why, and what would change it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type House, withHouse } from '../processes/house.ts';
import { lastLine, objects } from '../processes/started.ts';

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

const withTwo = (work: (house: House) => Promise<void>) => withHouse({ people: ['Anna', 'Bruno'] }, work);

function at(hour: number): { start: string; end: string } {
  return {
    start: `${day}T${String(hour).padStart(2, '0')}:00:00`,
    end: `${day}T${String(hour + 1).padStart(2, '0')}:00:00`,
  };
}

async function sentencesOf(house: House, ...search: string[]): Promise<string> {
  const ended = await house.here(['trace', '--agent', 'Anna', ...search]);
  assert.equal(ended.code, 0, ended.err);
  return ended.out;
}

test('an imported, a skipped, a new and a removed event each have their own sentences', () =>
  withTwo(async house => {
    const anna = house.mailbox('Anna');
    anna.book({ subject: 'Review', ...at(10) });
    anna.book({ subject: 'Webinar', ...at(12), freeBusy: 'Free' });
    const gone = anna.book({ subject: 'Gone soon', ...at(13) });
    assert.equal((await house.here(['sync'])).code, 0);
    anna.remove(gone);
    anna.book({ subject: 'Just booked', ...at(15) });
    const text = await sentencesOf(house, '--date', day);
    const [review, webinar, fresh, removed] = text.split(/\n(?=\S)/);
    assert.match(
      review ?? '',
      new RegExp(
        `^${day} 10:00 to ${day} 11:00 {2}Review\n {2}In Exchange: yes, changed .*\n {2}In Halo: yes \\(appointment \\d+\\)\\.\n {2}.*Imported: its appointment was made by us\\.`,
      ),
    );
    assert.match(
      webinar ?? '',
      /Webinar[\s\S]*In Halo: no\.[\s\S]*Skipped: free time is not imported\. The setting import\.free decides this\./,
    );
    assert.match(fresh ?? '', /Just booked[\s\S]*In Halo: no\.\n {2}No run has decided on it yet/);
    assert.match(removed ?? '', /Gone soon\n {2}In Exchange: no\.\n {2}In Halo: yes/);
    assert.match(await sentencesOf(house, '--subject', 'WEBI'), /Webinar/);
    assert.match(await sentencesOf(house, '--subject', 'nowhere'), /Nothing is found/);
  }));

test('an occurrence, a whole day and an exception are found on their days, and a moved one by its subject', () =>
  withTwo(async house => {
    const anna = house.mailbox('Anna');
    const series = anna.book({
      subject: 'Board',
      ...at(9),
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 3 } },
    });
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    anna.changeOccurrence(series, next, { subject: 'Board, long', end: `${next}T12:00:00` });
    anna.book({ subject: 'Away', start: day, end: next, allDay: true, freeBusy: 'OOF' });
    assert.equal((await house.here(['sync'])).code, 0);
    const first = await sentencesOf(house, '--date', day);
    assert.match(first, new RegExp(`^${day} {2}Away`, 'm'));
    assert.match(first, new RegExp(`^${day} 09:00 to ${day} 10:00 {2}Board\n.*\n {2}In Halo: yes`, 'm'));
    const second = await sentencesOf(house, '--date', next);
    assert.match(second, /Board, long\n.*\n {2}In Halo: yes/);
    assert.doesNotMatch(second, /Away/);
  }));

test('a private event shows its time alone and is not found by its subject', () =>
  withTwo(async house => {
    house.mailbox('Anna').book({ subject: 'Physiotherapy', ...at(11), sensitivity: 'Private' });
    await house.here(['sync']);
    const text = await sentencesOf(house, '--date', day);
    assert.match(text, new RegExp(`^${day} 11:00 to ${day} 12:00\n`));
    assert.doesNotMatch(text, /Physio/);
    assert.match(await sentencesOf(house, '--subject', 'Physio'), /Nothing is found/);
  }));

test('a changed setting is told apart from the decision of the last run', () =>
  withTwo(async house => {
    house.mailbox('Anna').book({ subject: 'Maybe', ...at(11), freeBusy: 'Tentative' });
    await house.here(['sync']);
    await house.here(['config', 'set', 'import.tentative', 'false']);
    assert.match(
      await sentencesOf(house, '--subject', 'Maybe'),
      /Imported: .*\n {2}As the settings are now: Skipped: tentative events are not imported\. The setting import\.tentative/,
    );
  }));

test('an appointment that somebody deleted in Halo is told as such', () =>
  withTwo(async house => {
    house.mailbox('Anna').book({ subject: 'Review', ...at(10) });
    await house.here(['sync']);
    const [row] = house.halo.state.appointments();
    house.halo.state.deleteByHand(row?.id ?? 0);
    assert.match(
      await sentencesOf(house, '--date', day),
      /In Halo: (?:deleted|not any more) \(appointment \d+\)/,
    );
  }));

test('an agent that is left out, unknown, or not named has an answer too', () =>
  withTwo(async house => {
    await house.here(['config', 'set', 'agents.off', '[3]']);
    const off = await house.here(['trace', '--agent', 'bruno', '--date', day]);
    assert.match(off.out, /Nothing of Bruno is imported: .*agents\.off/);
    const nobody = await house.here(['trace', '--agent', 'Nobody', '--date', day]);
    assert.equal(nobody.code, 2);
    for (const words of [
      ['--date', day],
      ['--agent', 'Anna'],
      ['--agent', 'Anna', '--date', '1 May'],
    ])
      assert.equal((await house.here(['trace', ...words])).code, 2);
  }));

test('status says what needs a person: nothing yet, all well, a calendar with a problem', () =>
  withTwo(async house => {
    const before = await house.here(['status', '--json']);
    assert.equal(before.code, 1);
    assert.equal(lastLine(before)['sentence'], 'Nothing was imported yet.');
    await house.here(['sync']);
    const good = await house.here(['status', '--json']);
    assert.equal(good.code, 0);
    assert.match(String(lastLine(good)['sentence']), /^All 2 calendars are up to date\./);
    house.exchange.state.removeMailbox(house.addressOf('Bruno'));
    assert.equal((await house.here(['sync'])).code, 1);
    const bad = await house.here(['status', '--json']);
    assert.equal(bad.code, 1);
    assert.match(String(lastLine(bad)['sentence']), /^1 of 2 calendars are up to date\./);
    const [worst] = objects(lastLine(bad)['calendars']);
    assert.deepEqual([worst?.['agent'], worst?.['health']], ['Bruno', 'needs-you']);
    assert.match(
      (await house.here(['status'])).out,
      /Needs you: Bruno \(bruno@example\.org\), last success \d{4}/,
    );
  }));

test('a preview says what would be done and writes nothing anywhere', () =>
  withTwo(async house => {
    house.mailbox('Anna').book({ subject: 'Review', ...at(10) });
    const ended = await house.here(['preview']);
    assert.equal(ended.code, 0, ended.err);
    assert.match(ended.out, /Anna: Would add 1\.[\s\S]*Would add 1\./);
    assert.equal(house.halo.state.appointments().length, 0);
    assert.equal((await house.here(['status', '--json'])).code, 1, 'a preview is no import');
  }));

test('looking changes no file', () =>
  withTwo(async house => {
    house.mailbox('Anna').book({ subject: 'Review', ...at(10) });
    await house.here(['sync']);
    const before = await house.files();
    // Something worth a line in the log, if a viewer wrote one.
    house.halo.faults.order({ kind: 'http-status', status: 503, path: '/agent' });
    for (const words of [
      ['status'],
      ['check'],
      ['held'],
      ['requests'],
      ['config', 'show'],
      ['config', 'versions'],
      ['config', 'secrets'],
      ['trace', '--agent', 'Anna', '--date', day],
    ])
      assert.equal((await house.here(words)).code, 0, words.join(' '));
    assert.deepEqual(await house.files(), before);
  }));

test('half a name of an agent is answered with the names that begin so, by trace, sync and check alike', () =>
  withTwo(async house => {
    for (const words of [
      ['trace', '--agent', 'bru', '--date', day],
      ['sync', '--agent', 'bru'],
      ['preview', '--agent', 'bru'],
      ['check', '--agent', 'bru'],
    ]) {
      const ended = await house.here([...words, '--json']);
      assert.equal(ended.code, 2, ended.out);
      const [problem] = objects(lastLine(ended)['problems']);
      assert.equal(problem?.['code'], 'agent.unknown', words[0]);
      assert.match(String(problem?.['message']), /Names that begin so: Bruno\./);
    }
  }));

test('status says when a calendar that cannot be read is tried again', () =>
  withTwo(async house => {
    house.exchange.faults.order({
      kind: 'soap-fault',
      code: 'ErrorNonExistentMailbox',
      mailbox: 'anna@example.org',
      times: 1_000,
    });
    await house.here(['sync']);
    assert.doesNotMatch((await house.here(['status'])).out, /next try/);
    const second = await house.here(['sync']);
    assert.match(second.err, /\n {2}Tried again from \d{4}-\d\d-\d\d \d\d:\d\d\.\n/);
    const { out } = await house.here(['status']);
    assert.match(out, /^Not syncing: Anna \(anna@example\.org\), .*, next try \d{4}-\d\d-\d\d \d\d:\d\d\.$/m);
    assert.match((await house.here(['status', '--json'])).out, /"nextTry": ?"\d{4}-/);
  }));
