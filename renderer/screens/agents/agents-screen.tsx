/** Agents: each with its mailbox and health, worst first; filters, search, and verbs for one or for many at once. */
import { useMemo, useState } from 'react';
import type { AgentRow } from '../../../preload/contract/views/agents.ts';
import { formatNumber, formatWhen } from '../../formats.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { goTo, numberIn } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { useNow } from '../../use-now.ts';
import { agentWords } from '../../words/agents.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { AgentFilters, type HealthFilter } from './agent-filters.tsx';
import { AgentTable } from './agent-table.tsx';
import { SelectionBar } from './selection-bar.tsx';

const none: readonly AgentRow[] = [];

export function AgentsScreen({ query }: { readonly query: URLSearchParams }) {
  const { value, problem, askAgain, put } = useAnswer('agents.list', {}, true);
  const mayWrite = useMayWrite();
  const now = useNow();
  const { act, problem: refused, isActing } = useAct();
  const [filter, setFilter] = useState<HealthFilter>('all');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [said, setSaid] = useState('');

  const rows = value?.rows ?? none;
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return rows.filter(
      row =>
        (filter === 'all' || row.health === filter) &&
        (wanted === '' ||
          row.name.toLowerCase().includes(wanted) ||
          row.address.toLowerCase().includes(wanted)),
    );
  }, [rows, filter, text]);
  const selected = useMemo(() => rows.filter(row => chosen.has(row.agentId)), [rows, chosen]);

  const sync = (agents: readonly AgentRow[]) => {
    void act('sync.start', { agentIds: agents.map(row => row.agentId), verify: false }).then(how => {
      if (how === null) return;
      const [only] = agents;
      setSaid(
        agentWords.asked(agents.length === 1 && only !== undefined ? only.name : formatNumber(agents.length)),
      );
    });
  };
  const preview = (agent: AgentRow) =>
    void act('sync.preview', { agentId: agent.agentId }).then(how => how && goTo('preview'));
  const switchTo = (agents: readonly AgentRow[], on: boolean) => {
    void act('agents.switch', { agentIds: agents.map(row => row.agentId), on }).then(
      list => list !== null && put(list),
    );
  };
  const refresh = () => void act('agents.refresh', {}).then(list => list !== null && put(list));

  return (
    <div className="page">
      <PageHead
        name={pageNames.agents}
        sentence={value?.sentence ?? generalWords.reading}
        lead={
          value === null
            ? ''
            : value.readAt === null
              ? agentWords.leadFromMemory
              : agentWords.lead(formatWhen(value.readAt, now))
        }
        acts={
          <button type="button" className="btn" disabled={isActing} onClick={refresh}>
            {agentWords.readFromHalo}
          </button>
        }
      />
      <p className="said" role="status">
        {said}
      </p>
      <ProblemNote problem={refused} />
      <ProblemNote problem={problem} onTryAgain={askAgain} />
      {value === null ? null : rows.length === 0 ? (
        <Empty icon="agents" title={agentWords.emptyTitle} says={agentWords.emptySays} />
      ) : (
        <>
          <AgentFilters list={value} filter={filter} onFilter={setFilter} text={text} onText={setText} />
          {selected.length === 0 ? null : (
            <SelectionBar
              selected={selected}
              all={rows.length}
              isActing={isActing}
              onSync={() => sync(selected)}
              onSwitch={on => switchTo(selected, on)}
              onClear={() => setChosen(new Set())}
            />
          )}
          {shown.length === 0 ? (
            <Empty icon="search" title={agentWords.noneOfKind} says={agentWords.noneOfKindSays} />
          ) : (
            <AgentTable
              rows={shown}
              chosen={chosen}
              onChoose={mayWrite ? setChosen : null}
              marked={numberIn(query, 'agent')}
              onSync={sync}
              onPreview={preview}
              onSwitch={switchTo}
              mayWrite={mayWrite}
            />
          )}
        </>
      )}
    </div>
  );
}
