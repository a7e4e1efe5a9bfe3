/** The way through a proxy: who goes which way, tunnels for TLS, and a proxy that does not lead anywhere is told as such. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { it } from 'node:test';
import {
  createHttpClient,
  type HttpClient,
  type HttpOutcome,
} from '../../../main/adapters/http/http-client.ts';
import { proxyAddress, proxyFor } from '../../../main/adapters/http/proxy-route.ts';
import { proxyOfEnvironment, proxyOfWinHttp } from '../../../main/adapters/http/system-proxy.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { makeAuthority, makeCertificate } from './certificates.ts';
import { onLoopback } from './loopback.ts';

const through = (bypass: readonly string[]) => ({
  http: 'http://proxy:3128/',
  https: 'http://proxy:3129/',
  bypass,
});

for (const [address, bypass, proxy] of [
  ['https://mail.example.org/EWS', [], 'http://proxy:3129/'],
  ['http://mail.example.org/EWS', [], 'http://proxy:3128/'],
  ['https://mail.example.org/', ['mail.example.org'], null],
  ['https://MAIL.example.org/', ['*.Example.org'], null],
  ['https://mail.example.org/', ['.example.org'], null],
  ['https://example.org/', ['*.example.org'], 'http://proxy:3129/'],
  ['https://mail.example.org.evil.test/', ['*.example.org'], 'http://proxy:3129/'],
  ['https://mailxexample.org/', ['mail.example.org'], 'http://proxy:3129/'],
  ['https://10.1.2.3/', ['10.*'], null],
  ['https://mail:8443/', ['<local>'], null],
  ['https://mail.example.org/', ['<local>'], 'http://proxy:3129/'],
  ['https://mail.example.org:8443/', ['mail.example.org:443'], 'http://proxy:3129/'],
  ['https://mail.example.org/', ['mail.example.org:443'], null],
  ['https://mail.example.org/', ['*'], null],
  ['https://mail.example.org/', ['', '((('], 'http://proxy:3129/'],
  ['https://localhost/', [], null],
  ['https://127.0.0.1:8443/', [], null],
  ['http://[::1]/', [], null],
] as const) {
  it(`${address} with ${JSON.stringify(bypass)} goes ${proxy === null ? 'straight' : `by ${proxy}`}`, () => {
    assert.equal(proxyFor(new URL(address), through(bypass)), proxy);
  });
}

it('takes a proxy with and without http:// and nothing else', () => {
  assert.equal(proxyAddress('proxy.example.org:8080'), 'http://proxy.example.org:8080/');
  assert.equal(proxyAddress(' http://proxy:3128 '), 'http://proxy:3128/');
  assert.equal(proxyAddress('socks5://proxy:1080'), '');
  assert.equal(proxyAddress(''), '');
});

it('reads the environment in small and in large letters', () => {
  assert.deepEqual(proxyOfEnvironment({ HTTPS_PROXY: 'proxy:1', no_proxy: 'a, .b' }), {
    http: '',
    https: 'http://proxy:1/',
    bypass: ['a', '.b'],
  });
  assert.equal(proxyOfEnvironment({ no_proxy: 'a' }), null);
});

function winHttp(flags: number, proxy: string, bypass: string): Buffer {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const text = (value: string) => Buffer.concat([number(value.length), Buffer.from(value)]);
  return Buffer.concat([number(0x18), number(0), number(flags), text(proxy), text(bypass)]);
}

it('reads what netsh has stored, and takes what it cannot read for none', () => {
  assert.deepEqual(proxyOfWinHttp(winHttp(3, 'proxy:8080', '<local>;*.example.org')), {
    http: 'http://proxy:8080/',
    https: 'http://proxy:8080/',
    bypass: ['<local>', '*.example.org'],
  });
  const each = proxyOfWinHttp(winHttp(3, 'http=a:1;https=b:2', ''));
  assert.deepEqual([each.http, each.https], ['http://a:1/', 'http://b:2/']);
  const none = { http: '', https: '', bypass: [] };
  assert.deepEqual(proxyOfWinHttp(winHttp(1, '', '')), none);
  const lies = winHttp(3, 'proxy:8080', '');
  lies.writeUInt32LE(0xffff_ffff, 12);
  for (const bytes of [Buffer.alloc(0), lies]) assert.deepEqual(proxyOfWinHttp(bytes), none);
});

/** A proxy that leads every name to one server, as far as it is willing. */
class LeadingProxy {
  readonly asked: string[] = [];
  refuses: number | null = null;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((request, reply) => {
    this.asked.push(`${request.method} ${request.url}`);
    reply.end('by the proxy itself');
  });

  async open(port: number): Promise<string> {
    this.#server.on('connect', (request: IncomingMessage, client: Socket) => {
      this.asked.push(`CONNECT ${request.url}`);
      this.#sockets.add(client);
      if (this.refuses !== null) {
        client.end(`HTTP/1.1 ${this.refuses} No\r\n\r\n`);
        return;
      }
      const server = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        server.pipe(client);
        client.pipe(server);
      });
      this.#sockets.add(server);
      for (const one of [client, server]) one.on('error', () => {});
    });
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    const bound = this.#server.address();
    return `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

const host = 'mail.example.org';

/** A client whose only way to a TLS server called mail.example.org is a proxy. */
async function byProxy(
  act: (
    ask: (url?: string) => Promise<HttpOutcome>,
    proxy: LeadingProxy,
    client: HttpClient,
  ) => Promise<void>,
  proxyUrl?: string,
): Promise<void> {
  const authority = makeAuthority();
  await onLoopback(
    (_, reply) => reply.end('by the server'),
    async ({ server }) => {
      const bound = server.address();
      const proxy = new LeadingProxy();
      const address = await proxy.open(typeof bound === 'object' && bound !== null ? bound.port : 0);
      const used = proxyUrl ?? address;
      const client = createHttpClient({
        maxSockets: 2,
        caPem: authority.cert,
        proxy: { http: used, https: used, bypass: [] },
        clock: createManualClock(),
        requestLog: { record: () => {}, latest: async () => [] },
      });
      const ask = (url = `https://${host}/EWS`) =>
        client.request({
          method: 'POST',
          url,
          body: 'question',
          deadlineMs: 20_000,
          signal: new AbortController().signal,
          peer: 'exchange',
          operation: 'GetItem',
        });
      try {
        await act(ask, proxy, client);
      } finally {
        client.close();
        await proxy.close();
      }
    },
    { tls: makeCertificate(authority, { host }) },
  )();
}

it('a TLS server is reached by a tunnel, once for many requests, and its certificate is the one that counts', () =>
  byProxy(async (ask, proxy, client) => {
    for (let call = 0; call < 3; call += 1) {
      const outcome = await ask();
      assert.equal(outcome.ok && outcome.value.text, 'by the server');
    }
    assert.deepEqual(proxy.asked, [`CONNECT ${host}:443`]);
    assert.equal(client.certificateOf(`https://${host}/`)?.names, host);
    const other = await ask('https://other.example.org/');
    assert.deepEqual(!other.ok && [other.failure.kind, other.failure.facts['reason']], [
      'certificate',
      'wrong-host',
    ]);
  }));

for (const [what, refuses] of [
  ['wants a sign-in', 407],
  ['forbids it', 403],
] as const) {
  it(`a proxy that ${what} is told as the proxy, with its answer`, () =>
    byProxy(async (ask, proxy) => {
      proxy.refuses = refuses;
      const outcome = await ask();
      assert.ok(!outcome.ok);
      const { kind, facts, requestSent } = outcome.failure;
      assert.deepEqual([kind, facts['status'], requestSent], ['proxy', refuses, false]);
      assert.match(String(facts['proxy']), /^127\.0\.0\.1:\d+$/);
    }));
}

it('a proxy that is not there is told as the proxy, and not as the server', () =>
  byProxy(async ask => {
    const outcome = await ask();
    assert.ok(!outcome.ok);
    assert.deepEqual([outcome.failure.kind, outcome.failure.facts['proxy']], ['proxy', '127.0.0.1:1']);
  }, 'http://127.0.0.1:1/'));

it('what the process’s environment says of proxies is not obeyed', async () => {
  process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
  try {
    await onLoopback(
      (_, reply) => reply.end('straight'),
      async ({ ask }) => {
        const outcome = await ask();
        assert.equal(outcome.ok && outcome.value.text, 'straight');
      },
    )();
  } finally {
    Reflect.deleteProperty(process.env, 'HTTP_PROXY');
  }
});
