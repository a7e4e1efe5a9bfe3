/**
 * Puts the facts of a problem into sentences. Facts may come from outside (a server's words, a path, a name), so they are cleaned
 * and cut here, and what goes into a command to paste is let through only when it cannot end the command.
 */

/** Facts of a problem, as `main/core/problem.ts` has them. */
export type Facts = Readonly<Record<string, string | number>>;

export interface ProblemWords {
  /** What is wrong: one or two whole sentences. */
  readonly sentence: string;
  /** What the administrator can do, or that nothing needs doing. */
  readonly remedy: string;
}

export type SayProblem = (facts: Facts) => ProblemWords;

/** The facts that the words know; others (`operation`, `shape`, `why`) are kept for the log alone. */
export const factNames = [
  /** Where: server, port, address asked. */
  'host',
  'port',
  'url',
  /** What came back: HTTP status, EWS response code, code of the network's or the disk's error. */
  'status',
  'responseCode',
  'system',
  'error',
  /** Why, in our own words: of a certificate, a setting, an incomplete read. */
  'reason',
  'deadlineMs',
  'limitBytes',
  'retryAfterMs',
  /** Who: agent's name, mailbox address, account, the names of several agents, whom a folder is open to. */
  'agent',
  'agents',
  'before',
  'mailbox',
  'account',
  'who',
  'zone',
  /** Which: setting or field, fields, value found, how many, version, secret, file, folder, process, importers, scopes. */
  'field',
  'fields',
  'value',
  'count',
  'missing',
  'version',
  'secret',
  'file',
  'folder',
  'pid',
  'importers',
  'scopes',
  /** Name and port of a proxy. */
  'proxy',
  /** What a certificate says of itself. */
  'names',
  'issuer',
  'until',
  'fingerprint',
  /** How somebody signs in, what the server offers instead, and `sent` when a channel binding was. */
  'signIn',
  'offered',
  'binding',
  /** `no` when the account may not read what is asked about. */
  'known',
  /** `reader` when this program opened the data folder only to look. */
  'role',
] as const;

export type FactName = (typeof factNames)[number];

const longest = 120;

/** The fact as clean text without a full stop of its own; '' when it is absent, empty or not a number. */
export function fact(facts: Facts, name: FactName): string {
  const value = facts[name];
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = (value ?? '').replace(/[\p{C}\s]+/gu, ' ').replace(/^[ .]* |[ .!]+$/g, '');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** `wrap(text)` when the fact is present, else `otherwise`. */
export function given(
  facts: Facts,
  name: FactName,
  wrap: (text: string) => string,
  otherwise: string = '',
): string {
  const text = fact(facts, name);
  return text === '' ? otherwise : wrap(text);
}

/**
 * The fact for use inside double quotes in PowerShell or cmd; the placeholder when it is absent or holds anything that could end
 * the quotes or be evaluated.
 */
export function forCommand(facts: Facts, name: FactName, placeholder: string): string {
  const text = fact(facts, name);
  return /^[\p{L}\p{N}.@\\/_:() +-]+$/u.test(text) ? text : placeholder;
}

/** The fact for use in a command without quotes: one word of letters, digits, dots and underscores, else the placeholder. */
export function forCommandBare(facts: Facts, name: FactName, placeholder: string): string {
  const text = fact(facts, name);
  return /^[\w.]+$/.test(text) ? text : placeholder;
}

/** The codes of an answer in brackets, as many as are known: ` (HTTP 500, ErrorServerBusy)`. */
export function answered(facts: Facts): string {
  const parts = [
    given(facts, 'status', text => (text === '0' ? '' : `HTTP ${text}`)),
    fact(facts, 'responseCode'),
    fact(facts, 'system'),
    fact(facts, 'error'),
  ].filter(part => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** ` in 8 minutes`, ` in 40 seconds`, or '' when the fact is absent. */
export function howLong(facts: Facts, name: FactName, before: string): string {
  const value = facts[name];
  if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value)) return '';
  const seconds = Math.max(1, Math.round(value / 1000));
  if (seconds < 120) return ` ${before} ${seconds} second${seconds === 1 ? '' : 's'}`;
  const minutes = Math.round(seconds / 60);
  return ` ${before} ${minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`}`;
}

/** For a port that answers without TLS, or with none that we speak. `server`: whose port was expected. */
export function saysNoTls(server: string, facts: Facts): string {
  const where = `${given(facts, 'host', host => ` at ${host}`)}${given(facts, 'port', port => `, port ${port}`)}`;
  return `What answers where ${server} should be${where} does not speak TLS, or no version of it that is safe.`;
}

/** For a proxy that does not lead to the server. */
export function sayProxy(server: string, facts: Facts): ProblemWords {
  const refusal =
    fact(facts, 'status') === '407' ? ', because it wants a sign-in of its own' : answered(facts);
  return {
    sentence: `The proxy${given(facts, 'proxy', name => ` ${name}`)} does not lead to ${server}${refusal}.`,
    remedy:
      'Check the settings network.proxy and network.proxyUrl, or have the proxy let this computer through without a sign-in. A server in the same network is best named in network.proxyBypass.',
  };
}
