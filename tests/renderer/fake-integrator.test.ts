/** The fake keeps to the contract: every answer and notice of every scene fits its schema. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRequestName } from '../../preload/contract/bridge.ts';
import { requests, shellRequests } from '../../preload/contract/requests.ts';
import { exampleArguments } from '../host/example-arguments.ts';
import { createFakeIntegrator } from './fake-integrator.ts';
import { scenes } from './fake-status.ts';

const all = { ...requests, ...shellRequests };

const names = Object.keys(exampleArguments).filter(isRequestName);

test('every answer of the fake fits the contract, in every scene', async () => {
  assert.deepEqual([...names].sort(), Object.keys(all).sort());
  for (const scene of scenes) {
    for (const name of names) {
      const integrator = createFakeIntegrator({ scene });
      assert.ok(all[name].arguments.safeParse(exampleArguments[name]).success, `the example of ${name} fits`);
      const reply = await integrator.ask(name, exampleArguments[name]);
      assert.ok(reply.ok);
      const parsed = all[name].answer.safeParse(reply.value);
      assert.ok(parsed.success, `${scene}, ${name}: ${JSON.stringify(parsed.error?.issues.slice(0, 3))}`);
    }
  }
});

test('a notice is heard until its listener is taken away', () => {
  const integrator = createFakeIntegrator();
  const heard: string[] = [];
  const stop = integrator.listen('status', status => heard.push(status.health));
  integrator.show('paused');
  stop();
  integrator.show('healthy');
  assert.deepEqual(heard, ['paused']);
});
