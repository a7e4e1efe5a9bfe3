/**
 * Problems are errors as data: a code from a closed list and facts, never prose. Words and remedies for each code live in
 * `preload/contract/words/problems.ts`, exhaustive by type. A problem never carries a secret, a subject or a body.
 */
import type { Instant } from './event.ts';

/** Every code a problem can have. The part before the dot says who can mend it. */
export const problemCodes = [
  // Exchange, the whole server
  'exchange.name-not-resolved',
  'exchange.refused',
  'exchange.timeout',
  'exchange.connection-lost',
  'exchange.proxy',
  'exchange.certificate',
  'exchange.sign-in-not-offered',
  'exchange.no-token',
  'exchange.unauthorized',
  'exchange.forbidden',
  'exchange.impersonation-denied',
  'exchange.throttled',
  'exchange.server-error',
  'exchange.not-exchange',
  'exchange.unreadable-answer',
  'exchange.answer-too-large',
  'exchange.wrong-version',
  'exchange.series-not-expanded',
  // one mailbox
  'mailbox.unknown',
  'mailbox.access-denied',
  'mailbox.disabled',
  'mailbox.impersonation-denied',
  'mailbox.moving',
  'mailbox.elsewhere',
  'mailbox.replaced',
  'mailbox.unavailable',
  'mailbox.misconfigured',
  'mailbox.full',
  'mailbox.unknown-response',
  'mailbox.sync-state-invalid',
  'mailbox.folder-not-found',
  'mailbox.read-incomplete',
  'mailbox.not-imported-yet',
  // one item
  'item.unreadable',
  'item.not-found',
  'item.conflict',
  'item.not-imported-yet',
  'item.refused',
  // Halo
  'halo.name-not-resolved',
  'halo.refused',
  'halo.timeout',
  'halo.connection-lost',
  'halo.proxy',
  'halo.certificate',
  'halo.unauthorized',
  'halo.forbidden',
  'halo.scope-missing',
  'halo.throttled',
  'halo.server-error',
  'halo.not-halo',
  'halo.unreadable-answer',
  'halo.rejected',
  'halo.marks-dropped',
  'halo.items-not-recognised',
  'halo.order-ignored',
  'halo.times-not-utc',
  'halo.other-importer',
  'halo.other-importer-unknown',
  // agents
  'agent.unknown',
  'agent.left-out',
  'agent.preference-unknown',
  'agent.preference-unanswered',
  'agent.no-mailbox',
  'agent.same-mailbox',
  'agent.mailbox-changed',
  // being told by Halo that something changed
  'outbound.port-in-use',
  'outbound.cannot-listen',
  'outbound.weak-secret',
  // settings, secrets, data folder
  'settings.invalid',
  'settings.newer',
  'settings.broken',
  'secret.missing',
  'secret.unreadable',
  'store.locked',
  'store.full',
  'store.read-only',
  'store.open-to-others',
  'store.broken',
  'store.newer',
  'store.failed',
  // the run itself
  'run.stopped',
  'run.stalled',
  'run.already-running',
  'internal.bug',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** Whose the problem is: what has to stop because of it. */
export type ProblemScope = 'item' | 'mailbox' | 'exchange' | 'halo' | 'installation';

export interface Problem {
  readonly code: ProblemCode;
  readonly scope: ProblemScope;
  /** True when the same request may succeed later without anybody doing anything. */
  readonly retryable: boolean;
  /** How long the server asked us to wait, in milliseconds. Absent: it did not say. */
  readonly retryAfterMs?: number;
  /** When it is tried again, where that is later than the next run. */
  readonly nextTry?: Instant;
  /** True when the request may have had its effect although no answer came: look before repeating it. */
  readonly effectUnknown?: boolean;
  /** Facts for the sentence: host names, status codes, response codes, field names. Never secrets or subjects. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** A value or a problem. Adapters never throw for what the outside world can do. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export function succeeded<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

/** For the `default` of a switch over a closed union: a missing case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
