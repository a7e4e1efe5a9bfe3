/** The rungs of both servers, and of the nudges that Halo may send to this computer, and how far each was climbed. Asks nobody anything. */
import type { Problem } from '../core/problem.ts';

export type Server = 'halo' | 'exchange';
/** `nudges`: what has to hold here for Halo to be heard; climbed only where somebody is to be listened to. */
export type LadderName = Server | 'nudges';

/** In the order in which they are climbed. */
export const rungs = {
  halo: [
    'settings',
    'secret',
    'way',
    'name',
    'port',
    'certificate',
    'sign-in',
    'rights',
    'times',
    'importers',
    'agents',
  ],
  exchange: [
    'settings',
    'secret',
    'way',
    'name',
    'port',
    'certificate',
    'offered',
    'sign-in',
    'binding',
    'budget',
    'impersonation',
    'mailbox',
    'readable',
  ],
  nudges: ['secret', 'listening'],
} as const;
export type RungName = (typeof rungs)[LadderName][number];

export interface Rung {
  readonly server: LadderName;
  readonly name: RungName;
  /** `warned`: good enough to go on, but somebody should look. */
  readonly state: 'good' | 'warned' | 'broken' | 'not-reached';
  readonly problem: Problem | null;
  /** What was found: account, version, agent, how many. */
  readonly found: Readonly<Record<string, string | number>>;
}

/** The rung that a problem breaks. */
export function rungOf(server: LadderName, problem: Problem): RungName {
  const { code } = problem;
  if (server === 'nudges') return /^outbound\.(?!weak-secret$)/.test(code) ? 'listening' : 'secret';
  if (problem.facts?.['reason'] === 'sign-in-cut') return 'sign-in';
  if (code === 'exchange.sign-in-not-offered') return 'offered';
  if (code === 'settings.invalid') return 'settings';
  if (code === 'secret.missing' || code === 'secret.unreadable') return 'secret';
  if (code.endsWith('.name-not-resolved')) return 'name';
  if (code.endsWith('.certificate')) return 'certificate';
  if (code.endsWith('.proxy')) return 'way';
  if (code === 'exchange.throttled') return 'budget';
  if (/\.(?:refused|timeout|connection-lost)$/.test(code)) return 'port';
  if (server === 'halo') {
    if (code === 'halo.forbidden' || code === 'halo.scope-missing') return 'rights';
    return code.startsWith('agent.') ? 'agents' : 'sign-in';
  }
  if (code === 'exchange.impersonation-denied' || code === 'mailbox.impersonation-denied')
    return 'impersonation';
  if (code === 'mailbox.access-denied') return 'readable';
  return code.startsWith('mailbox.') ? 'mailbox' : 'sign-in';
}

/** One ladder: everything below the broken rung is good, everything above was not reached. */
export class Ladder {
  readonly #server: LadderName;
  readonly #names: readonly RungName[];
  readonly #found = new Map<RungName, Rung['found']>();
  readonly #warned = new Map<RungName, Problem>();
  #broken: { readonly name: RungName; readonly problem: Problem } | null = null;
  #reached: RungName | null = null;

  /** Without TLS there is no certificate; only NTLM (`canBind`) binds its sign-in, and only to a certificate. */
  constructor(server: LadderName, url: string, canBind = false) {
    const hasTls = url.startsWith('https:');
    this.#server = server;
    this.#names = rungs[server].filter(
      name => (name !== 'certificate' || hasTls) && (name !== 'binding' || (hasTls && canBind)),
    );
  }

  get isBroken(): boolean {
    return this.#broken !== null;
  }

  breakAt(problem: Problem, name: RungName = rungOf(this.#server, problem)): void {
    this.#broken ??= { name, problem };
  }

  /** All up to this one hold, without anything new about it. */
  reachUpTo(name: RungName): void {
    this.#reached = name;
  }

  /** All up to this one hold. One that this ladder does not have is passed over. */
  reach(name: RungName, found: Rung['found'] = {}): void {
    if (!this.#names.includes(name)) return;
    this.#reached = name;
    this.#found.set(name, found);
  }

  /** What is known of a rung, also of the one that breaks. */
  note(name: RungName, found: Rung['found']): void {
    this.#found.set(name, found);
  }

  warn(name: RungName, problem: Problem): void {
    this.#warned.set(name, problem);
  }

  read(): readonly Rung[] {
    const broken = this.#broken === null ? -1 : this.#names.indexOf(this.#broken.name);
    const reached = this.#reached === null ? -1 : this.#names.indexOf(this.#reached);
    return this.#names.map((name, index) => {
      const warning = this.#warned.get(name) ?? null;
      const isBroken = index === broken;
      const isGood = broken >= 0 ? index < broken : index <= reached;
      return {
        server: this.#server,
        name,
        state: isBroken ? 'broken' : !isGood ? 'not-reached' : warning === null ? 'good' : 'warned',
        problem: isBroken ? (this.#broken?.problem ?? null) : isGood ? warning : null,
        found: isGood || isBroken ? (this.#found.get(name) ?? {}) : {},
      };
    });
  }
}
