/** A month in whole weeks: per day the first blocks of both lanes, and how many more; a day opens its week. */

import { formatDay } from '../../formats.ts';
import { useNow } from '../../use-now.ts';
import { calendarWords } from '../../words/calendar.ts';
import { BlockButton } from './block-button.tsx';
import { moveBetweenBlocks } from './block-keys.ts';
import { dateTextOf, midnightOf } from './days.ts';
import { allDayOn, type Block, placedOn, type Side } from './lanes.ts';

const sides: readonly Side[] = ['halo', 'exchange'];
const shown = 3;
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });

export function MonthGrid({
  label,
  days,
  month,
  blocks,
  selected,
  onSelect,
  onOpenWeek,
}: {
  readonly label: string;
  readonly days: readonly string[];
  /** `2026-11`: days of others are faint. */
  readonly month: string;
  readonly blocks: readonly Block[];
  readonly selected: string | null;
  readonly onSelect: (block: Block) => void;
  readonly onOpenWeek: (day: string) => void;
}) {
  const today = dateTextOf(useNow());
  const laid = days.map(day => ({
    day,
    lanes: sides.map(side => ({
      side,
      blocks: [...allDayOn(blocks, side, day), ...placedOn(blocks, side, day).map(one => one.block)],
    })),
  }));
  const stop = selected ?? laid.flatMap(({ lanes }) => lanes.flatMap(lane => lane.blocks))[0]?.key;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form
    <div className="cal month" role="group" aria-label={label} onKeyDown={moveBetweenBlocks}>
      {days.slice(0, 7).map(day => (
        <div key={day} className="dayhead">
          <b>{weekday.format(midnightOf(day))}</b>
          <div className="lanes">
            <span>{calendarWords.halo}</span>
            <span>{calendarWords.exchange}</span>
          </div>
        </div>
      ))}
      {laid.map(({ day, lanes }, index) => {
        const more = Math.max(...lanes.map(lane => lane.blocks.length)) - shown;
        const date = midnightOf(day);
        return (
          <div key={day} className={day.startsWith(month) ? 'cell' : 'cell other'}>
            <button
              type="button"
              className={day === today ? 'date today' : 'date'}
              aria-label={formatDay(date)}
              onClick={() => onOpenWeek(day)}
            >
              {date.getDate()}
            </button>
            <div className="halves">
              {lanes.map(lane => (
                <div key={lane.side} className="stacked">
                  {lane.blocks.slice(0, shown).map(block => (
                    <BlockButton
                      key={block.key}
                      block={block}
                      lane={(index % 7) * 2 + sides.indexOf(lane.side)}
                      isSelected={block.key === selected}
                      isStop={block.key === stop}
                      onSelect={onSelect}
                    />
                  ))}
                </div>
              ))}
            </div>
            {more > 0 ? (
              <button type="button" className="btn-link more-of-day" onClick={() => onOpenWeek(day)}>
                {calendarWords.more(more)}
                <span className="sr">, {formatDay(date)}</span>
              </button>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
