/**
 * One small story on both sides, in which the process dies at one of its effects. The next one must make all good: both sides equal, and
 * the same as where nobody died.
 */
import { noLimits } from '../builders/no-limits.ts';
import { TwoWayPeople, twoWayNames } from '../properties/two-way-people.ts';
import { comeToRest } from '../properties/two-way-rest.ts';
import type { TwoWayDeed } from '../properties/two-way-story.ts';
import { Mortal } from '../scenarios/mortal.ts';
import { installBothWays, runBothWays, type TwoWay } from '../scenarios/two-way.ts';
import type { Conflict, DeathStory } from './death-stories.ts';

export interface Death {
  readonly story: DeathStory;
  readonly conflict: Conflict;
  /** What the process that dies does first: an import, or a look of the way out. */
  readonly begins: 'import' | 'send';
  /** The effect that is not done any more, from 1; null: it lives to its end. */
  readonly effect: number | null;
}

export interface AfterDeath {
  /** What it died at; null when it had come to its end. */
  readonly diedAt: string | null;
  /** So many effects it had, with the one that killed it. */
  readonly effects: number;
  /** What was not as it must be. */
  readonly violations: readonly string[];
  /** What both sides hold in the end. */
  readonly outcome: readonly string[];
}

export async function dieBothWays({ story, conflict, begins, effect }: Death): Promise<AfterDeath> {
  const house = await installBothWays({
    agents: twoWayNames.map(name => ({ name, timeZone: 'Romance Standard Time' })),
    settings: { outbound: { conflict }, import: { private: 'full' }, safety: noLimits },
  });
  try {
    const people = new TwoWayPeople(house);
    const happen = (deeds: readonly TwoWayDeed[]) => {
      for (const deed of deeds) {
        house.clock.advance(2_000);
        people.do(deed);
      }
      house.clock.advance(60_000);
    };
    await house.sync();
    await house.send();
    happen(story.before);
    await house.send();
    await house.sync();
    await house.send();
    house.clock.advance(16 * 60_000);
    await house.sync();
    happen(story.deeds);
    const mortal = new Mortal(effect ?? 0);
    await house.restart(async () => {
      const dying = await runBothWays(house, mortal);
      const work =
        begins === 'send' ? [dying.send, dying.sync, dying.send] : [dying.sync, dying.send, dying.sync];
      for (const each of work) if (mortal.death === null) await each().catch(() => {});
      await dying.end();
      house.clock.advance(60_000);
      happen(story.meanwhile ?? []);
    });
    const violations = await comeToRest(house, people, { days: 0, quietRounds: 2 });
    const isAllowed = (violation: string) =>
      story.mayComeBack === true && /was deleted and is there$/.test(violation);
    return {
      diedAt: mortal.death,
      effects: mortal.effects.length,
      violations: violations.filter(violation => !isAllowed(violation)),
      outcome: outcomeOf(house),
    };
  } finally {
    await house.close();
  }
}

function outcomeOf(house: TwoWay): readonly string[] {
  return twoWayNames
    .flatMap(name => [
      ...house.appointments(name).map(row => {
        const { start_date, end_date, subject, note, appointment_location_free_text: place } = row;
        return `${name} in Halo ${row.id} ${start_date} ${end_date} "${subject}" "${place}" "${note}"`;
      }),
      ...house
        .mailbox(name)
        .items()
        .map(item => `${name} in Exchange ${item.kind} ${item.start} ${item.end} "${item.subject}"`),
    ])
    .sort();
}
