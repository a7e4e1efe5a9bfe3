/** Says that other settings are in use, and has looked at again what waited for them. Saves nothing itself. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { Integrator } from '../compose/integrator-door.ts';
import type { Result } from '../core/problem.ts';
import { answerOutbound, seriesWithoutNumber } from '../engine/outbound/answer-outbound.ts';
import type { Call } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { nextRound } from './outbound.ts';
import { onValue } from './with-integrator.ts';

/** How many. What cannot be read or kept stays as it is, and is listed by the command outbound. */
async function retrySeries({ outbound, clock }: Integrator): Promise<number> {
  const memory = await outbound.read();
  if (!memory.ok) return 0;
  const ids = seriesWithoutNumber(memory.value.entries.values());
  if (ids.length === 0) return 0;
  const found = await answerOutbound(outbound, ids, 'retry', clock.now());
  return found.ok ? found.value.answered.length : 0;
}

const numbers = 'outbound.seriesCodes';

/** `key`: the only one that was set; without it all of them may be others. */
export function saySaved(
  call: Call,
  integrator: Integrator,
  saved: Result<Settings>,
  { said, key = '' }: { readonly said: string; readonly key?: string },
): Promise<ExitCode> {
  return onValue(call, saved, async settings => {
    const { output } = call;
    output.say(said);
    const again = key === '' || key.startsWith(numbers) ? await retrySeries(integrator) : 0;
    if (again === 1) output.say(`1 series that waits for a number is looked at again ${nextRound}.`);
    if (again > 1) output.say(`${again} series that wait for a number are looked at again ${nextRound}.`);
    output.result({ outcome: 'done', settings, problems: [] });
    return exitCodes.done;
  });
}
