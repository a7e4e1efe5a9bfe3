/** Where a verb beside something that is wrong leads; null for one that acts where it stands. */
import type { Verb } from '../preload/contract/views/verb.ts';
import { assertNever } from './assert-never.ts';
import { hrefOf } from './place.ts';

export function hrefFor(verb: Verb): string | null {
  switch (verb.does) {
    case 'check':
      return hrefOf('check', { agent: verb.agentId, now: 1 });
    case 'review-held':
      return hrefOf('held');
    case 'review-outbound':
      return hrefOf('outbound');
    case 'open-settings':
      return hrefOf('settings', { section: verb.key.split('.')[0], key: verb.key });
    case 'enter-secret':
      return hrefOf('settings', { section: verb.secret.split('.')[0], key: verb.secret });
    case 'show-agent':
      return hrefOf('agents', { agent: verb.agentId });
    case 'sync':
      return null;
    default:
      return assertNever(verb);
  }
}
