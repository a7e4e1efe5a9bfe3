/** The command `stop`: programs on a data folder end by themselves, after the run under way. */
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { bookDays, openHouse } from './house.ts';

test('stop lets a run of serve end first, then serve ends by itself and the folder is free', async () => {
  const firstWrite = Promise.withResolvers<void>();
  const mayGoOn = Promise.withResolvers<void>();
  const onAppointmentChange = async () => {
    firstWrite.resolve();
    await mayGoOn.promise;
  };
  const house = await openHouse({ halo: { onAppointmentChange } });
  try {
    assert.equal((await house.here(['config', 'import', await house.settingsFile()])).code, 0);
    bookDays(house, 'Anna', 4);
    const serving = house.startIntegrator(['serve']);
    await firstWrite.promise;
    const late = await house.integrator(['stop', '--minutes', '0']);
    assert.equal(late.code, 1, 'somebody still writes');
    assert.match(late.out, /still writes to the data folder/);
    const stopping = house.startIntegrator(['stop', '--minutes', '1']);
    mayGoOn.resolve();
    const stopped = await stopping.ended;
    assert.equal(stopped.code, 0, stopped.out + stopped.err);
    const served = await serving.ended;
    assert.equal(served.code, 0, served.out + served.err);
    assert.match(served.out, /run 1: 4 added/, 'the run was not cut off');
    assert.equal((await house.integrator(['stop'])).code, 0, 'nobody is there to be asked');
    const next = house.startIntegrator(['serve']);
    assert.ok(next.child.stdout !== null);
    for await (const line of createInterface({ input: next.child.stdout })) {
      if (/run 2:/.test(line)) break;
    }
    next.child.kill('SIGTERM');
    assert.equal((await next.ended).code, 0, 'an old request stops no new program');
  } finally {
    mayGoOn.resolve();
    await house.close();
  }
});
