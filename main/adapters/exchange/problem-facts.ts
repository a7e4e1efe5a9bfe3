/** Adds to a problem what its sentence and remedy need to name: server, account, mailbox. Nothing secret: no password, no subject. */
import type { Settings } from '../../../preload/contract/settings.ts';
import { failed, type Problem, type ProblemCode, type Result } from '../../core/problem.ts';
import { accountOf } from './sign-in/sign-in.ts';

/** Whose remedy is about the account's rights. */
const accountCodes: ReadonlySet<ProblemCode> = new Set([
  'exchange.unauthorized',
  'exchange.forbidden',
  'exchange.impersonation-denied',
  'mailbox.impersonation-denied',
  'mailbox.access-denied',
  'mailbox.folder-not-found',
]);

function factsOf(problem: Problem, settings: Settings['exchange'], mailbox: string): Problem['facts'] {
  const { code } = problem;
  return {
    ...(code.startsWith('exchange.') ? { host: new URL(settings.url).hostname } : {}),
    ...(/^(?:mailbox|item)\./.test(code) || code === 'exchange.series-not-expanded' ? { mailbox } : {}),
    ...(code === 'exchange.not-exchange' ? { url: settings.url } : {}),
    ...(code === 'exchange.wrong-version' ? { version: settings.version } : {}),
    ...(accountCodes.has(code) ? { account: accountOf(settings) } : {}),
    ...problem.facts,
  };
}

/** The result with a problem that names what it is about; what the problem says already stands. */
export async function namingFacts<T>(
  result: Promise<Result<T>>,
  settings: Settings['exchange'],
  mailbox: string,
): Promise<Result<T>> {
  const settled = await result;
  if (settled.ok) return settled;
  const { problem } = settled;
  return failed({ ...problem, facts: { ...factsOf(problem, settings, mailbox) } });
}
