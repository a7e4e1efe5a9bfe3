/** Whatever a page sends, a request is refused or answered, by schema; it never throws, hangs or says more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHost, isEngineRequest } from '../../main/engine/host.ts';
import { replyOf } from '../../preload/contract/reply.ts';
import { requests } from '../../preload/contract/requests.ts';
import { runParameters, seeds } from '../properties/random-runs.ts';
import { exampleArguments } from './example-arguments.ts';
import { createIdleParts } from './idle-parts.ts';

const names = Object.keys(requests).filter(isEngineRequest);
const payloads = 500;

/** Anything at all, or a good example with one field spoilt. */
function payloadFor(example: object): fc.Arbitrary<unknown> {
  const fields = Object.keys(example);
  const spoilt = fc
    .tuple(fc.constantFrom(...fields, '__proto__', 'more'), fc.anything({ withNullPrototype: true }))
    .map(([field, value]) => ({ ...example, [field]: value }));
  return fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
    spoilt,
  );
}

for (const { name: whichSeed, seed } of seeds) {
  test(`every request refuses or answers ${payloads} random payloads by its schema, with ${whichSeed}`, async t => {
    const parameters = runParameters(t, seed, payloads);
    for (const name of names) {
      const host = createHost(createIdleParts());
      const schema = replyOf(requests[name].answer);
      const property = fc.asyncProperty(payloadFor(exampleArguments[name]), async payload => {
        const parsed = schema.safeParse(await host.ask(name, payload));
        assert.ok(parsed.success, `${name}: ${JSON.stringify(parsed.error?.issues.slice(0, 2))}`);
        const code = parsed.data.ok ? '' : parsed.data.problem.code;
        assert.notEqual(code, 'internal.bug', name);
        if (!requests[name].arguments.safeParse(payload).success) assert.equal(code, 'request.refused');
      });
      await fc.assert(property, parameters);
      host.close();
    }
  });
}

test('a name that is no request is refused, whatever it is', async () => {
  const host = createHost(createIdleParts());
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.constantFrom('toString', 'constructor', '__proto__')),
      async name => {
        if (isEngineRequest(name)) return;
        const reply = await host.ask(name, {});
        assert.equal(reply.ok ? '' : reply.problem.code, 'request.refused');
      },
    ),
  );
  host.close();
});

test('a viewer is refused all that writes and nothing that reads', async () => {
  const host = createHost(createIdleParts({ role: 'viewer' }));
  for (const name of names) {
    const reply = await host.ask(name, exampleArguments[name]);
    const code = reply.ok ? '' : reply.problem.code;
    assert.equal(code === 'request.viewer', requests[name].writes, name);
  }
  host.close();
});

test('a host that has ended says so', async () => {
  const host = createHost(createIdleParts());
  host.close();
  const reply = await host.ask('status.read', {});
  assert.equal(reply.ok ? '' : reply.problem.code, 'request.ending');
});
