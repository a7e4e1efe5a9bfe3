/** Which appointments a span of time shows. */
import type { When } from '../../core/appointment.ts';
import type { Instant } from '../../core/event.ts';
import { instantOf, inWindow } from '../../core/window.ts';

export interface Span {
  readonly start: Instant;
  /** Exclusive. */
  readonly end: Instant;
}

const hourMs = 3_600_000;

/** The moments that an appointment may cover. All-day dates belong to no zone: from the earliest on earth to the latest. */
function extent(when: When): Span {
  if (when.kind === 'timed') return when;
  return {
    start: instantOf(Date.parse(`${when.first}T00:00:00Z`) - 14 * hourMs),
    end: instantOf(Date.parse(`${when.last}T00:00:00Z`) + 36 * hourMs),
  };
}

/** The one predicate of the window, applied to an appointment. */
export function isInSpan(when: When, span: Span): boolean {
  return inWindow(extent(when), span);
}

/** A day wider on both sides: whether Halo's own filter means overlap, start or both is not documented. */
export function widened(span: Span): Span {
  return {
    start: instantOf(Date.parse(span.start) - 24 * hourMs),
    end: instantOf(Date.parse(span.end) + 24 * hourMs),
  };
}
