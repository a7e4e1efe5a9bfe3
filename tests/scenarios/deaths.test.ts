/** Some of the small stories of the torture in which the process dies at an effect: whatever it was at, the next one makes all good. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deathStories } from '../torture/death-stories.ts';
import { dieBothWays } from '../torture/die-both-ways.ts';

/** At which effects of which story, and under which rule. */
const rows = [
  { name: 'made in Halo', conflict: 'exchange', begins: 'send', effects: [5, 7, 11] },
  { name: 'edited in Halo, made in Outlook', conflict: 'exchange', begins: 'send', effects: [4, 6] },
  { name: 'deleted in Halo, made in Halo', conflict: 'exchange', begins: 'send', effects: [4, 8] },
  { name: 'deleted in Outlook, made in Halo', conflict: 'exchange', begins: 'import', effects: [4, 6] },
  { name: 'renamed in Halo, then Outlook, made in Halo', conflict: 'halo', begins: 'send', effects: [4, 7] },
  {
    name: 'given to another agent, made in Halo',
    conflict: 'exchange',
    begins: 'send',
    effects: [4, 14],
  },
  { name: 'a series made in Halo', conflict: 'newest', begins: 'send', effects: [5, 8] },
] as const;

for (const { name, conflict, begins, effects } of rows)
  test(`${name}: both sides are equal wherever the process dies`, async () => {
    const story = deathStories.find(each => each.name === name);
    assert.ok(story !== undefined);
    for (const effect of effects) {
      const { diedAt, violations } = await dieBothWays({ story, conflict, begins, effect });
      assert.notEqual(diedAt, null, `it has an effect ${effect}`);
      assert.deepEqual(violations, [], `died at effect ${effect}, ${diedAt}`);
    }
  });
