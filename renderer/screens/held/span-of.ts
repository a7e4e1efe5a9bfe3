/** When a held change is, in words. */
import type { HeldChangeView } from '../../../preload/contract/views/answers.ts';
import { formatSpan } from '../../formats.ts';
import { generalWords } from '../../words/general.ts';
import { heldWords } from '../../words/held.ts';

export function spanOf({ start, end }: HeldChangeView): string {
  return start === null || end === null ? heldWords.noTime : formatSpan(start, end, generalWords.allDay);
}
