/** Arrow keys in the calendar: up and down within a lane, left and right to the nearest block of the next lane that has one. */
import type { KeyboardEvent } from 'react';

const laneOf = (element: HTMLElement) => Number(element.dataset['lane'] ?? 0);
const topOf = (element: HTMLElement) => element.getBoundingClientRect().top;

function target(from: HTMLElement, all: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const lane = laneOf(from);
  const inLane = all.filter(one => laneOf(one) === lane).sort((a, b) => topOf(a) - topOf(b));
  const index = inLane.indexOf(from);
  if (key === 'ArrowDown') return inLane[index + 1];
  if (key === 'ArrowUp') return inLane[index - 1];
  if (key === 'Home') return all[0];
  if (key === 'End') return all.at(-1);
  const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return undefined;
  const lanes = [...new Set(all.map(laneOf))].sort((a, b) => (a - b) * by);
  const next = lanes.find(one => (one - lane) * by > 0);
  const top = topOf(from);
  return all
    .filter(one => laneOf(one) === next)
    .sort((a, b) => Math.abs(topOf(a) - top) - Math.abs(topOf(b) - top))[0];
}

export function moveBetweenBlocks(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target;
  if (!(from instanceof HTMLElement) || from.dataset['lane'] === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-lane]')];
  const next = target(from, all, event.key);
  if (next === undefined) return;
  event.preventDefault();
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
