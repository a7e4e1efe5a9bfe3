/** What the shape of the settings cannot say: values that do not go together, or that this computer cannot use. Asked before a save. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { WrongSetting } from '../../preload/contract/settings-reasons.ts';
import { isMailAddress } from '../core/agents.ts';
import type { Instant } from '../core/event.ts';
import type { Problem } from '../core/problem.ts';
import { checkCron } from '../scheduler/cron-line.ts';
import { readAuthorities } from './network.ts';

function fromProblem({ facts }: Problem): WrongSetting {
  return { key: String(facts?.['field'] ?? ''), reason: String(facts?.['reason'] ?? '') };
}

function wrongMailboxes({ mailboxes }: Settings['agents']): readonly WrongSetting[] {
  return Object.entries(mailboxes).flatMap(([agent, address]) =>
    isMailAddress(address)
      ? []
      : [{ key: `agents.mailboxes.${agent}`, reason: 'it is no mail address, e.g. anna@example.org' }],
  );
}

function wrongPreferences({ preferenceOn, preferenceOff }: Settings['agents']): readonly WrongSetting[] {
  const both = preferenceOff.filter(value => preferenceOn.includes(value));
  if (both.length === 0) return [];
  return [
    {
      key: 'agents.preferenceOff',
      reason: `a value means on or off, not both; also in agents.preferenceOn: ${both.join(', ')}`,
    },
  ];
}

function wrongProxy({ proxy, proxyUrl }: Settings['network']): readonly WrongSetting[] {
  return proxy === 'manual' && proxyUrl === ''
    ? [{ key: 'network.proxyUrl', reason: 'it is empty, and network.proxy is manual' }]
    : [];
}

async function wrongAuthorities(caFile: string): Promise<readonly WrongSetting[]> {
  if (caFile === '') return [];
  const read = await readAuthorities(caFile);
  if (!read.ok) return [fromProblem(read.problem)];
  return read.value.includes('-----BEGIN CERTIFICATE-----')
    ? []
    : [{ key: 'exchange.caFile', reason: 'the file holds no certificate in PEM' }];
}

/** In the order of the settings. */
export async function wrongTogether(settings: Settings, now: Instant): Promise<readonly WrongSetting[]> {
  const cron = checkCron(settings, now);
  return [
    ...(await wrongAuthorities(settings.exchange.caFile)),
    ...wrongProxy(settings.network),
    ...wrongPreferences(settings.agents),
    ...wrongMailboxes(settings.agents),
    ...(cron.ok ? [] : [fromProblem(cron.problem)]),
  ];
}
