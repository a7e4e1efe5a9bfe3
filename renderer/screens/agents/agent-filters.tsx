/** Chips with counts, and the search. */
import type { AgentList, AgentRow } from '../../../preload/contract/views/agents.ts';
import { formatNumber } from '../../formats.ts';
import { agentShapes } from '../../health-shapes.ts';
import { Chip } from '../../parts/chip.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Shape } from '../../parts/shape.tsx';
import { agentHealthWords, agentWords } from '../../words/agents.ts';

export type HealthFilter = 'all' | AgentRow['health'];
const healths: readonly AgentRow['health'][] = ['not-syncing', 'needs-you', 'working', 'up-to-date', 'off'];

export function HealthMark({ health }: { readonly health: AgentRow['health'] }) {
  return health === 'off' ? <Icon name="off" /> : <Shape kind={agentShapes[health]} />;
}

export function AgentFilters({
  list,
  filter,
  onFilter,
  text,
  onText,
}: {
  readonly list: AgentList;
  readonly filter: HealthFilter;
  readonly onFilter: (filter: HealthFilter) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  return (
    <div className="bar">
      <Chip
        label={agentWords.all}
        count={formatNumber(list.rows.length)}
        isOn={filter === 'all'}
        onPress={() => onFilter('all')}
      />
      {healths.map(health => (
        <Chip
          key={health}
          label={agentHealthWords[health]}
          count={formatNumber(list.counts[health])}
          mark={<HealthMark health={health} />}
          isOn={filter === health}
          onPress={() => onFilter(filter === health ? 'all' : health)}
        />
      ))}
      <span className="end">
        <SearchField
          label={agentWords.find}
          placeholder={agentWords.findHint}
          value={text}
          onChange={onText}
        />
      </span>
    </div>
  );
}
