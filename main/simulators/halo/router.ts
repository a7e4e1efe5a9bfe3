/** Finds the endpoint of a path, in any case, and runs it for a caller who may. Must not touch sockets. */
import { agentEndpoints } from './agent-endpoints.ts';
import type { Answer } from './answer.ts';
import { errorAnswer } from './answer.ts';
import { appointmentEndpoints } from './appointment-endpoints.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { isRefusal } from './field-check.ts';
import { importEndpoints } from './import-endpoints.ts';
import { integrationLogEndpoints } from './integration-log-endpoints.ts';
import { settingsEndpoints } from './settings-endpoints.ts';
import type { TokenDesk } from './tokens.ts';

const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  [
    ...settingsEndpoints,
    ...agentEndpoints,
    ...appointmentEndpoints,
    ...importEndpoints,
    ...integrationLogEndpoints,
  ].map(endpoint => [`${endpoint.method} ${endpoint.path}`, endpoint]),
);

export interface RoutedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly contentType: string;
  readonly body: string;
}

/** `call` lacks what only the route knows. Refusals become answers in the dialect's shape. */
export async function route(
  request: RoutedRequest,
  call: Omit<Call, 'id' | 'body'>,
  tokens: TokenDesk,
): Promise<Answer> {
  const shape = call.dialect.errorShape;
  const { endpoint, id } = find(request);
  if (endpoint === undefined) return errorAnswer(404, 'No such endpoint.', shape);
  switch (tokens.verdict(request.authorization, endpoint.needs)) {
    case 'unknown':
      return { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' };
    case 'not-allowed':
      return errorAnswer(403, 'You do not have permission for this.', shape);
    case 'good':
  }
  let body: unknown;
  if (request.method === 'POST') {
    if (!/json/i.test(request.contentType)) return errorAnswer(415, 'Unsupported media type.', shape);
    try {
      body = JSON.parse(request.body);
    } catch {
      return errorAnswer(400, 'The body is not JSON.', shape);
    }
  }
  const answer = await endpoint.handle({ ...call, body, id });
  return isRefusal(answer) ? errorAnswer(answer.status, answer.message, shape) : answer;
}

function find(request: RoutedRequest): { endpoint: Endpoint | undefined; id: number } {
  const path = request.path.toLowerCase().replace(/\/+$/, '');
  if (!path.startsWith('/api/')) return { endpoint: undefined, id: 0 };
  const below = path.slice('/api/'.length);
  const exact = endpoints.get(`${request.method} ${below}`);
  if (exact !== undefined) return { endpoint: exact, id: 0 };
  const parts = /^(.+)\/(\d{1,10})$/.exec(below);
  if (parts === null) return { endpoint: undefined, id: 0 };
  return { endpoint: endpoints.get(`${request.method} ${parts[1] ?? ''}/{id}`), id: Number(parts[2]) };
}
