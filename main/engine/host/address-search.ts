/** Autodiscover for the window: with the account as somebody is typing it, and the secret that is saved. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { AnswerOf, ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import { settingsSchema } from '../../../preload/contract/settings.ts';
import { wrongSettings } from '../../../preload/contract/settings-reasons.ts';
import { type Context, reply, told } from './context.ts';

export async function findAddress(
  context: Context,
  { address, allowed, draft }: ParsedArgumentsOf<'exchange.find-address'>,
): Promise<Reply<AnswerOf<'exchange.find-address'>>> {
  // Only what concerns Exchange has to be right for this.
  const exchange = settingsSchema.shape.exchange.safeParse(draft['exchange']);
  if (!exchange.success) {
    const [wrong] = wrongSettings(exchange.error);
    const facts = { field: `exchange.${wrong?.key ?? ''}`, reason: wrong?.reason ?? '' };
    return told(context, { code: 'settings.invalid', scope: 'exchange', retryable: false, facts });
  }
  const found = await context.parts.findAddress(exchange.data, { address, allowed }, context.signal);
  return reply(context, found, result => result);
}
