/** A small picture of numbers in their order: one bar each, the greatest fills the height. Its words are in the label. */
export interface Bar {
  readonly key: string;
  /** Stacked from the bottom. */
  readonly full: number;
  /** Drawn hollow on top of it. */
  readonly hollow: number;
  readonly isMarked: boolean;
  readonly title: string;
}

const width = 600;
/** Fewer bars are no wider: they stand at the right, where the newest is. */
const leastSlots = 24;

/** Where the middle of a bar is, in percent of the width. */
export function middleOf(index: number, many: number): number {
  const slots = Math.max(leastSlots, many);
  return ((slots - many + index + 0.5) / slots) * 100;
}
const height = 44;

export function Bars({
  bars,
  tone,
  label,
}: {
  readonly bars: readonly Bar[];
  /** `b1` grey, `b2` accent. */
  readonly tone: 'b1' | 'b2';
  readonly label: string;
}) {
  const most = Math.max(1, ...bars.map(bar => bar.full + bar.hollow));
  const slots = Math.max(leastSlots, bars.length);
  const step = width / slots;
  const leftOf = (index: number) => (slots - bars.length + index) * step;
  const high = (value: number) => (value === 0 ? 0 : Math.max(2, (value / most) * (height - 4)));
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map((bar, index) => {
        const x = leftOf(index) + step * 0.2;
        const full = high(bar.full);
        const hollow = high(bar.hollow);
        return (
          <g key={bar.key}>
            <title>{bar.title}</title>
            <rect
              className={bar.isMarked ? 'on' : 'ground'}
              x={leftOf(index)}
              y="0"
              width={step}
              height={height}
            />
            <rect className={tone} x={x} y={height - full} width={step * 0.6} height={full} />
            {hollow === 0 ? null : (
              <rect
                className="b3"
                x={x}
                y={height - full - hollow}
                width={step * 0.6}
                height={hollow}
                strokeWidth="1"
              />
            )}
          </g>
        );
      })}
      <path className="base" d={`M0 ${height - 0.5}H${width}`} />
    </svg>
  );
}
