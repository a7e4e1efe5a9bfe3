/** The command line from end to end, every exit code, a clean stop, and one writer per data folder. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { bookDays, clientSecret, password, withHouse } from './house.ts';
import { type Ended, lastLine, objects, start } from './started.ts';

function counts(ended: Ended): readonly unknown[] {
  const report = lastLine(ended);
  return ['added', 'changed', 'removed', 'held', 'failed'].map(name => report[name]);
}

describe('the command line', { concurrency: 2 }, () => {
  // NTLM's first step is a request of its own, once: the second calendar goes over the same socket.
  for (const [auth, requests] of [
    ['basic', 2],
    ['ntlm', 3],
  ] as const) {
    test(`imports from the simulators of npm run simulators with the settings that they print, by ${auth}`, async () => {
      const simulators = start('main/simulators/cli.ts', [
        '--json',
        '--auth',
        auth,
        '--agents',
        '2',
        '--events',
        '12',
      ]);
      const folder = await mkdtemp(join(tmpdir(), 'integrator-process-'));
      try {
        assert.ok(simulators.child.stdout !== null);
        const [line] = await once(createInterface({ input: simulators.child.stdout }), 'line');
        const said: Record<string, unknown> = JSON.parse(String(line));
        // As Windows PowerShell saves it: with a byte order mark.
        const file = join(folder, 'settings.json');
        await writeFile(file, `\uFEFF${JSON.stringify(said['settings'])}`);
        const environment = Object.fromEntries(
          Object.entries(said['environment'] ?? {}).map(([name, value]) => [name, String(value)]),
        );
        const run = (...words: string[]) =>
          start('main/cli.ts', [...words, '--data', join(folder, 'data')], environment).ended;
        assert.equal((await run('config', 'import', file)).code, 0);
        const first = await run('sync', '--json');
        assert.equal(first.code, 0, first.out + first.err);
        assert.ok(Number(lastLine(first)['added']) >= 20);
        const again = lastLine(await run('sync', '--json'));
        assert.deepEqual([again['added'], again['haloWrites'], again['exchangeRequests']], [0, 0, requests]);
        const checked = await run('check', '--json');
        assert.equal(checked.code, 0, checked.out);
        assert.ok(objects(lastLine(checked)['rungs']).every(rung => rung['state'] === 'good'));
        const asked = objects(lastLine(await run('requests', '--last', '5', '--json'))['requests']);
        assert.equal(asked.length, 5);
        const status = lastLine(await run('status', '--json'));
        assert.match(String(status['sentence']), /^All 2 calendars are up to date/);
      } finally {
        simulators.child.kill('SIGTERM');
        await simulators.ended;
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  test('holds unusual removals with 3, carries approved ones out and leaves kept ones', () =>
    withHouse({}, async house => {
      const ids = bookDays(house, 'Anna', 12);
      assert.equal((await house.integrator(['sync'])).code, 0);
      for (const id of ids.slice(0, 6)) house.mailbox('Anna').remove(id);
      const held = await house.integrator(['sync', '--json']);
      assert.equal(held.code, 3, held.out + held.err);
      assert.deepEqual(counts(held), [0, 0, 0, 6, 0]);
      assert.equal(house.halo.state.appointments().filter(row => !row.deleted).length, 12);

      const listed = await house.integrator(['held', '--json']);
      assert.equal(listed.code, 3);
      const waiting = objects(lastLine(listed)['held']);
      assert.equal(waiting.length, 6);
      assert.match(String(waiting[0]?.['words']), /more removals in one calendar than the limit/);
      const kept = String(waiting[0]?.['reference']);
      assert.equal((await house.integrator(['held', 'keep', kept])).code, 0);
      assert.equal((await house.integrator(['held', 'approve', '--all'])).code, 0);
      const done = await house.integrator(['sync', '--json']);
      assert.equal(done.code, 0, done.out + done.err);
      assert.deepEqual(counts(done), [0, 0, 5, 0, 0]);
      assert.equal(house.halo.state.appointments().filter(row => !row.deleted).length, 7);
      const quiet = lastLine(await house.integrator(['sync', '--json']));
      assert.deepEqual([quiet['haloWrites'], quiet['waiting']], [0, 0]);
      const wrong = await house.integrator(['held', 'approve', '2:abcdef12']);
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /No held change is called 2:abcdef12/);
    }));

  test('Ctrl+C ends a sync cleanly with 1, and the next one completes it without doubling anything', async () => {
    const firstWrite = Promise.withResolvers<void>();
    const halo = { onAppointmentChange: async () => firstWrite.resolve(), latencyMs: 200 };
    await withHouse({ halo }, async house => {
      bookDays(house, 'Anna', 150);
      const running = house.startIntegrator(['sync', '--json']);
      await firstWrite.promise;
      running.child.kill('SIGINT');
      const stopped = await running.ended;
      assert.equal(stopped.code, 1, stopped.out + stopped.err);
      const report = lastLine(stopped);
      assert.equal(report['outcome'], 'stopped');
      assert.ok(Number(report['added']) < 150);
      const next = await house.integrator(['sync', '--json']);
      assert.equal(next.code, 0, next.out + next.err);
      const subjects = house.halo.state.appointments().map(row => row.subject);
      assert.equal(subjects.length, 150);
      assert.equal(new Set(subjects).size, 150);
    });
  });

  test('a data folder has one writer: a second one is told who has it, readers are not refused', () =>
    withHouse({}, async house => {
      bookDays(house, 'Anna', 2);
      const serving = house.startIntegrator(['serve']);
      try {
        assert.ok(serving.child.stdout !== null);
        const lines = createInterface({ input: serving.child.stdout });
        for await (const line of lines) if (/run 1: 2 added/.test(line)) break;
        const second = await house.integrator(['sync', '--json']);
        assert.equal(second.code, 2);
        const [problem] = objects(lastLine(second)['problems']);
        assert.equal(problem?.['code'], 'store.locked');
        assert.match(String(problem?.['message']), new RegExp(`process ${serving.child.pid}`));
        assert.equal((await house.integrator(['status'])).code, 0);
      } finally {
        serving.child.kill('SIGTERM');
      }
      assert.equal((await serving.ended).code, 0, 'a stop ends the schedule cleanly');
      assert.equal((await house.integrator(['sync'])).code, 0, 'the folder is free again');
    }));

  test('says what became of an event, and what setting would change it', () =>
    withHouse({}, async house => {
      const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
      house.mailbox('Anna').book({
        subject: 'Focus time',
        start: `${day}T10:00:00Z`,
        end: `${day}T11:00:00Z`,
        freeBusy: 'Free',
      });
      await house.integrator(['sync']);
      const traced = await house.integrator(['trace', '--agent', 'Anna', '--date', day]);
      assert.equal(traced.code, 0);
      assert.match(traced.out, /Focus time/);
      assert.match(traced.out, /In Exchange: yes/);
      assert.match(traced.out, /In Halo: no\./);
      assert.match(
        traced.out,
        /Skipped: free time is not imported\. The setting import\.free decides this\./,
      );
      const set = await house.integrator(['config', 'set', 'import.free', 'true']);
      assert.equal(set.code, 0, set.err);
      await house.integrator(['sync']);
      const after = await house.integrator(['trace', '--agent', 'Anna', '--subject', 'focus']);
      assert.match(after.out, /In Halo: yes \(appointment \d+\)/);
    }));

  test('keeps secrets and private texts out of every file and every line', () =>
    withHouse({}, async house => {
      const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
      const hidden = {
        subject: 'Mark-of-the-private-subject',
        location: 'Mark-of-the-private-place',
        body: 'Mark-of-the-private-body',
        sensitivity: 'Private',
      } as const;
      const anna = house.mailbox('Anna');
      const id = anna.book({ ...hidden, start: `${day}T10:00:00Z`, end: `${day}T11:00:00Z` });
      anna.book({ subject: 'Open', start: `${day}T12:00:00Z`, end: `${day}T13:00:00Z` });
      const said: string[] = [];
      const run = async (...words: string[]) => {
        const ended = await house.here(words);
        said.push(ended.out, ended.err);
        return ended;
      };
      await run('sync');
      anna.change(id, { start: `${day}T14:00:00Z` });
      await run('sync', '--json');
      await run('trace', '--agent', 'Anna', '--date', day, '--json');
      await run('trace', '--agent', 'Anna', '--subject', 'Mark-of-the-private');
      await run('status', '--json');
      await run('requests', '--json');
      await run('check', '--json');
      await run('config', 'show');
      await run('config', 'secrets', '--save');
      await run('config', 'export', join(house.folder, 'exported.json'));
      house.halo.faults.order({
        kind: 'http-status',
        status: 400,
        method: 'POST',
        path: '/appointment',
        times: 9,
      });
      anna.change(id, { location: 'Mark-of-the-private-place-2', start: `${day}T15:00:00Z` });
      assert.equal((await run('sync', '--json')).code, 1);

      const marks = [password, clientSecret, 'Mark-of-the-private'];
      const forms = marks.flatMap(mark => [mark, Buffer.from(`EXAMPLE\\svc:${mark}`).toString('base64')]);
      const files = await house.files();
      assert.ok(files.size > 8);
      for (const form of forms) {
        for (const [file, bytes] of files) assert.ok(!bytes.includes(form), `${form} in ${file}`);
        // What was asked for is repeated to nobody but the person who asked.
        for (const text of said) assert.ok(!text.includes(form), `${form} in ${text}`);
      }
      house.halo.faults.clear();
      anna.change(id, { start: `${day}T16:00:00Z` });
      const stored = await house.integrator(['sync', '--json'], {});
      assert.equal(stored.code, 0, 'the stored secrets serve a run without an environment');
      for (const row of house.halo.state.appointments()) {
        const text = JSON.stringify(row);
        assert.ok(!text.includes('Mark-of-the-private'), text);
      }
    }));
});
