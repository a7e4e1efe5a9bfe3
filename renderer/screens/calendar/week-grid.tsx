/** A week: two lanes a day, Halo beside Exchange. Saturday and Sunday only when something lies in them. */
import { Fragment } from 'react';
import { formatHour } from '../../formats.ts';
import { useNow } from '../../use-now.ts';
import { calendarWords } from '../../words/calendar.ts';
import { BlockButton } from './block-button.tsx';
import { moveBetweenBlocks } from './block-keys.ts';
import { dateTextOf, isWeekend, midnightOf } from './days.ts';
import { allDayOn, type Block, placedOn, type Side } from './lanes.ts';

const sides: readonly Side[] = ['halo', 'exchange'];
const usual = { first: 8, last: 18 };
const hourRem = 2.5;
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const dayName = (day: string) => `${weekday.format(midnightOf(day))} ${Number(day.slice(8))}`;

export function WeekGrid({
  label,
  days,
  blocks,
  selected,
  onSelect,
}: {
  readonly label: string;
  readonly days: readonly string[];
  readonly blocks: readonly Block[];
  readonly selected: string | null;
  readonly onSelect: (block: Block) => void;
}) {
  const now = useNow();
  const today = dateTextOf(now);
  const laid = days
    .map(day => ({
      day,
      lanes: sides.map(side => ({
        side,
        allDay: allDayOn(blocks, side, day),
        timed: placedOn(blocks, side, day),
      })),
    }))
    .filter(
      ({ day, lanes }) => !isWeekend(day) || lanes.some(lane => lane.allDay.length + lane.timed.length > 0),
    );
  const timed = laid.flatMap(({ lanes }) => lanes.flatMap(lane => lane.timed));
  const first = Math.min(usual.first, ...timed.map(one => Math.floor(one.from / 60)));
  const last = Math.max(usual.last, ...timed.map(one => Math.ceil(one.to / 60)));
  const hours = Array.from({ length: last - first }, (_, index) => first + index);
  const stop =
    selected ??
    laid.flatMap(({ lanes }) =>
      lanes.flatMap(lane => [...lane.allDay, ...lane.timed.map(one => one.block)]),
    )[0]?.key;
  const nowMinute = now.getHours() * 60 + now.getMinutes();
  const button = { firstMinute: first * 60, onSelect };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form
    <div
      className="cal"
      role="group"
      aria-label={label}
      style={{ gridTemplateColumns: `3.25rem repeat(${laid.length}, minmax(0, 1fr))` }}
      onKeyDown={moveBetweenBlocks}
    >
      <div className="corner" />
      {laid.map(({ day }) => (
        <div key={day} className={day === today ? 'dayhead today' : 'dayhead'}>
          <b>{dayName(day)}</b>{' '}
          {day === today ? <span className="faint">{calendarWords.todayMark}</span> : null}
          <div className="lanes">
            <span>{calendarWords.halo}</span>
            <span>{calendarWords.exchange}</span>
          </div>
        </div>
      ))}
      <div className="adlab">{calendarWords.allDay}</div>
      {laid.map(({ day, lanes }, index) => (
        <div key={day} className="allday">
          {lanes.map(({ side, allDay }) => (
            <div key={side} className="stacked">
              {allDay.map(block => (
                <BlockButton
                  key={block.key}
                  block={block}
                  lane={index * 2 + sides.indexOf(side)}
                  isSelected={block.key === selected}
                  isStop={block.key === stop}
                  onSelect={onSelect}
                />
              ))}
            </div>
          ))}
        </div>
      ))}
      <div className="hours" aria-hidden="true">
        {hours.map(hour => (
          <span key={hour}>{formatHour(hour)}</span>
        ))}
      </div>
      {laid.map(({ day, lanes }, index) => (
        <div key={day} className="day" style={{ height: `${hours.length * hourRem}rem` }}>
          {day === today && nowMinute >= first * 60 && nowMinute < last * 60 ? (
            <div className="now" style={{ top: `${((nowMinute - first * 60) / 60) * hourRem}rem` }} />
          ) : null}
          {lanes.map(lane => (
            <div key={lane.side} className="lane">
              {lane.timed.map(placed => (
                <Fragment key={placed.block.key}>
                  <BlockButton
                    {...button}
                    block={placed.block}
                    placed={placed}
                    lane={index * 2 + sides.indexOf(lane.side)}
                    isSelected={placed.block.key === selected}
                    isStop={placed.block.key === stop}
                  />
                </Fragment>
              ))}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
