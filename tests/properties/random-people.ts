/** Random people for fast-check: what they do in Halo, and what they set in the window. */
import * as fc from 'fast-check';
import type { Settings } from '../../preload/contract/settings.ts';
import { item } from './random-edits.ts';
import type { Hand } from './story.ts';

const minutes = fc.constantFrom(-1_440, -60, 30, 90, 1_440, 7 * 1_440);

export const hand: fc.Arbitrary<Hand> = fc.oneof(
  fc.record({
    do: fc.constantFrom('rename', 'note', 'sort', 'ticket', 'complete', 'delete', 'delete'),
    row: item,
  }),
  fc.record({ do: fc.constant('move'), row: item, minutes }),
  fc.record({ do: fc.constant('book'), minutes }),
);

const categories = fc.subarray(['Customer', 'internal ']);

/** Which events are let in. */
const filters = {
  free: fc.boolean(),
  tentative: fc.boolean(),
  allDay: fc.boolean(),
  which: fc.constantFrom('all', 'all', 'meetings'),
  excludeCategories: categories,
  includeCategories: categories,
  noDelete: fc.boolean(),
} as const;

/** What an appointment looks like, besides. */
const looks = {
  cancelled: fc.constantFrom('remove', 'mark'),
  private: fc.constantFrom('skip', 'time-only', 'full'),
  subject: fc.constantFrom(
    { rule: 'as-is' },
    { rule: 'prefix', text: 'Outlook: ' },
    { rule: 'fixed', text: ' Busy ' },
  ),
} as const;

export const rules: fc.Arbitrary<Partial<Settings['import']>> = fc.oneof(
  { weight: 3, arbitrary: fc.record(filters, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.record({ ...filters, ...looks }, { requiredKeys: [] }) },
);
