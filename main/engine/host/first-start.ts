/** The guided path of a new installation. Where it stands is read off what is there; nothing of it is stored. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { AnswerOf } from '../../../preload/contract/requests.ts';
import type { SecretName } from '../../../preload/contract/views/setup.ts';
import { type FirstStartView, firstStartSteps } from '../../../preload/contract/views/setup.ts';
import type { Problem } from '../../core/problem.ts';
import { missingSettings } from '../complete-settings.ts';
import { answered, type Context, readBase, told } from './context.ts';
import { viewProblem } from './problem-view.ts';

type Step = FirstStartView['steps'][number]['name'];

const titles: Readonly<Record<Step, string>> = {
  halo: 'Connect to Halo',
  exchange: 'Connect to Exchange',
  agents: 'Match agents and mailboxes',
  preview: 'See the first import',
  'switch-on': 'Switch on',
};

/** The same as a run says it. */
export function secretMissing(name: SecretName): Problem {
  return {
    code: 'secret.missing',
    scope: 'installation',
    retryable: false,
    facts: { secret: name.split('.')[0] ?? '' },
  };
}

export async function readFirstStart(context: Context): Promise<Reply<FirstStartView>> {
  const { parts, remembered } = context;
  const settings = await parts.settings.read();
  if (!settings.ok) return told(context, settings.problem);
  const base = await readBase(context);
  if (!base.ok) return told(context, base.problem);
  const secrets = await parts.secrets.list();
  const where = await parts.surroundings();
  const hasSecret = (name: string) =>
    secrets.ok && secrets.value.some(one => one.name === name && one.source !== 'none');
  const missing = missingSettings(settings.value);
  const isOver = base.value.lastRun !== null || parts.schedule.isOn();
  const problems: Readonly<Record<Step, readonly Problem[]>> = {
    halo: [
      ...(missing.halo === null ? [] : [missing.halo]),
      ...(hasSecret('halo.clientSecret') ? [] : [secretMissing('halo.clientSecret')]),
    ],
    exchange: [
      ...(missing.exchange === null ? [] : [missing.exchange]),
      ...(hasSecret('exchange.password') ? [] : [secretMissing('exchange.password')]),
    ],
    agents:
      settings.value.agents.preferenceOn.length > 0
        ? []
        : [{ code: 'agent.preference-unanswered', scope: 'installation', retryable: false }],
    preview: [],
    'switch-on': [],
  };
  const done: Readonly<Record<Step, boolean>> = {
    halo: problems.halo.length === 0,
    exchange: problems.exchange.length === 0,
    agents: problems.agents.length === 0,
    preview: isOver || remembered.preview.report !== null,
    'switch-on': isOver,
  };
  const says: Readonly<Record<Step, string>> = {
    halo: where.haloHost,
    exchange: where.exchangeHost,
    agents: remembered.agents === null ? '' : `${remembered.agents.all.length} agents in Halo`,
    preview: '',
    'switch-on': isOver ? 'On' : '',
  };
  return answered({
    isOver,
    step: firstStartSteps.find(step => !done[step]) ?? 'switch-on',
    steps: firstStartSteps.map(name => ({
      name,
      title: titles[name],
      isDone: done[name],
      says: says[name],
      problems: problems[name].map(problem => viewProblem(problem, where)),
    })),
  });
}

export async function switchOn(context: Context): Promise<Reply<AnswerOf<'first-start.switch-on'>>> {
  const before = await readFirstStart(context);
  if (!before.ok) return before;
  const [problem] = before.value.steps.flatMap(step => step.problems);
  if (problem !== undefined) return { ok: false, problem };
  context.parts.schedule.begin(true);
  context.changed();
  return readFirstStart(context);
}
