import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, list, meeting, reply, start, withHalo } from './halo-client.ts';

test('an ordered status answers in each of the known error shapes and nothing is stored', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const shapes = [
      ['result-code', { resultCode: 503, errorMessage: 'Ordered fault.' }],
      ['class-name', { ClassName: 'System.Exception', Message: 'Ordered fault.' }],
      ['message', { Message: 'Ordered fault.' }],
      ['error', { error: 'Ordered fault.' }],
    ] as const;
    for (const [shape, body] of shapes) {
      halo.faults.order({ method: 'POST', path: '/Appointment', kind: 'http-status', status: 503, shape });
      const answer = await call('POST', '/Appointment', [meeting(9)]);
      assert.equal(answer.status, 503);
      assert.deepEqual(answer.json, body);
    }
    halo.faults.order({ kind: 'http-status', status: 500, shape: 'text' });
    assert.equal((await call('GET', '/agent/me')).text, 'Ordered fault.');
    halo.faults.order({ kind: 'http-status', status: 500, shape: 'empty' });
    assert.equal((await call('GET', '/agent/me')).text, '');
    assert.equal(halo.state.appointments().length, 0);
  });
});

test('a fault waits for its turn, lasts as often as ordered, fits by path and id, counts, and can be cleared', async () => {
  await withHalo({}, async ({ call, halo }) => {
    await call('POST', '/Appointment', [meeting(9), meeting(10)]);
    const [first, second] = halo.state.appointments();
    const fault = halo.faults.order({
      path: '/api/appointment',
      appointmentId: second?.id ?? 0,
      after: 1,
      times: 2,
      kind: 'http-status',
      status: 500,
    });
    const get = async (id: number | undefined): Promise<number> =>
      (await call('GET', `/Appointment/${id}`)).status;
    assert.deepEqual([await get(second?.id), await get(first?.id)], [200, 200]);
    const post = await call('POST', '/Appointment', [{ id: first?.id }, { id: second?.id }]);
    assert.equal(post.status, 500);
    assert.deepEqual([await get(second?.id), await get(second?.id)], [500, 200]);
    assert.equal(fault.hits, 2);
    halo.faults.order({ kind: 'reset-before', times: 5 });
    halo.faults.clear();
    assert.equal(await get(first?.id), 200);
  });
});

test('429 comes with or without Retry-After, by order or by the published limit', async () => {
  let clock = start;
  await withHalo({ requestsPerMinute: 2, now: () => clock }, async ({ call, halo }) => {
    halo.faults.order({ kind: 'too-many-requests', retryAfterSeconds: 7 });
    halo.faults.order({ kind: 'too-many-requests', retryAfterSeconds: null });
    assert.equal((await call('GET', '/agent/me')).headers.get('retry-after'), '7');
    const silent = await call('GET', '/agent/me');
    assert.deepEqual([silent.status, silent.headers.get('retry-after')], [429, null]);
    assert.equal((await call('GET', '/agent/me')).status, 200);
    clock += 15_000;
    assert.equal((await call('GET', '/agent/me')).status, 200);
    const limited = await call('GET', '/agent/me');
    assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '45']);
    clock += 45_000;
    assert.equal((await call('GET', '/agent/me')).status, 200);
  });
});

test('a reset before the work leaves nothing; a lost answer leaves the work done', async () => {
  await withHalo({}, async ({ call, halo }) => {
    halo.faults.order({ method: 'POST', kind: 'reset-before' });
    await assert.rejects(call('POST', '/Appointment', [meeting(9)]));
    assert.equal(halo.state.appointments().length, 0);
    halo.faults.order({ method: 'POST', kind: 'lost-answer' });
    await assert.rejects(call('POST', '/Appointment', [meeting(9)]));
    assert.equal(halo.state.appointments().length, 1);
    assert.deepEqual(
      halo.requests.map(request => request.status),
      [0, 0],
    );
  });
});

test('of a partial array only the first elements are stored before the 500', async () => {
  await withHalo({}, async ({ call, halo }) => {
    halo.faults.order({ kind: 'partial-array', stored: 2 });
    const answer = await call('POST', '/Appointment', [meeting(9), meeting(10), meeting(11)]);
    assert.equal(answer.status, 500);
    assert.deepEqual(
      halo.state.appointments().map(row => row.subject),
      ['Meeting at 09', 'Meeting at 10'],
    );
  });
});

test('answers can be HTML, broken JSON, cut short, late or missing', async () => {
  await withHalo({}, async ({ call, halo }) => {
    halo.faults.order({ kind: 'html-page' });
    const page = await call('GET', '/Appointment');
    assert.equal(page.status, 200);
    assert.match(page.text, /^<!DOCTYPE html>/);
    halo.faults.order({ kind: 'invalid-json' });
    const broken = await call('GET', '/Appointment');
    assert.deepEqual([broken.status, broken.json], [200, undefined]);
    halo.faults.order({ kind: 'cut-at', bytes: 10 });
    await assert.rejects(call('GET', '/agent'));
    halo.faults.order({ kind: 'slow', ms: 20 });
    assert.equal((await call('GET', '/agent')).status, 200);
    assert.ok((halo.requests.at(-1)?.ms ?? 0) >= 19);
    halo.faults.order({ method: 'POST', kind: 'never', done: true });
    const waiting = call('POST', '/Appointment', [meeting(9)]);
    const ended = assert.rejects(waiting);
    while (halo.state.appointments().length === 0) await call('GET', '/agent/me');
    await halo.close();
    await ended;
  });
});

test('marks can be lost by one write', async () => {
  await withHalo({}, async ({ call, halo }) => {
    const marks = { entryid: 'A', changekey: 'C', exchange_uid: 'U', calendar_id: 'K' };
    halo.faults.order({ kind: 'drop-marks' });
    halo.faults.order({ kind: 'drop-marks', marks: ['calendar_id'], after: 0 });
    await call('POST', '/Appointment', [meeting(9, marks)]);
    await call('POST', '/Appointment', [meeting(10, marks)]);
    await call('POST', '/Appointment', [meeting(11, marks)]);
    assert.deepEqual(
      halo.state.appointments().map(row => [row.entryid, row.exchange_uid, row.calendar_id]),
      [
        ['', '', ''],
        ['A', 'U', ''],
        ['A', 'U', 'K'],
      ],
    );
  });
});

test('the log holds what was asked and answered, without secrets', async () => {
  await withHalo({}, async ({ call, halo }) => {
    await call('POST', '/Appointment', [meeting(9)]);
    await fetch(`${halo.url}/auth/token?tenant=x`, { method: 'POST', body: 'client_secret=hush' });
    const [post, sign] = halo.requests;
    assert.equal(post?.path, '/api/Appointment');
    assert.equal(post?.status, 200);
    assert.match(post?.body ?? '', /Meeting at 09/);
    assert.match(post?.answer ?? '', /"id":5001/);
    assert.deepEqual([sign?.path, sign?.body, sign?.query], ['/auth/token', '', { tenant: 'x' }]);
    halo.clearRequests();
    assert.equal(halo.requests.length, 0);
  });
});

test('a body that is no JSON, another media type and an unknown path are plain refusals', async () => {
  await withHalo({}, async ({ call, halo }) => {
    assert.equal((await call('GET', '/Nothing')).status, 404);
    const asked = halo.requests.at(-1);
    assert.equal(asked?.status, 404);
    const authorization = { authorization: 'Bearer x' };
    const unknown = await reply(
      await fetch(`${halo.url}/api/Appointment`, { method: 'POST', body: '[', headers: authorization }),
    );
    assert.equal(unknown.status, 401);
  });
});

test('integration errors and requests can be left in Halo and read back, newest first', async () => {
  await withHalo({}, async ({ call }) => {
    const posted = await call('POST', '/IntegrationError', [
      { module_id: 3, error: 'one', date: '2026-03-02T08:00:00Z' },
      { module_id: 3, error: 'two' },
    ]);
    assert.equal(list(posted.json).length, 2);
    const read = list((await call('GET', '/integrationerror?module_id=3')).json);
    assert.deepEqual(
      read.map(row => field(row, 'error')),
      ['two', 'one'],
    );
    assert.equal((await call('POST', '/IntegrationError', [{ text: 'x' }])).status, 400);
    await call('POST', '/IntegrationRequest', [{ isoutgoing: true, url: 'u' }, { isoutgoing: false }]);
    assert.equal(list((await call('GET', '/IntegrationRequest?outbound_only=true')).json).length, 1);
  });
});
