/** When a held change is, in words. */
import type { HeldChangeView } from '../../../preload/contract/views/answers.ts';
import { formatSpan, formatWallSpan } from '../../formats.ts';
import { generalWords } from '../../words/general.ts';
import { heldWords } from '../../words/held.ts';

export function spanOf({ start, end }: HeldChangeView): string {
  if (start === null || end === null) return heldWords.noTime;
  return (start.length === 10 ? formatWallSpan : formatSpan)(start, end, generalWords.allDay);
}
