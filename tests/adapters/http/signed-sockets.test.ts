/** Sign-ins that belong to a socket: one handshake on each, no socket shared by two identities, and what happens when a server forgets. */
import assert from 'node:assert/strict';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { it } from 'node:test';
import type { HttpOutcome } from '../../../main/adapters/http/http-client.ts';
import type { SocketSignIn } from '../../../main/adapters/http/socket-sign-in.ts';
import { makeAuthority, makeCertificate } from './certificates.ts';
import { onLoopback } from './loopback.ts';

/** A handshake in two steps, like NTLM's but readable: `Two 1 name`, answered by `Two <riddle>`, then `Two 2 name riddle`. */
function asName(name: string, seen: (certificate: Uint8Array | null) => void = () => {}): SocketSignIn {
  return {
    begin: () => ({
      first: `Two 1 ${name}`,
      async answer(challenges, certificate) {
        seen(certificate);
        const [, riddle] = /^Two (\d+)$/.exec(challenges) ?? [];
        return riddle === undefined ? null : `Two 2 ${name} ${riddle}`;
      },
    }),
  };
}

class TwoStepServer {
  readonly sockets = new Set<Socket>();
  readonly handshakes: string[] = [];
  readonly served: string[] = [];
  readonly #riddles = new WeakMap<Socket, string>();
  readonly #names = new WeakMap<Socket, string>();
  #last = 0;
  /** Sockets signed in before are strangers again. */
  forgets = false;
  /** Says `Connection: close` in the middle of the handshake. */
  cuts = false;

  readonly listener: RequestListener = (request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => this.#answer(request, Buffer.concat(parts).toString(), reply));
  };

  #answer(request: IncomingMessage, body: string, reply: ServerResponse): void {
    const { socket } = request;
    this.sockets.add(socket);
    const [, step, name = '', riddle] =
      /^Two (\d) (\S+)(?: (\d+))?$/.exec(request.headers.authorization ?? '') ?? [];
    if (step === '1') {
      this.#last += 1;
      this.#riddles.set(socket, String(this.#last));
      const close = this.cuts ? { connection: 'close' } : {};
      reply.writeHead(401, { 'www-authenticate': `Two ${this.#last}`, ...close }).end();
      return;
    }
    const isRight = step === '2' && riddle === this.#riddles.get(socket) && name !== 'stranger';
    if (isRight) {
      this.#names.set(socket, name);
      this.handshakes.push(name);
    }
    if (step === undefined && this.forgets) {
      this.forgets = false;
      this.#names.delete(socket);
    }
    const signedIn = step === '2' && !isRight ? undefined : this.#names.get(socket);
    if (signedIn === undefined) {
      reply.writeHead(401, { 'www-authenticate': 'Two' }).end();
      return;
    }
    this.served.push(`${signedIn} ${body}`);
    setImmediate(() => reply.end(`for ${signedIn}`));
  }
}

const textOf = (outcome: HttpOutcome) =>
  outcome.ok ? `${outcome.value.status} ${outcome.value.text}` : outcome.failure.kind;

it('signs each socket in once, and has no more sockets than allowed', async () => {
  const server = new TwoStepServer();
  await onLoopback(
    server.listener,
    async ({ ask, log }) => {
      const signIn = asName('anna');
      const all = Array.from({ length: 20 }, (_, number) => ask({ signIn, body: String(number) }));
      for (const outcome of await Promise.all(all)) assert.equal(textOf(outcome), '200 for anna');
      assert.ok(server.sockets.size <= 4, `${server.sockets.size} sockets`);
      assert.equal(server.handshakes.length, server.sockets.size);
      assert.equal(server.served.length, 20);
      assert.equal(log.length, 20 + server.sockets.size);
      assert.equal(log.filter(line => line.operation === 'sign-in').length, server.sockets.size);
    },
    { maxSockets: 4 },
  )();
});

it('uses the same socket for one request after the other', async () => {
  const server = new TwoStepServer();
  await onLoopback(server.listener, async ({ ask }) => {
    const signIn = asName('anna');
    for (let call = 0; call < 5; call += 1) await ask({ signIn });
    assert.deepEqual([server.sockets.size, server.handshakes], [1, ['anna']]);
  })();
});

it('never shares a socket between two identities, nor with requests without one', async () => {
  const server = new TwoStepServer();
  await onLoopback(server.listener, async ({ ask }) => {
    const anna = asName('anna');
    const bert = asName('bert');
    for (let call = 0; call < 3; call += 1) {
      assert.equal(textOf(await ask({ signIn: anna, body: 'a' })), '200 for anna');
      assert.equal(textOf(await ask({ signIn: bert, body: 'b' })), '200 for bert');
      assert.equal(textOf(await ask()), '401 ');
    }
    assert.deepEqual(server.handshakes, ['anna', 'bert']);
    assert.equal(server.sockets.size, 3);
    assert.deepEqual(new Set(server.served), new Set(['anna a', 'bert b']));
  })();
});

it('signs in again, once, on a socket that the server has forgotten', async () => {
  const server = new TwoStepServer();
  await onLoopback(server.listener, async ({ ask }) => {
    const signIn = asName('anna');
    await ask({ signIn });
    server.forgets = true;
    assert.equal(textOf(await ask({ signIn, repeatable: false })), '200 for anna');
    assert.equal(server.handshakes.length, 2);
  })();
});

it('signs in again on a fresh socket when the server has closed the old one', async () => {
  const server = new TwoStepServer();
  await onLoopback(server.listener, async ({ ask }) => {
    const signIn = asName('anna');
    await ask({ signIn });
    for (const socket of server.sockets) socket.destroy();
    assert.equal(textOf(await ask({ signIn, repeatable: true })), '200 for anna');
    assert.deepEqual([server.sockets.size, server.handshakes.length], [2, 2]);
  })();
});

it('gives a refused sign-in back after one proof', async () => {
  const server = new TwoStepServer();
  await onLoopback(server.listener, async ({ ask, log }) => {
    const outcome = await ask({ signIn: asName('stranger'), repeatable: true });
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.value.status, outcome.value.headers['www-authenticate']], [401, 'Two']);
    assert.equal(log.length, 2);
  })();
});

it('gives back what is offered instead, and keeps body and proof to itself', async () => {
  const bodies: string[] = [];
  await onLoopback(
    (request, reply) => {
      bodies.push(request.headers['content-length'] ?? 'none');
      reply.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    },
    async ({ ask }) => {
      const outcome = await ask({ signIn: asName('anna') });
      assert.equal(outcome.ok && outcome.value.headers['www-authenticate'], 'Basic realm="x"');
      assert.deepEqual(bodies, ['0']);
    },
  )();
});

it('says that a connection does not live through the sign-in, and sends no proof elsewhere', async () => {
  const server = new TwoStepServer();
  server.cuts = true;
  await onLoopback(server.listener, async ({ ask }) => {
    const outcome = await ask({ signIn: asName('anna'), repeatable: true });
    assert.ok(!outcome.ok);
    assert.deepEqual(
      [outcome.failure.kind, outcome.failure.facts['reason'], outcome.failure.requestSent],
      ['connection-lost', 'sign-in-cut', false],
    );
    assert.equal(server.handshakes.length, 0);
  })();
});

it('shows the handshake the certificate of the very socket, also when TLS goes on where it left off', async () => {
  const server = new TwoStepServer();
  const authority = makeAuthority();
  const tls = makeCertificate(authority);
  const pem = (raw: Uint8Array | null) =>
    (tls.cert.match(/[\w+/=]{20,}/g) ?? []).join('') === Buffer.from(raw ?? []).toString('base64');
  await onLoopback(
    server.listener,
    async ({ ask }) => {
      const seen: boolean[] = [];
      const signIn = asName('anna', raw => seen.push(pem(raw)));
      for (let call = 0; call < 3; call += 1) {
        assert.equal(textOf(await ask({ signIn, repeatable: true })), '200 for anna');
        for (const socket of server.sockets) socket.destroy();
      }
      assert.deepEqual(seen, [true, true, true]);
    },
    { tls, caPem: authority.cert },
  )();
});

it('leaves the queue for a socket when it is stopped, and gives the place on', async () => {
  const server = new TwoStepServer();
  await onLoopback(
    server.listener,
    async ({ ask }) => {
      const signIn = asName('anna');
      const run = new AbortController();
      const first = ask({ signIn });
      const stopped = ask({ signIn, signal: run.signal });
      const last = ask({ signIn });
      run.abort();
      assert.equal(textOf(await stopped), 'aborted');
      assert.equal(textOf(await first), '200 for anna');
      assert.equal(textOf(await last), '200 for anna');
      assert.equal(server.sockets.size, 1);
    },
    { maxSockets: 1 },
  )();
});
