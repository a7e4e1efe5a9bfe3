/** One agent: health, mailbox, what it says, its last run, its verbs. */
import type { AgentRow } from '../../../preload/contract/views/agents.ts';
import { formatAgo, formatMoment, formatNumber, formatWhen } from '../../formats.ts';
import { agentShapes } from '../../health-shapes.ts';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu-button.tsx';
import { goTo } from '../../place.ts';
import { agentHealthWords, agentWords } from '../../words/agents.ts';
import { generalWords } from '../../words/general.ts';
import { HealthMark } from './agent-filters.tsx';

function Amount({ value }: { readonly value: number | null }) {
  return (
    <td className={`num hide-narrow${value === 0 ? ' zero' : ''}`}>
      {value === null ? generalWords.unknown : formatNumber(value)}
    </td>
  );
}

export function AgentLine({
  row,
  index,
  now,
  isChosen,
  isMarked,
  onChoose,
  onSync,
  onPreview,
  onSwitch,
  mayWrite,
  tabIndex,
  onTouch,
  rowRef,
}: {
  readonly row: AgentRow;
  readonly index: number;
  readonly now: Date;
  readonly isChosen: boolean;
  readonly isMarked: boolean;
  readonly onChoose: (() => void) | null;
  readonly onSync: () => void;
  readonly onPreview: () => void;
  readonly onSwitch: (on: boolean) => void;
  readonly mayWrite: boolean;
  readonly tabIndex: 0 | -1;
  readonly onTouch: () => void;
  readonly rowRef: (row: HTMLElement | null) => void;
}) {
  const { agentId, name, health, lastRun } = row;
  const mayRun = mayWrite && row.leftOut === null;
  const verbs = [
    { id: 'check', label: agentWords.test },
    ...(mayRun
      ? [
          { id: 'sync', label: agentWords.sync },
          { id: 'preview', label: agentWords.preview },
        ]
      : []),
    null,
    { id: 'calendar', label: agentWords.calendar },
    { id: 'trace', label: agentWords.trace },
    { id: 'log', label: agentWords.log },
    ...(mayWrite
      ? [null, { id: 'switch', label: row.isSwitchedOff ? agentWords.switchOn : agentWords.switchOff }]
      : []),
  ];
  const choose = (id: string) => {
    if (id === 'check') goTo('check', { agent: agentId, now: 1 });
    else if (id === 'sync') onSync();
    else if (id === 'preview') onPreview();
    else if (id === 'calendar') goTo('calendar', { agent: agentId });
    else if (id === 'trace') goTo('trace', { agent: agentId });
    else if (id === 'log') goTo('log', { tab: 'log', mailbox: row.address });
    else onSwitch(row.isSwitchedOff);
  };
  return (
    <tr
      ref={rowRef}
      className={isMarked ? 'tall on' : 'tall'}
      aria-rowindex={index + 2}
      aria-selected={onChoose === null ? undefined : isChosen}
      tabIndex={tabIndex}
      onFocus={onTouch}
    >
      <td>
        {onChoose === null ? null : (
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={agentWords.select(name)}
            checked={isChosen}
            onChange={onChoose}
          />
        )}
      </td>
      <td>
        <span className="state">
          <HealthMark health={health} />
          <span className={health === 'off' ? 'soft' : `${agentShapes[health]}-ink`}>
            {agentHealthWords[health]}
          </span>
        </span>
      </td>
      <th scope="row" className="clip" title={`${name} ${row.address}`}>
        {name}
        <small>{row.address === '' ? generalWords.unknown : row.address}</small>
      </th>
      <td className={row.health === 'up-to-date' ? 'says faint' : 'says soft'} title={row.says}>
        <span className="two-lines">{row.says}</span>
      </td>
      <td className="clip hide-small" title={row.lastSuccess === null ? '' : formatMoment(row.lastSuccess)}>
        {row.lastSuccess === null ? (
          generalWords.never
        ) : (
          <>
            {formatWhen(row.lastSuccess, now)}
            <small>{formatAgo(row.lastSuccess, now)}</small>
          </>
        )}
      </td>
      <Amount value={lastRun === null ? null : lastRun.added + lastRun.changed + lastRun.removed} />
      <Amount value={row.held} />
      <Amount value={lastRun === null ? null : lastRun.skipped} />
      <td className="clip num">
        {row.nextTry === null ? generalWords.unknown : formatWhen(row.nextTry, now)}
      </td>
      <td className="verbs">
        <div className="acts">
          <MenuButton
            className="btn quiet icon"
            label={agentWords.more(name)}
            verbs={verbs}
            onVerb={choose}
            isTabStop={false}
          >
            <Icon name="more" />
          </MenuButton>
        </div>
      </td>
    </tr>
  );
}
