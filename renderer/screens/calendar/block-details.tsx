/** The chosen block: both sides, what was decided and the way to change it. */
import { DetailBar } from '../../parts/detail-bar.tsx';
import { hrefOf } from '../../place.ts';
import { calendarWords as words } from '../../words/calendar.ts';
import { generalWords } from '../../words/general.ts';
import { titleOf } from './block-button.tsx';
import type { Block } from './lanes.ts';
import { dateOf, whenOf } from './when.ts';

export function BlockDetails({
  block,
  agentId,
  onClose,
}: {
  readonly block: Block;
  readonly agentId: number;
  readonly onClose: () => void;
}) {
  const { event, appointment } = block;
  const decision = event === null ? words.haloOwn : event.says === '' ? words.notYet : event.says;
  const inHalo =
    appointment === null
      ? generalWords.unknown
      : `${appointment.haloId}. ${appointment.differs ? words.differs : appointment.owner === 'ours' ? words.ours : words.haloOwn}`;
  return (
    <DetailBar
      title={`${titleOf(block)}, ${whenOf(block.when)}`}
      closeLabel={words.close}
      onClose={onClose}
      pairs={[
        [words.exchange, event === null ? generalWords.unknown : whenOf(event.when)],
        [words.halo, inHalo],
        ...(block.location === '' ? [] : [[words.where, block.location] as const]),
        [words.decision, decision],
      ]}
      verbs={
        <>
          <a className="btn" href={hrefOf('trace', { agent: agentId, date: dateOf(block.when) })}>
            {generalWords.trace}
          </a>
          {event === null || event.setting === null ? null : (
            <a
              className="btn"
              href={hrefOf('settings', { section: event.setting.split('.')[0], key: event.setting })}
            >
              {words.changeRule}
            </a>
          )}
        </>
      }
    />
  );
}
