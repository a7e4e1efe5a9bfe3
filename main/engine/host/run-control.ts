/** Starting, stopping, pausing: what the main button, its menu and the tray ask for. */
import type { Reply } from '../../../preload/contract/reply.ts';
import type { AnswerOf, ParsedArgumentsOf } from '../../../preload/contract/requests.ts';
import type { ScheduleView } from '../../../preload/contract/views/setup.ts';
import { answered, type Context, told } from './context.ts';
import type { RunOrder } from './parts.ts';
import { viewProblem } from './problem-view.ts';

/** 6:00: before people come to work. */
const morningHour = 6;
const minuteMs = 60_000;

function ask(context: Context, order: RunOrder): AnswerOf<'sync.start'>['how'] {
  const { schedule } = context.parts;
  const before = schedule.status();
  schedule.request(order);
  const after = schedule.status();
  context.remembered.notRun = null;
  if (before.running === null) return 'started';
  return after.waiting.length > before.waiting.length ? 'queued' : 'joined';
}

export function startSync(
  context: Context,
  { agentIds, verify }: ParsedArgumentsOf<'sync.start'>,
): Reply<AnswerOf<'sync.start'>> {
  const agents = agentIds === null ? [null] : agentIds.map(String);
  const hows = agents.map(agent => ask(context, { trigger: 'by-hand', agent, verify }));
  context.changed();
  return answered({ how: hows[0] ?? 'joined' });
}

export function startPreview(
  context: Context,
  { agentId }: ParsedArgumentsOf<'sync.preview'>,
): Reply<AnswerOf<'sync.preview'>> {
  context.remembered.preview = { ...context.remembered.preview, isRunning: true };
  const how = ask(context, {
    trigger: 'preview',
    agent: agentId === null ? null : String(agentId),
    verify: false,
  });
  context.changed();
  return answered({ how });
}

export function stopSync(context: Context): Reply<AnswerOf<'sync.stop'>> {
  const { schedule } = context.parts;
  const stopping = schedule.status().running !== null;
  context.remembered.stopping = stopping;
  schedule.stopRun();
  context.changed();
  return answered({ stopping });
}

export async function readSchedule(context: Context): Promise<Reply<ScheduleView>> {
  const { schedule, settings, surroundings } = context.parts;
  const saved = await settings.read();
  if (!saved.ok) return told(context, saved.problem);
  const { cron, everyMinutes, hours } = saved.value.schedule;
  const { next, pausedUntil, problem } = schedule.status();
  const every = everyMinutes === 1 ? 'Every minute' : `Every ${everyMinutes} minutes`;
  const when = cron === '' ? every : `By the line ${cron}`;
  return answered({
    isOn: schedule.isOn(),
    next,
    pausedUntil,
    says: hours.length === 0 ? `${when}.` : `${when}, in the hours that are set.`,
    problem: problem === null ? null : viewProblem(problem, await surroundings()),
  });
}

export async function pause(
  context: Context,
  { minutes }: ParsedArgumentsOf<'schedule.pause'>,
): Promise<Reply<ScheduleView>> {
  const { schedule, dayStart, today } = context.parts;
  schedule.pause(
    minutes === null ? { until: dayStart(today(), 24 + morningHour) } : { forMs: minutes * minuteMs },
  );
  context.changed();
  const kept = await context.parts.keepPause(schedule.status().pausedUntil);
  return kept.ok ? readSchedule(context) : told(context, kept.problem);
}

export async function resume(context: Context): Promise<Reply<ScheduleView>> {
  context.parts.schedule.resume();
  context.changed();
  const kept = await context.parts.keepPause(null);
  return kept.ok ? readSchedule(context) : told(context, kept.problem);
}
