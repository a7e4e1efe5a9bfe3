import assert from 'node:assert/strict';
import { Agent, request } from 'node:https';
import { test } from 'node:test';
import { startExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import { loopbackCertificate, loopbackKey } from './loopback-certificate.ts';
import { ask, getFolder, master, soap, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';

test('with a key and a certificate the server speaks https and keeps its connections', () =>
  withSimulator({ tls: { key: loopbackKey, cert: loopbackCertificate } }, async simulator => {
    simulator.state.addMailbox({ address: anna });
    assert.match(simulator.url, /^https:/);
    const agent = new Agent({ ca: loopbackCertificate, keepAlive: true, maxSockets: 1 });
    const auth = `${master.user}:${master.password}`;
    for (let n = 0; n < 3; n++)
      await new Promise<void>((resolve, reject) => {
        const call = request(simulator.url, { method: 'POST', agent, auth }, answer => {
          assert.equal(answer.statusCode, 200);
          answer.resume();
          answer.on('end', resolve);
        });
        call.on('error', reject);
        call.end(soap(getFolder(), { as: anna }));
      });
    agent.destroy();
    assert.deepEqual(
      simulator.requests.map(entry => entry.connection),
      [1, 1, 1],
    );
  }));

test('every answer waits for the ordered latency', () =>
  withSimulator({ latencyMs: 30 }, async simulator => {
    simulator.state.addMailbox({ address: anna });
    await ask(simulator, getFolder(), { as: anna });
    assert.ok((simulator.requests[0]?.ms ?? 0) >= 29);
  }));

test('a taken port is an error, and a closed server frees its port', async () => {
  const first = await startExchangeSimulator();
  const port = Number(new URL(first.url).port);
  await assert.rejects(startExchangeSimulator({ port }), { code: 'EADDRINUSE' });
  await first.close();
  const second = await startExchangeSimulator({ port });
  await second.close();
});
