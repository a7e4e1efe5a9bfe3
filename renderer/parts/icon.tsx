/** Line drawings of 16 units, in the colour of the text around them. Always beside a word, or with a label on the control. */
import type { ReactNode } from 'react';

const drawings = {
  agents: (
    <>
      <circle cx="6" cy="5.2" r="2.6" />{' '}
      <path d="M1.4 13.6c.4-2.8 2.2-4.2 4.6-4.2s4.2 1.4 4.6 4.2M10.8 2.8a2.6 2.6 0 0 1 0 4.8M12.4 9.8c1.3.6 2 1.9 2.2 3.8" />
    </>
  ),
  arrow: (
    <>
      <path d="M2.5 8H13M9 4l4 4-4 4" />
    </>
  ),
  calendar: (
    <>
      <rect x="2" y="3" width="12" height="11" rx="1.8" /> <path d="M2 6.5h12M5.3 1.5v3M10.7 1.5v3" />
    </>
  ),
  check: (
    <>
      <path d="M4 1.5v13M12 1.5v13M4 4.5h8M4 8h8M4 11.5h8" />
    </>
  ),
  chev: (
    <>
      <path d="m6 3.5 4.5 4.5L6 12.5" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8.5" height="8.5" rx="1.5" />{' '}
      <path d="M10.5 3.3V3.2A1.2 1.2 0 0 0 9.3 2H3.2A1.2 1.2 0 0 0 2 3.2v6.1a1.2 1.2 0 0 0 1.2 1.2h.1" />
    </>
  ),
  down: (
    <>
      <path d="m3.5 6 4.5 4.5L12.5 6" />
    </>
  ),
  edit: (
    <>
      <path d="m10.5 2.8 2.7 2.7-7.6 7.6-3.3.6.6-3.3z" />
    </>
  ),
  exception: (
    <>
      <path d="M3 8.6V7a3 3 0 0 1 3-3h7M13 7.4V9a3 3 0 0 1-3 3H3" />{' '}
      <path d="m11 2 2 2-2 2M5 10l-2 2 2 2M2 2l12 12" />
    </>
  ),
  held: (
    <>
      <path d="M2 9.5 3.8 3.2A1.2 1.2 0 0 1 5 2.4h6a1.2 1.2 0 0 1 1.2.8L14 9.5V13a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />{' '}
      <path d="M2 9.5h3.6l.9 1.7h3l.9-1.7H14" />
    </>
  ),
  in: (
    <>
      <path d="M13.5 8H3M7 4 3 8l4 4" />
    </>
  ),
  link: (
    <>
      <path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l.8-.8" />
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" /> <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  log: (
    <>
      <path d="M2 4h7.5M2 8h12M2 12h9" /> <path d="m12 2 2.2 2L12 6" />
    </>
  ),
  minus: (
    <>
      <path d="M3 8h10" />
    </>
  ),
  more: (
    <>
      <circle cx="3.5" cy="8" r="1.2" fill="currentColor" stroke="none" />{' '}
      <circle cx="8" cy="8" r="1.2" fill="currentColor" stroke="none" />{' '}
      <circle cx="12.5" cy="8" r="1.2" fill="currentColor" stroke="none" />
    </>
  ),
  none: (
    <>
      <circle cx="8" cy="8" r="4" strokeDasharray="2 2.2" />
    </>
  ),
  off: (
    <>
      <circle cx="8" cy="8" r="6" /> <path d="M5 8h6" />
    </>
  ),
  out: (
    <>
      <path d="M2.5 8H13M9 4l4 4-4 4" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  refresh: (
    <>
      <path d="M13.2 6.5A5.5 5.5 0 0 0 3 6M2.8 9.5A5.5 5.5 0 0 0 13 10" />{' '}
      <path d="M13.5 3v3.5H10M2.5 13V9.5H6" />
    </>
  ),
  runs: (
    <>
      <path d="M2 14V9M6 14V4.5M10 14V7M14 14V2" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.7" /> <path d="m10.6 10.6 3.4 3.4" />
    </>
  ),
  series: (
    <>
      <path d="M3 8.6V7a3 3 0 0 1 3-3h7M13 7.4V9a3 3 0 0 1-3 3H3" /> <path d="m11 2 2 2-2 2M5 10l-2 2 2 2" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.5h6.5M12.5 4.5H14M2 11.5h1.5M7.5 11.5H14" /> <circle cx="10.5" cy="4.5" r="1.9" />{' '}
      <circle cx="5.5" cy="11.5" r="1.9" />
    </>
  ),
  skip: (
    <>
      <circle cx="8" cy="8" r="6" /> <path d="M4 12 12 4" />
    </>
  ),
  status: (
    <>
      <path d="M1.8 9.2h3l2-5.4 3 9 2-5.2h2.6" />
    </>
  ),
  stop: (
    <>
      <rect x="4" y="4" width="8" height="8" rx="1.5" fill="currentColor" stroke="none" />
    </>
  ),
  tick: (
    <>
      <path d="m3 8.5 3.3 3.3L13 5" />
    </>
  ),
  trace: (
    <>
      <circle cx="7" cy="7" r="4.7" /> <path d="m10.6 10.6 3.6 3.6M7 5v2.2l1.5 1" />
    </>
  ),
  wait: (
    <>
      <circle cx="8" cy="8" r="6" /> <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
} as const satisfies Readonly<Record<string, ReactNode>>;

export type IconName = keyof typeof drawings;

export function Icon({
  name,
  size = 16,
  className,
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
}) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}
