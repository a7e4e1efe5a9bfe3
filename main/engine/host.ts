/**
 * Answers the contract's requests over the engine and tells its notices. It knows neither Electron nor IPC: a window, a test or a local
 * pipe may ask. Arguments are parsed before anything else happens; a request that throws is answered like any other failure.
 */
import type { NoticeName, NoticeOf } from '../../preload/contract/notices.ts';
import type { Reply } from '../../preload/contract/reply.ts';
import {
  type AnswerOf,
  type EngineRequestName,
  type ParsedArgumentsOf,
  requests,
} from '../../preload/contract/requests.ts';
import type { Result } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import { findAddress } from './host/address-search.ts';
import { listAgents, readPreferences, refreshAgents, switchAgents } from './host/agent-views.ts';
import { runCheck, searchTrace } from './host/answer-views.ts';
import { readCalendar } from './host/calendar-view.ts';
import { answered, type Context, type Remembered, readAgents, refused, told } from './host/context.ts';
import { createEffect } from './host/effect.ts';
import { readFirstStart, switchOn } from './host/first-start.ts';
import { answerHeld, listHeld } from './host/held-views.ts';
import { listRequests, logForSupport, readLog } from './host/log-views.ts';
import { answerOutbound, listOutbound } from './host/outbound-views.ts';
import type { HostParts } from './host/parts.ts';
import { requestProblem } from './host/problem-view.ts';
import { pause, readSchedule, resume, startPreview, startSync, stopSync } from './host/run-control.ts';
import { listRuns, readPreview, readRun, summarise } from './host/run-views.ts';
import { learnFacts } from './host/server-facts.ts';
import {
  clearSecret,
  exportSettings,
  importSettings,
  listVersions,
  readSettings,
  restore,
  save,
  setSecret,
  validate,
} from './host/settings-views.ts';
import { readStatusView } from './host/status-view.ts';

type Answers = {
  readonly [N in EngineRequestName]: (
    args: ParsedArgumentsOf<N>,
  ) => Reply<AnswerOf<N>> | Promise<Reply<AnswerOf<N>>>;
};

export interface Host {
  /** Answers with a reply of the contract, whatever is asked. Never rejects. */
  ask(name: string, args: unknown): Promise<Reply<unknown>>;
  /** All notices, until the returned function is called. */
  listen(heard: <N extends NoticeName>(name: N, notice: NoticeOf<N>) => void): () => void;
  /** To be told of every run that ended, and of each step of one. */
  runEnded(outcome: Result<RunReport>, wasPreview: boolean): void;
  progressed(): void;
  /** To be told when what went from Halo to Exchange is in a report. */
  sent(report: RunReport): void;
  /** The computer was asleep: what time alone changes is told now and not at the next look. */
  wokeUp(): void;
  /** Ends what it has under way. */
  close(): void;
}

/** The status is told at most so often, and looked at so often when nobody says that it changed. */
const tellEveryMs = 250;
const lookEveryMs = 30_000;

export function isEngineRequest(name: string): name is EngineRequestName {
  return Object.hasOwn(requests, name);
}

export function createHost(parts: HostParts): Host {
  const stop = new AbortController();
  const listeners = new Set<<N extends NoticeName>(name: N, notice: NoticeOf<N>) => void>();
  const effect = createEffect();
  const remembered: Remembered = {
    status: null,
    agents: null,
    preview: { report: null, problem: null, isRunning: false },
    lastReport: null,
    notRun: null,
    stopping: false,
    recent: null,
    servers: null,
    past: null,
  };
  let isTelling = false;
  let lastTold = '';

  const context: Context = {
    parts,
    remembered,
    signal: stop.signal,
    tell(name, notice) {
      for (const heard of listeners) heard(name, notice);
    },
    changed() {
      if (!isTelling) void tellSoon();
    },
  };

  const answers: Answers = {
    'status.read': () => readStatusView(context),
    'sync.start': args => startSync(context, args),
    'sync.preview': args => startPreview(context, args),
    'sync.stop': () => stopSync(context),
    'preview.read': args => readPreview(context, args),
    'schedule.pause': args => pause(context, args),
    'schedule.resume': () => resume(context),
    'schedule.read': () => readSchedule(context),
    'agents.list': () => listAgents(context),
    'agents.refresh': () => refreshAgents(context),
    'agents.switch': args => switchAgents(context, args),
    'agents.preferences': () => readPreferences(context),
    'calendar.read': args => readCalendar(context, args),
    'runs.list': args => listRuns(context, args),
    'runs.read': args => readRun(context, args),
    'log.read': args => readLog(context, args),
    'log.for-support': () => logForSupport(context),
    'requests.list': args => listRequests(context, args),
    'trace.search': args => searchTrace(context, args),
    'check.run': args => runCheck(context, args),
    'exchange.find-address': args => findAddress(context, args),
    'held.list': () => listHeld(context),
    'held.answer': args => answerHeld(context, args),
    'outbound.list': () => listOutbound(context),
    'outbound.answer': args => answerOutbound(context, args),
    'settings.read': () => readSettings(context),
    'settings.validate': args => validate(context, args),
    'settings.effect': args => effect.begin(context, args),
    'settings.effect-read': () => effect.read(),
    'settings.save': args => save(context, args),
    'settings.versions': () => listVersions(context),
    'settings.restore': args => restore(context, args),
    'settings.export': () => exportSettings(context),
    'settings.import': args => importSettings(context, args),
    'secrets.set': args => setSecret(context, args),
    'secrets.clear': args => clearSecret(context, args),
    'first-start.read': () => readFirstStart(context),
    'first-start.switch-on': () => switchOn(context),
    'sample-data.start': () => parts.sampleData.start(),
    'sample-data.stop': () => parts.sampleData.stop(),
    'about.read': () =>
      answered({
        ...parts.product,
        runtime: [...parts.product.runtime],
        dataFolder: parts.dataFolder,
        account: parts.account,
        role: parts.role,
        isSampleData: parts.isSampleData,
      }),
  };

  async function answer<N extends EngineRequestName>(name: N, args: unknown): Promise<Reply<AnswerOf<N>>> {
    const request = requests[name];
    const parsed = request.arguments.safeParse(args);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
      return refused(requestProblem('request.refused', { request: name, field }));
    }
    if (request.writes && parts.role === 'viewer') return refused(requestProblem('request.viewer'));
    return answers[name](parsed.data as ParsedArgumentsOf<N>);
  }

  /** Waits a moment so that a burst of changes is told once. */
  async function tellSoon(): Promise<void> {
    isTelling = true;
    try {
      await parts.clock.wait(tellEveryMs, stop.signal);
    } catch {
      return;
    } finally {
      isTelling = false;
    }
    await tellStatus();
  }

  async function tellStatus(): Promise<void> {
    if (listeners.size === 0) return;
    const status = await readStatusView(context).catch(bug);
    if (!status.ok) return;
    const { at: _, ...rest } = status.value;
    const text = JSON.stringify(rest);
    if (text === lastTold) return;
    lastTold = text;
    context.tell('status', status.value);
  }

  /** Time alone changes a status: green turns amber, a pause ends. */
  async function keepLooking(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await parts.clock.wait(lookEveryMs, stop.signal);
      } catch {
        return;
      }
      await tellStatus();
    }
  }

  async function bug(thrown: unknown): Promise<Reply<never>> {
    const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const problem = { code: 'internal.bug', scope: 'installation', retryable: true } as const;
    parts.log.problem(problem, { stack });
    return told(context, problem);
  }

  void keepLooking();

  return {
    async ask(name, args) {
      if (stop.signal.aborted) return refused(requestProblem('request.ending'));
      if (!isEngineRequest(name)) return refused(requestProblem('request.refused'));
      try {
        return await answer(name, args);
      } catch (thrown) {
        return bug(thrown);
      }
    },
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    runEnded(outcome, wasPreview) {
      remembered.status = null;
      remembered.stopping = false;
      if (wasPreview) {
        remembered.preview = {
          report: outcome.ok ? outcome.value : null,
          problem: outcome.ok ? null : outcome.problem,
          isRunning: false,
        };
      } else remembered.notRun = outcome.ok ? null : outcome.problem;
      if (outcome.ok) {
        const { mailboxes: _, ...head } = outcome.value;
        if (head.outcome !== 'could-not-run') void learnFacts(context).catch(bug);
        if (!wasPreview) remembered.lastReport = head;
        // The run has read them lately: this asks nobody.
        if (remembered.agents === null) void readAgents(context, false);
        void parts.surroundings().then(where => context.tell('run-ended', summarise(head, where)));
      }
      context.changed();
    },
    progressed: () => context.changed(),
    sent: ({ mailboxes }) =>
      context.tell('sent', { appointments: mailboxes.reduce((sum, { lines }) => sum + lines.length, 0) }),
    wokeUp: () => context.changed(),
    close() {
      stop.abort({ code: 'run.stopped', scope: 'installation', retryable: true });
      effect.stop();
      listeners.clear();
    },
  };
}
