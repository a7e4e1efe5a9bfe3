/** A server that answers what a test tells it: for answers that no real Halo and no simulator gives. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface CannedRequest {
  /** `GET /api/Control`. */
  readonly line: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

export type CannedAnswer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** The connection is reset. */
  | 'reset';

export interface CannedHalo {
  readonly url: string;
  readonly requests: readonly CannedRequest[];
  /** The requests of one line, e.g. `POST /auth/token`. */
  of(line: string): readonly CannedRequest[];
  close(): Promise<void>;
}

/** `answer` is asked first; what it leaves open is answered as a friendly Halo would. A body that is no text is sent as JSON. */
export async function startCannedHalo(
  answer: (request: CannedRequest, place: number) => CannedAnswer | undefined | Promise<CannedAnswer>,
): Promise<CannedHalo> {
  const requests: CannedRequest[] = [];
  let url = '';
  const usual = (line: string): CannedAnswer => {
    if (line === 'GET /api/authinfo') return { body: { auth_url: `${url}/auth`, tenant_id: null } };
    if (line === 'POST /auth/token') {
      const number = requests.filter(one => one.line === line).length;
      return { body: { access_token: `token-${number}`, token_type: 'Bearer', expires_in: 3600 } };
    }
    return { status: 404, body: { Message: 'unknown' } };
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    const address = new URL(incoming.url ?? '/', 'http://halo');
    const request: CannedRequest = {
      line: `${incoming.method} ${address.pathname}`,
      query: address.searchParams,
      authorization: incoming.headers.authorization ?? '',
      body,
    };
    requests.push(request);
    const place = requests.filter(one => one.line === request.line).length;
    const given = (await answer(request, place)) ?? usual(request.line);
    if (given === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    const text = typeof given.body === 'string' ? given.body : JSON.stringify(given.body ?? null);
    outgoing.writeHead(given.status ?? 200, given.headers).end(text);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    url,
    requests,
    of: line => requests.filter(one => one.line === line),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
