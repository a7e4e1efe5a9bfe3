/** The imports of one story, each watched: what it met, what it said, and whether both sides may be taken to agree after it. */
import type { Problem } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import type { Installation } from '../scenarios/installation.ts';
import type { PersonAtWindow } from './person-at-window.ts';
import type { Silences } from './silences.ts';
import type { Story } from './story.ts';
import type { Watch } from './watch.ts';

/** What a run meets. */
export interface Circumstances {
  /** A view is short and says that it is whole. Default false. */
  readonly lied?: boolean;
  /** No fault was ordered. Default true. */
  readonly quiet?: boolean;
  /** Some requests are never answered. Default false. */
  readonly silent?: boolean;
}

/** What a run tells, of whatever it is. */
export function problemsOf(report: RunReport): readonly Problem[] {
  return [...report.problems, ...report.mailboxes.flatMap(mailbox => mailbox.problems)];
}

/** The mailbox whose view showed series and not their dates; null when the run was not stopped by one. */
export function unexpandedIn(report: RunReport): string | null {
  const problem = problemsOf(report).find(each => each.code === 'exchange.series-not-expanded');
  return problem === undefined ? null : String(problem.facts?.['mailbox'] ?? '');
}

export class StoryRuns {
  count = 0;
  readonly #house: Installation;
  readonly #watch: Watch;
  readonly #person: PersonAtWindow;
  readonly #silences: Silences;
  readonly #story: Story;
  /** A view was short and nobody has looked at everything since. */
  #lied = false;

  constructor(house: Installation, watch: Watch, person: PersonAtWindow, silences: Silences, story: Story) {
    this.#house = house;
    this.#watch = watch;
    this.#person = person;
    this.#silences = silences;
    this.#story = story;
  }

  /** Null when it came to no end; that is a violation. */
  async run(verify: boolean, what: Circumstances = {}): Promise<RunReport | null> {
    const { lied = false, quiet = true, silent = false } = what;
    this.count += 1;
    this.#house.forgetAgents();
    this.#watch.beforeRun(verify);
    const running = this.#house.run({ verify });
    const done = await (silent ? this.#silences.outwait(this.#house, running) : running);
    const problems = done.ok ? problemsOf(done.value) : [];
    this.#lied = lied || (this.#lied && !verify);
    const isAgreed = done.ok && quiet && problems.length === 0 && done.value.held === 0;
    this.#watch.afterRun({
      partly: lied || problems.some(problem => problem.code === 'item.unreadable'),
      // Such a server does not tell of every change.
      clean:
        isAgreed &&
        !this.#lied &&
        this.#story.exchange.occurrenceChangeUpdatesMaster !== false &&
        (await this.#person.held('kept')).length === 0,
    });
    if (!done.ok) {
      this.#watch.violations.push(`a run ended with ${JSON.stringify(done.problem)}`);
      return null;
    }
    const unexpanded = unexpandedIn(done.value);
    if (unexpanded !== null && this.#watch.hasWrittenFor(unexpanded))
      this.#watch.violations.push(`wrote for ${unexpanded} although its series are not expanded`);
    return done.value;
  }
}
