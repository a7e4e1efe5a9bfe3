/** Small stories on both sides for processes that die: what is there, what people do, and what they do once the process is dead. Data only. */

import type { Settings } from '../../preload/contract/settings.ts';
import type { Side, TwoWayDeed } from '../properties/two-way-story.ts';
import {
  called,
  complete,
  copy,
  evening,
  give,
  hide,
  invite,
  later,
  make,
  move,
  otherThan,
  remove,
  removeSeries,
  repeat,
  series,
  sides,
  write,
  writeSeries,
} from './death-deeds.ts';

export const conflictRules = [
  'exchange',
  'halo',
  'newest',
] as const satisfies readonly Settings['outbound']['conflict'][];
export type Conflict = (typeof conflictRules)[number];

export interface DeathStory {
  readonly name: string;
  /** Both sides have it when the story begins. */
  readonly before: readonly TwoWayDeed[];
  /** What the process that dies is to carry over. */
  readonly deeds: readonly TwoWayDeed[];
  /** Between its death and the next process. */
  readonly meanwhile?: readonly TwoWayDeed[];
  /** Both sides decide otherwise under each rule. */
  readonly isConflict?: true;
  /** Deleted where it had just been made, before anybody could write that down: nobody knows, and it is made again. */
  readonly mayComeBack?: true;
}

const made: readonly DeathStory[] = sides.flatMap(side => [
  { name: `made in ${called[side]}`, before: [], deeds: [make(side)] },
  {
    name: `two made in ${called[side]}, one of them private`,
    before: [],
    deeds: [make(side), make(side, { isPrivate: true, slot: { ...later, allDay: true } })],
  },
  { name: `a series made in ${called[side]}`, before: [], deeds: [series(side)] },
]);

/** `side`: where the change is made; `born`: where what is changed was made. */
const changed: readonly DeathStory[] = sides.flatMap(side =>
  sides.flatMap(born => {
    const about = `in ${called[side]}, made in ${called[born]}`;
    return [
      {
        name: `edited ${about}`,
        before: [make(born)],
        deeds: [write(side), move(side), write(side, 'note')],
      },
      {
        name: `deleted ${about}`,
        before: [make(born), make(born, { slot: evening })],
        deeds: [remove(side)],
      },
      { name: `hidden ${about}`, before: [make(born)], deeds: [hide(side, true), write(side)] },
      { name: `shown again ${about}`, before: [make(born, { isPrivate: true })], deeds: [hide(side, false)] },
      { name: `guests invited ${about}`, before: [make(born)], deeds: [invite(side)] },
      {
        name: `one of a series edited, one deleted ${about}`,
        before: [series(born)],
        deeds: [move(side), write(side, 'location'), remove(side, 2)],
      },
      // A series of Outlook has no master in Halo that anybody could change.
      ...(side === 'halo' && born === 'exchange'
        ? []
        : [
            { name: `a series renamed ${about}`, before: [series(born)], deeds: [writeSeries(side)] },
            { name: `a series deleted ${about}`, before: [series(born)], deeds: [removeSeries(side)] },
            { name: `a series repeats otherwise ${about}`, before: [series(born)], deeds: [repeat(side)] },
          ]),
    ];
  }),
);

const conflicts: readonly DeathStory[] = sides.flatMap(born => {
  const about = `, made in ${called[born]}`;
  const before = [make(born)];
  return sides.flatMap((last): readonly DeathStory[] => {
    const first = otherThan(last);
    const order = `${called[first]}, then ${called[last]}${about}`;
    return [
      { name: `renamed in ${order}`, before, deeds: [write(first), write(last)], isConflict: true },
      {
        name: `moved in ${order}`,
        before,
        deeds: [move(first), write(first, 'location'), move(last, evening), write(last, 'note')],
        isConflict: true,
      },
      {
        name: `edited in ${order}: deleted there`,
        before,
        deeds: [write(first), remove(last)],
        isConflict: true,
      },
      {
        name: `deleted in ${order}: edited there`,
        before,
        deeds: [remove(first), write(last)],
        isConflict: true,
      },
      {
        name: `one of a series edited in ${order}: the series deleted there`,
        before: [series(born)],
        deeds: [write(first), removeSeries(last)],
        isConflict: true,
      },
      {
        name: `one of a series edited in ${order}: the series repeats otherwise there`,
        before: [series(born)],
        deeds: [write(first), repeat(last)],
        isConflict: true,
      },
      {
        name: `a series renamed in ${order}`,
        before: [series(born)],
        deeds: [writeSeries(first), writeSeries(last)],
        isConflict: true,
      },
    ];
  });
});

const given: readonly DeathStory[] = [
  ...sides.map(born => ({
    name: `given to another agent, made in ${called[born]}`,
    before: [make(born)],
    deeds: [give(1)],
  })),
  { name: 'given away and renamed', before: [make('halo')], deeds: [give(1), write('halo')] },
  {
    name: 'given away, renamed in Outlook',
    before: [make('halo')],
    deeds: [give(1), write('exchange')],
    isConflict: true,
  },
  { name: 'made and given away at once', before: [], deeds: [make('halo'), give(1)] },
  { name: 'completed, moved in Outlook', before: [make('exchange')], deeds: [complete, move('exchange')] },
  { name: 'copied in Outlook', before: [make('halo')], deeds: [copy] },
  { name: 'copied in Outlook, renamed in Halo', before: [make('halo')], deeds: [copy, write('halo')] },
];

/** Somebody goes on working while nothing runs. */
const meanwhile: readonly DeathStory[] = [
  ...sides.flatMap((side): readonly DeathStory[] => {
    const dead = (name: string, deeds: readonly TwoWayDeed[], then: readonly TwoWayDeed[]): DeathStory => ({
      name: `${name} in ${called[side]} after the death`,
      before: [],
      deeds,
      meanwhile: then,
    });
    const backIn = (made: Side) => (made === side ? ({ mayComeBack: true } as const) : {});
    return [
      dead('made in Halo, renamed', [make('halo')], [write(side)]),
      dead('made in Halo, moved', [make('halo')], [move(side)]),
      { ...dead('made in Halo, deleted', [make('halo')], [remove(side)]), ...backIn('exchange') },
      dead('made in Outlook, renamed', [make('exchange')], [write(side)]),
      { ...dead('made in Outlook, deleted', [make('exchange')], [remove(side)]), ...backIn('halo') },
      dead('a series made in Halo, renamed', [series('halo')], [writeSeries(side)]),
      dead('a series made in Halo, repeats otherwise', [series('halo')], [repeat(side)]),
      {
        ...dead('a series made in Halo, deleted', [series('halo')], [removeSeries(side)]),
        ...backIn('exchange'),
      },
      dead('a series made in Halo, one moved', [series('halo')], [move(side, later, 1)]),
    ];
  }),
  ...sides.flatMap((born): readonly DeathStory[] => [
    {
      name: `deleted in Outlook, renamed in Halo after the death, made in ${called[born]}`,
      before: [make(born)],
      deeds: [remove('exchange')],
      meanwhile: [write('halo')],
      isConflict: true,
    },
    {
      name: `deleted in Halo, renamed in Outlook after the death, made in ${called[born]}`,
      before: [make(born)],
      deeds: [remove('halo')],
      meanwhile: [write('exchange')],
      isConflict: true,
    },
    {
      name: `renamed in Halo, in Outlook after the death, made in ${called[born]}`,
      before: [make(born)],
      deeds: [write('halo')],
      meanwhile: [write('exchange')],
      isConflict: true,
    },
    {
      name: `renamed in Outlook, in Halo after the death, made in ${called[born]}`,
      before: [make(born)],
      deeds: [write('exchange')],
      meanwhile: [write('halo')],
      isConflict: true,
    },
    {
      name: `given away, back after the death, made in ${called[born]}`,
      before: [make(born)],
      deeds: [give(1)],
      meanwhile: [give(0)],
    },
    {
      name: `a series repeats otherwise in Halo, again after the death, made in ${called[born]}`,
      before: [series(born)],
      deeds: [repeat('halo')],
      meanwhile: [repeat('halo', 3)],
    },
    {
      name: `a series deleted in Outlook, one renamed in Halo after the death, made in ${called[born]}`,
      before: [series(born)],
      deeds: [removeSeries('exchange')],
      meanwhile: [write('halo')],
      isConflict: true,
    },
  ]),
];

export const deathStories: readonly DeathStory[] = [
  ...made,
  ...changed,
  ...conflicts,
  ...given,
  ...meanwhile,
];
