/**
 * Where tokens come from: asked from Halo once (`GET /api/authinfo`, anonymous), unless the settings say it; `/auth/token` of the web
 * app where Halo does not answer that. Guards where the client secret may go.
 */
import { z } from 'zod';
import type { Problem, Result } from '../../core/problem.ts';
import { failed, succeeded } from '../../core/problem.ts';
import type { HttpClient, HttpResponse } from '../http/http-client.ts';
import { readBody } from './answer-body.ts';
import type { HaloConnection } from './connection-settings.ts';
import { addressBelow, mayReceiveSecret, settingProblem, tokenAddress } from './connection-settings.ts';
import type { Asked } from './error-table.ts';
import { problemOfAnswer, problemOfFailure } from './error-table.ts';
import type { Patience } from './patience.ts';
import { patiently } from './patience.ts';

/** The address to which the client credentials go, tenant included. */
export type TokenAddress = URL;

const authInfo = z.object({
  auth_url: z.string().max(2_000).nullish(),
  tenant_id: z.string().max(200).nullish(),
});

const asked: Asked = {
  operation: 'GET /authinfo',
  scope: 'halo',
  modifies: false,
  notFound: 'not-halo',
};

/** Problems: settings.invalid for an address that is none or must not get the secret; those of Halo when it cannot be asked just now. */
export async function findTokenAddress(
  parts: Patience & { readonly http: HttpClient; readonly settings: HaloConnection; readonly server: URL },
  signal: AbortSignal,
): Promise<Result<TokenAddress>> {
  const { settings, server } = parts;
  const named = settings.authorisationUrl;
  let found = { authorisation: '', tenant: '' };
  if (named === '' || settings.tenant === '') {
    const answer = await discover(parts, signal);
    if (!answer.ok) return answer;
    found = answer.value;
  }
  const from = named === '' ? found.authorisation || '/auth' : named;
  const address = tokenAddress(from, new URL(`${server.href.replace(/\/+$/, '')}/`));
  if (address === null) return failed(refusal('not-an-address'));
  if (!mayReceiveSecret(server, address, named === '' ? 'halo' : 'administrator')) {
    return failed(refusal('not-secure', address.hostname));
  }
  const tenant = settings.tenant || found.tenant;
  if (tenant !== '') address.searchParams.set('tenant', tenant);
  return succeeded(address);
}

function refusal(reason: string, host?: string): Problem {
  return settingProblem('halo.authorisationUrl', reason, host);
}

async function discover(
  parts: Patience & { readonly http: HttpClient; readonly server: URL },
  signal: AbortSignal,
): Promise<Result<{ authorisation: string; tenant: string }>> {
  const answer = await patiently(
    parts,
    asked.operation,
    async (): Promise<Result<HttpResponse>> => {
      const outcome = await parts.http.request({
        method: 'GET',
        url: addressBelow(parts.server, '/api/authinfo'),
        headers: { accept: 'application/json' },
        deadlineMs: 30_000,
        signal,
        maxResponseBytes: 1_048_576,
        repeatable: true,
        peer: 'halo',
        operation: asked.operation,
      });
      if (!outcome.ok) return failed(problemOfFailure(outcome.failure, asked));
      const problem = problemOfAnswer(outcome.value, asked, parts.clock.now());
      // What may pass by itself must not decide where a secret goes; what Halo simply does not have leads to its usual place.
      return problem?.retryable === true ? failed(problem) : succeeded(outcome.value);
    },
    signal,
  );
  if (!answer.ok) return answer;
  const body = readBody(answer.value.text);
  const good = answer.value.status === 200 && body.kind === 'json';
  const info = good ? authInfo.safeParse(body.value) : null;
  if (info === null || !info.success) return succeeded({ authorisation: '', tenant: '' });
  return succeeded({ authorisation: info.data.auth_url ?? '', tenant: info.data.tenant_id ?? '' });
}
