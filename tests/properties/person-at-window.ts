/** What a person does at the window of the program between two runs: answers what is held, and sets other rules. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { answerHeld, listHeld } from '../../main/engine/held.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import { theValue } from '../builders/results.ts';
import type { Installation } from '../scenarios/installation.ts';
import type { Question } from './answers.ts';
import { Scene } from './scene.ts';
import type { Watch } from './watch.ts';

type Rules = Settings['import'];

/** Rules that say what an appointment looks like, not whether there is one. */
function looksOtherwise(before: Rules, after: Rules): boolean {
  const looks = ({ subject, private: hidden, cancelled }: Rules) =>
    JSON.stringify([subject, hidden, cancelled]);
  return looks(before) !== looks(after);
}

export class PersonAtWindow {
  readonly #house: Installation;
  readonly #watch: Watch;
  readonly #scene: Scene;

  constructor(house: Installation, watch: Watch) {
    this.#house = house;
    this.#watch = watch;
    this.#scene = new Scene(house, () => house.settings().import);
  }

  setRules(rules: Partial<Rules>): void {
    const before = this.#house.settings().import;
    this.#house.change({ import: rules });
    const after = this.#house.settings().import;
    // Who sets what was set is asked nothing.
    if (!isDeepStrictEqual(before, after)) this.#watch.rulesChanged(looksOtherwise(before, after));
  }

  /** Says the same to everything that is held. True when there was something. */
  async answer(answer: 'approved' | 'kept'): Promise<boolean> {
    const { answers, hands } = this.#watch;
    const waiting = await this.held('waiting');
    if (answer === 'kept') answers.keep(waiting, this.#scene);
    else {
      answers.approve(waiting);
      const ids = new Set(waiting.map(question => question.itemId));
      const events = this.#scene.mailboxes.flatMap(mailbox => this.#scene.all(mailbox));
      hands.wanted(new Set(events.filter(event => ids.has(event.id)).map(event => event.uid)));
    }
    const { folder, store } = await this.#house.open();
    try {
      const { answered } = theValue(await answerHeld(store, 'all', answer));
      return answered.length > 0;
    } finally {
      await store.close();
      await folder.close();
    }
  }

  async held(state: 'waiting' | 'kept'): Promise<readonly Question[]> {
    const { folder, store } = await this.#house.open();
    try {
      return theValue(await listHeld(store))
        .filter(({ hold }) => hold.state === state)
        .map(({ mailbox, hold }) => ({ agentId: mailbox.agentId, itemId: hold.itemId }));
    } finally {
      await store.close();
      await folder.close();
    }
  }

  /** All that is remembered of the mailboxes gets lost; who the installation is does not. */
  async loseMemory(): Promise<void> {
    for (const lost of ['links', 'journal', 'decisions', 'states']) {
      const folder = join(this.#house.folderPath, lost);
      for (const file of await readdir(folder).catch(() => [])) await rm(join(folder, file));
    }
    this.#watch.memoryLost();
  }
}
