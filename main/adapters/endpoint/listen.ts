/**
 * Listening at an address, and what is said when that cannot be. Nobody who connects while it is only looked whether one may is answered:
 * a nudge that is taken without being kept would be lost.
 */
import { createServer, type Server } from 'node:net';
import { failed, type Problem, type Result, succeeded } from '../../core/problem.ts';

/** Where the endpoint is, or would be. */
export interface ListenPlace {
  /** IP address on which to listen. */
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
}

/** Shorter ones can be guessed. */
const shortestSecret = 32;

/** outbound.weak-secret, or null. */
export function problemOfSecret(secret: string): Problem | null {
  return secret.length < shortestSecret
    ? { code: 'outbound.weak-secret', scope: 'installation', retryable: false }
    : null;
}

function problemOf(error: unknown, { address: host, port }: ListenPlace): Problem {
  const reason =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (reason === null) throw error;
  const base = { scope: 'installation', retryable: true } as const;
  return reason === 'EADDRINUSE'
    ? { ...base, code: 'outbound.port-in-use', facts: { host, port } }
    : { ...base, code: 'outbound.cannot-listen', facts: { host, port, error: reason } };
}

/** Problems: outbound.port-in-use, outbound.cannot-listen (no such address here, no right to the port). */
export async function listen(server: Server, place: ListenPlace): Promise<Result<void>> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: place.address, port: place.port, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    return succeeded(undefined);
  } catch (error) {
    return failed(problemOf(error, place));
  }
}

/** Whether somebody could listen there, tried for a moment. Null: yes. Problems: as `listen`. */
export async function lookAtPlace(place: ListenPlace): Promise<Problem | null> {
  const server = createServer(socket => socket.destroy());
  const listening = await listen(server, place);
  if (!listening.ok) return listening.problem;
  await new Promise<void>(resolve => server.close(() => resolve()));
  return null;
}
