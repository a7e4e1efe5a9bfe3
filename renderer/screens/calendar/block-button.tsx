/** One block: title first, then time, then place, as the height allows. Its side, kind and decision are spoken. */
import { reasonIn } from '../../clauses.ts';
import { formatTime } from '../../formats.ts';
import { Icon } from '../../parts/icon.tsx';
import { calendarWords } from '../../words/calendar.ts';
import type { Block, Placed } from './lanes.ts';

const roomForTime = 45;
const hourRem = 2.5;
/** Height of a line in a block; only whole lines are shown. */
const lineRem = 0.9375;
const rimRem = 0.25;

export const titleOf = (block: Block) => block.subject ?? calendarWords.private;

export function timeOf(block: Block): string {
  return block.when.kind === 'all-day'
    ? calendarWords.allDay
    : `${formatTime(block.when.start)}–${formatTime(block.when.end)}`;
}

/** `Skipped: free time is not imported.` without what stands above it: `free time`. */
const reasonOf = (block: Block) => reasonIn(block.event?.says ?? '').replace(/ (?:is|are) not imported$/, '');

function wholeLines(placed: Placed): number {
  const room = ((placed.to - placed.from) / 60) * hourRem - rimRem;
  return Math.max(1, Math.floor(room / lineRem));
}

function classOf(block: Block, isSelected: boolean): string {
  const isHeld = block.event?.verdict === 'held' && (block.isGone || block.side === 'exchange');
  return [
    'ev',
    block.isGone ? 'gone' : block.side === 'halo' ? 'halo' : '',
    block.appointment?.owner === 'halo' && block.side === 'halo' ? 'own' : '',
    isHeld ? 'held' : '',
    isSelected ? 'sel' : '',
  ]
    .filter(one => one !== '')
    .join(' ');
}

function Mark({ block }: { readonly block: Block }) {
  if (block.isGone) return <Icon name="skip" size={12} />;
  if (block.subject === null) return <Icon name="lock" size={12} />;
  if (block.kind === 'occurrence') return <Icon name="series" size={12} />;
  return block.kind === 'exception' ? <Icon name="exception" size={12} /> : null;
}

export function BlockButton({
  block,
  placed,
  firstMinute = 0,
  lane,
  isSelected,
  isStop,
  onSelect,
}: {
  readonly block: Block;
  /** Where it lies on its day; absent for all-day blocks and in the month. */
  readonly placed?: Placed;
  /** What the top of the grid is. */
  readonly firstMinute?: number;
  /** Number of the lane, for the arrow keys. */
  readonly lane: number;
  readonly isSelected: boolean;
  readonly isStop: boolean;
  readonly onSelect: (block: Block) => void;
}) {
  const side = block.side === 'halo' ? calendarWords.halo : calendarWords.exchange;
  const verdict = block.event?.verdict ?? null;
  const isHigh = placed !== undefined && placed.to - placed.from > roomForTime;
  const lines = isHigh ? wholeLines(placed) : 1;
  const wraps = isHigh && placed.columns === 1;
  const title = block.isGone && verdict !== null ? calendarWords.verdicts[verdict] : titleOf(block);
  const said = `${side}, ${timeOf(block)}${calendarWords.kinds[block.kind]}${
    block.isGone ? `, ${block.event?.says ?? ''} ${titleOf(block)}` : ''
  }: `;
  return (
    <button
      type="button"
      className={classOf(block, isSelected)}
      data-lane={lane}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      title={`${titleOf(block)}, ${timeOf(block)}`}
      onClick={() => onSelect(block)}
      {...(placed === undefined
        ? {}
        : {
            style: {
              top: `${((placed.from - firstMinute) / 60) * hourRem}rem`,
              height: `${((placed.to - placed.from) / 60) * hourRem}rem`,
              left: `${(placed.column / placed.columns) * 100}%`,
              width: `${100 / placed.columns}%`,
            },
          })}
    >
      <span className="sr">{said}</span>
      <span className="fit" {...(isHigh ? { style: { maxHeight: `${lines * lineRem}rem` } } : {})}>
        <span
          className={wraps ? 't wrap' : 't'}
          {...(wraps ? { style: { WebkitLineClamp: Math.min(2, lines) } } : {})}
        >
          <Mark block={block} />
          {title}
        </span>
        {isHigh ? (
          <span className="m">
            {block.isGone ? reasonOf(block) : wraps ? timeOf(block) : null}
            {block.location === '' || block.isGone ? null : (
              <>
                <br />
                {block.location}
              </>
            )}
          </span>
        ) : null}
      </span>
    </button>
  );
}
