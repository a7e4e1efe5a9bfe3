/** What a draft of the settings would change in Halo, counted by the plan of a run without writing anything. One count at a time. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import { settingsSchema } from '../../../preload/contract/settings.ts';
import type { EffectView } from '../../../preload/contract/views/setup.ts';
import type { RunReport } from '../../core/report.ts';
import { answered, type Context, refused } from './context.ts';
import { requestProblem, viewProblem } from './problem-view.ts';

const none: EffectView = {
  state: 'none',
  sentence: '',
  leave: 0,
  enter: 0,
  change: 0,
  held: 0,
  agents: [],
  more: 0,
  done: 0,
  all: 0,
  problem: null,
};
const mostNamed = 50;

function countReport(report: RunReport): EffectView {
  const agents = report.mailboxes
    .map(mailbox => {
      const of = (action: string) => mailbox.lines.filter(line => line.action === action).length;
      return {
        agentId: mailbox.agentId,
        agent: mailbox.agent,
        leave: of('remove'),
        enter: of('create'),
        change: of('update'),
      };
    })
    .filter(one => one.leave + one.enter + one.change > 0)
    .sort((a, b) => b.leave + b.enter - (a.leave + a.enter));
  const sum = (pick: (one: (typeof agents)[number]) => number) =>
    agents.reduce((total, one) => total + pick(one), 0);
  const [leave, enter, change] = [sum(one => one.leave), sum(one => one.enter), sum(one => one.change)];
  const whose = agents.filter(one => one.leave > 0).length;
  const gone = `${leave} ${leave === 1 ? 'appointment' : 'appointments'} of ${whose} ${whose === 1 ? 'agent' : 'agents'} ${leave === 1 ? 'leaves' : 'leave'} Halo`;
  const sentence =
    leave + enter + change === 0
      ? 'Nothing in Halo changes.'
      : `${leave === 0 ? 'No appointment leaves Halo' : gone}, ${enter === 0 ? 'none' : enter} ${enter <= 1 ? 'is' : 'are'} new${change === 0 ? '' : `, ${change} change`}.`;
  return {
    ...none,
    state: 'ready',
    sentence,
    leave,
    enter,
    change,
    held: report.held,
    agents: agents.slice(0, mostNamed).map(({ change: _, ...one }) => one),
    more: Math.max(0, agents.length - mostNamed),
    done: report.mailboxes.length,
    all: report.mailboxes.length,
  };
}

export interface Effect {
  begin(context: Context, args: ParsedArgumentsOf<'settings.effect'>): Reply<EffectView>;
  read(): Reply<EffectView>;
  stop(): void;
}

export function createEffect(): Effect {
  let view = none;
  let counting: AbortController | null = null;

  const count = async (context: Context, draft: unknown, own: AbortController) => {
    const show = (next: EffectView) => {
      if (counting !== own) return;
      view = next;
      context.tell('effect', next);
    };
    const signal = AbortSignal.any([own.signal, context.signal]);
    const progress = (done: number, all: number) => show({ ...view, done, all });
    const report = await context.parts.previewWith(settingsSchema.parse(draft), progress, signal);
    if (report.ok && report.value.outcome !== 'could-not-run') {
      show(countReport(report.value));
      return;
    }
    const problem = report.ok ? report.value.problems[0] : report.problem;
    const shown = problem === undefined ? null : viewProblem(problem, await context.parts.surroundings());
    show({
      ...none,
      state: 'failed',
      sentence: shown?.sentence ?? 'It could not be counted.',
      problem: shown,
    });
  };

  return {
    begin(context, { draft }) {
      const checked = settingsSchema.safeParse(draft);
      if (!checked.success) {
        const key = checked.error.issues[0]?.path.map(String).join('.') ?? '';
        return refused(
          requestProblem('request.refused', { key }, { sentence: 'Correct the settings first.' }),
        );
      }
      counting?.abort({ code: 'run.stopped', scope: 'installation', retryable: true });
      counting = new AbortController();
      view = { ...none, state: 'running', sentence: 'The effect is counted.' };
      void count(context, checked.data, counting);
      return answered(view);
    },
    read: () => answered(view),
    stop() {
      counting?.abort({ code: 'run.stopped', scope: 'installation', retryable: true });
      counting = null;
    },
  };
}
