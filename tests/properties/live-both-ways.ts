/** Lets one life on both sides happen to the whole product and tells everything that was not as it must be. */
import { noLimits } from '../builders/no-limits.ts';
import { installBothWays, type TwoWay } from '../scenarios/two-way.ts';
import { TwoWayPeople, twoWayNames } from './two-way-people.ts';
import { comeToRest } from './two-way-rest.ts';
import type { TwoWayStep, TwoWayStory } from './two-way-story.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
export async function liveBothWays(
  story: TwoWayStory,
  trace?: (text: string) => void,
): Promise<readonly string[]> {
  const house = await installBothWays({
    agents: twoWayNames.map(name => ({ name, timeZone: 'Romance Standard Time' })),
    halo: { dialect: story.halo },
    settings: {
      outbound: { conflict: story.conflict },
      import: { private: story.private },
      ...(story.guarded ? {} : { safety: noLimits }),
    },
  });
  try {
    const people = new TwoWayPeople(house);
    await house.sync();
    await house.send();
    for (const step of story.steps) {
      trace?.(JSON.stringify(step));
      house.clock.advance(2 * secondMs);
      await take(step, house, people, story);
    }
    house.exchange.faults.clear();
    house.halo.faults.clear();
    return await comeToRest(house, people, {
      days: 2,
      quietRounds: 3,
      ...(trace === undefined ? {} : { trace }),
    });
  } catch (error) {
    return [`thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  } finally {
    await house.close();
  }
}

async function take(
  step: TwoWayStep,
  house: TwoWay,
  people: TwoWayPeople,
  story: TwoWayStory,
): Promise<void> {
  switch (step.step) {
    case 'deed':
      people.do(step.deed);
      return;
    case 'import':
      await house.sync({ verify: step.verify });
      return;
    case 'send':
      await house.send();
      return;
    case 'restart':
      await house.restart();
      return;
    case 'pause':
      house.clock.advance(step.minutes * minuteMs);
      return;
    case 'exchange-fault':
      house.exchange.faults.order(step.order);
      return;
    case 'halo-fault':
      house.halo.faults.order(step.order);
      return;
    case 'rule':
      house.change({
        outbound: { ...house.settings().outbound, conflict: step.conflict },
        import: { private: story.private },
      });
      return;
  }
}
