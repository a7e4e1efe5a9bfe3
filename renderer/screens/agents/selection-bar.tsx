/** The verbs for the agents that are ticked, each with its count. */
import type { AgentRow } from '../../../preload/contract/views/agents.ts';
import { formatNumber } from '../../formats.ts';
import { agentWords } from '../../words/agents.ts';

export function SelectionBar({
  selected,
  all,
  isActing,
  onSync,
  onSwitch,
  onClear,
}: {
  readonly selected: readonly AgentRow[];
  readonly all: number;
  readonly isActing: boolean;
  readonly onSync: () => void;
  readonly onSwitch: (on: boolean) => void;
  readonly onClear: () => void;
}) {
  const many = formatNumber(selected.length);
  const isAnyOn = selected.some(row => !row.isSwitchedOff);
  const isAnyOff = selected.some(row => row.isSwitchedOff);
  return (
    <div className="selbar">
      <b>{agentWords.selected(many)}</b>
      <span className="soft hide-narrow">{agentWords.of(formatNumber(all))}</span>
      <div className="acts">
        <button type="button" className="btn" disabled={isActing} onClick={onSync}>
          {agentWords.syncMany(many)}
        </button>
        {isAnyOn ? (
          <button type="button" className="btn" disabled={isActing} onClick={() => onSwitch(false)}>
            {agentWords.switchOffMany(many)}
          </button>
        ) : null}
        {isAnyOff ? (
          <button type="button" className="btn" disabled={isActing} onClick={() => onSwitch(true)}>
            {agentWords.switchOnMany(many)}
          </button>
        ) : null}
        <button type="button" className="btn quiet" onClick={onClear}>
          {agentWords.clear}
        </button>
      </div>
    </div>
  );
}
