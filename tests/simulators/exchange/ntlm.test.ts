/** The simulated Exchange lets nobody in by NTLM who cannot prove it: each part of the proof spoilt once. curl is the outside witness. */
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { test } from 'node:test';
import { ntlmSignIn } from '../../../main/adapters/exchange/ntlm/ntlm-sign-in.ts';
import type { ExchangeSimulatorOptions } from '../../../main/simulators/exchange/server.ts';
import { startExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import { loopbackCertificate, loopbackKey } from './loopback-certificate.ts';

const master = { user: 'EXAMPLE\\svc', password: 'Master#1' };
const tls = { key: loopbackKey, cert: loopbackCertificate };
const derOf = (pem: string) => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');

interface Connection {
  /** Status and WWW-Authenticate of one request on this one connection. */
  ask(authorization?: string): Promise<{ status: number; challenge: string }>;
}

/** Connections to a fresh server, each with one socket. */
async function onServer(
  options: ExchangeSimulatorOptions,
  act: (connect: () => Connection) => Promise<void>,
): Promise<void> {
  const simulator = await startExchangeSimulator({ master, signIn: ['ntlm'], ...options });
  const agents: Agent[] = [];
  const connect = (): Connection => {
    const one = { keepAlive: true, maxSockets: 1 };
    const isSecure = simulator.url.startsWith('https:');
    const agent = isSecure ? new SecureAgent({ ...one, ca: tls.cert }) : new Agent(one);
    agents.push(agent);
    return {
      ask: authorization =>
        new Promise((resolve, reject) => {
          const headers = authorization === undefined ? {} : { authorization };
          const sent = (isSecure ? secureRequest : request)(simulator.url, { agent, headers }, answer => {
            answer.resume();
            answer.on('end', () => {
              const challenge = answer.headers['www-authenticate'] ?? '';
              resolve({ status: answer.statusCode ?? 0, challenge });
            });
          });
          sent.on('error', reject);
          sent.end();
        }),
    };
  };
  try {
    await act(connect);
  } finally {
    for (const agent of agents) agent.destroy();
    await simulator.close();
  }
}

/** A GET that is signed in is told that EWS takes only POST. */
const letIn = 405;

/** The third message of a handshake on this connection, and its answer when it is sent, perhaps spoilt. */
async function shake(
  connection: Connection,
  certificate: Uint8Array | null,
  spoil: (message: Buffer) => Buffer = message => message,
): Promise<number> {
  const handshake = ntlmSignIn({ ...master, nowMs: () => Date.now() }).begin('127.0.0.1');
  const { status, challenge } = await connection.ask(handshake.first);
  assert.equal(status, 401);
  const answer = await handshake.answer(challenge, certificate);
  assert.ok(answer !== null);
  const message = spoil(Buffer.from(answer.slice(5), 'base64'));
  return (await connection.ask(`NTLM ${message.toString('base64')}`)).status;
}

function flipped(at: number): (message: Buffer) => Buffer {
  return message => {
    const other = Buffer.from(message);
    other.writeUInt8((other.at(at) ?? 0) ^ 1, at);
    return other;
  };
}

const ntResponseAt = (message: Buffer) => message.readUInt32LE(24);

test('a connection is signed in until it begins anew, and only that one', () =>
  onServer({}, async connect => {
    const one = connect();
    assert.deepEqual(await one.ask(), { status: 401, challenge: 'NTLM' });
    assert.equal(await shake(one, null), letIn);
    assert.equal((await one.ask()).status, letIn);
    assert.equal((await connect().ask()).status, 401);
    assert.equal(await shake(one, null, flipped(20)), 401);
    assert.equal((await one.ask()).status, 401);
  }));

for (const [what, spoil] of [
  ['another proof', (message: Buffer) => flipped(ntResponseAt(message))(message)],
  ['another time in what is proven', (message: Buffer) => flipped(ntResponseAt(message) + 24)(message)],
  ['another integrity code', flipped(72)],
  ['other flags than those that the integrity code covers', flipped(61)],
  ['a message that is cut', (message: Buffer) => message.subarray(0, 70)],
  [
    'an old response of 24 bytes',
    (message: Buffer) => {
      const other = Buffer.from(message);
      other.writeUInt16LE(24, 20);
      return other;
    },
  ],
] as const) {
  test(`${what} is refused`, () =>
    onServer({}, async connect => assert.equal(await shake(connect(), null, spoil), 401)));
}

test('a proof for one connection is worth nothing on another, nor without a challenge', () =>
  onServer({}, async connect => {
    let kept = Buffer.alloc(0);
    const keep = (message: Buffer) => {
      kept = Buffer.from(message);
      return message;
    };
    assert.equal(await shake(connect(), null, keep), letIn);
    const replay = `NTLM ${kept.toString('base64')}`;
    assert.equal((await connect().ask(replay)).status, 401);
    assert.equal(await shake(connect(), null, () => kept), 401);
  }));

const right = derOf(tls.cert);
for (const [rule, certificate, expected] of [
  ['off', 'right', letIn],
  ['off', 'another', letIn],
  ['allow', 'right', letIn],
  ['allow', 'none', letIn],
  ['allow', 'another', 401],
  ['require', 'right', letIn],
  ['require', 'none', 401],
  ['require', 'another', 401],
] as const) {
  test(`with channel binding ${rule} a sign-in bound to ${certificate} certificate is answered ${expected}`, () => {
    const bound = { right, none: null, another: Buffer.from('another certificate') }[certificate];
    return onServer({ tls, channelBinding: rule }, async connect =>
      assert.equal(await shake(connect(), bound), expected),
    );
  });
}
