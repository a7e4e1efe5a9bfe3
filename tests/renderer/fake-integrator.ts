/**
 * `window.integrator` in memory, with believable data, for looking at screens in any browser. Typed by the contract; a test parses
 * every answer with its schema. It decides nothing: what the product does is tested over the real engine.
 */
import type { Bridge } from '../../preload/contract/bridge.ts';
import type { NoticeName, NoticeOf } from '../../preload/contract/notices.ts';
import type { Reply } from '../../preload/contract/reply.ts';
import type { AnswerOf, ArgumentsOf, RequestName } from '../../preload/contract/requests.ts';
import { defaultSettings, settingsSchema } from '../../preload/contract/settings.ts';
import type { ScheduleView, SettingsView } from '../../preload/contract/views/setup.ts';
import { checked, heldChanges, traced } from './fake-answers.ts';
import { calendar } from './fake-calendar.ts';
import { logLine, requestLine } from './fake-logs.ts';
import { outboundOf } from './fake-outbound.ts';
import { agentRows, lastFinished, nextRun, now } from './fake-people.ts';
import { runDetail, runSummary } from './fake-runs.ts';
import { aboutOf, effect, firstStartOf, versionsOf } from './fake-setup.ts';
import { type Scene, statusOf } from './fake-status.ts';

type Answers = { readonly [N in RequestName]: (args: ArgumentsOf<N>) => AnswerOf<N> };

export interface FakeIntegrator extends Bridge {
  /** Changes the scene and tells it, as if something had happened. */
  show(scene: Scene): void;
  tell<N extends NoticeName>(name: N, notice: NoticeOf<N>): void;
}

export function createFakeIntegrator(
  options: { readonly scene?: Scene; readonly agents?: number; readonly logLines?: number } = {},
): FakeIntegrator {
  const agentCount = options.agents ?? 24;
  const logLines = options.logLines ?? 8_410;
  let scene = options.scene ?? 'healthy';
  let version = 41;
  let settings = settingsSchema.parse({
    ...defaultSettings,
    halo: { ...defaultSettings.halo, url: 'https://halo.northwind.example', clientId: '6f1c' },
    exchange: {
      ...defaultSettings.exchange,
      url: 'https://mail.northwind.example/EWS/Exchange.asmx',
      user: 'NORTHWIND\\svc-halo',
    },
    agents: { ...defaultSettings.agents, preferenceOn: [1], preferenceOff: [0] },
  });
  const answered = new Map<string, 'kept' | 'approved'>();
  const dropped = new Set<number>();
  const listeners = new Map<NoticeName, Set<(notice: never) => void>>();

  const tell: FakeIntegrator['tell'] = (name, notice) => {
    for (const heard of listeners.get(name) ?? []) (heard as (notice: unknown) => void)(notice);
  };
  const show = (next: Scene) => {
    scene = next;
    tell('status', statusOf(scene));
  };
  const settingsView = (): SettingsView => ({
    settings,
    version,
    savedBy: 'NORTHWIND\\mt',
    savedAt: '2026-11-03T14:12:00Z',
    secrets: (['halo.clientSecret', 'exchange.password', 'outbound.secret'] as const).map(name => ({
      name,
      source: 'file',
      says: 'Saved 3 Nov 2026 by NORTHWIND\\mt',
      problem: null,
    })),
    sentence: 'Exchange answers as svc-halo. Tested at 10:07.',
    missing: [],
  });
  const schedule = (): ScheduleView => ({
    isOn: scene !== 'first-start',
    next: nextRun,
    pausedUntil: scene === 'paused' ? '2026-11-17T11:00:00Z' : null,
    says: 'Every 15 minutes.',
    problem: null,
  });
  const agents = (): AnswerOf<'agents.list'> => {
    const rows = [...agentRows(agentCount, scene === 'needs-you')];
    const counts = { 'not-syncing': 0, 'needs-you': 0, working: 0, 'up-to-date': 0, off: 0 };
    for (const row of rows) counts[row.health] += 1;
    return {
      sentence: `${counts['up-to-date']} of ${agentCount} agents are up to date.`,
      readAt: lastFinished,
      rows,
      counts,
    };
  };
  const wrongIn = (draft: unknown) => {
    const result = settingsSchema.safeParse(draft);
    return result.success
      ? []
      : result.error.issues.map(issue => ({ key: issue.path.join('.'), message: issue.message }));
  };
  const save = (draft: unknown): SettingsView => {
    settings = settingsSchema.parse(draft);
    version += 1;
    return settingsView();
  };
  const runDone = (): AnswerOf<'sync.start'> => {
    show('running');
    return { how: 'started' };
  };

  const answers: Answers = {
    'status.read': () => statusOf(scene),
    'sync.start': runDone,
    'sync.preview': runDone,
    'sync.stop': () => {
      show('healthy');
      tell('run-ended', runSummary(314));
      return { stopping: true };
    },
    'preview.read': () => ({
      state: 'ready',
      sentence: 'Would add 31, remove 214.',
      detail: runDetail(314),
      problem: null,
    }),
    'schedule.pause': () => {
      show('paused');
      return schedule();
    },
    'schedule.resume': () => {
      show('healthy');
      return schedule();
    },
    'schedule.read': schedule,
    'agents.list': agents,
    'agents.refresh': agents,
    'agents.switch': agents,
    'agents.preferences': () => ({
      values: [
        { value: 1, count: 22, examples: ['Anna Keller', 'Jonas Weber'], means: 'on' },
        { value: 0, count: 2, examples: ['Zoe Laurent'], means: 'off' },
      ],
    }),
    'calendar.read': ({ agentId, from, to }) => calendar(agentId, from, to),
    'runs.list': ({ before, limit }) => {
      const first = (before ?? 315) - 1;
      const runs = Array.from({ length: Math.min(limit, Math.max(0, first - 200)) }, (_, index) =>
        runSummary(first - index),
      );
      return {
        runs,
        next: first - runs.length > 200 ? first - runs.length + 1 : null,
        sentence: 'The last 60 runs all finished, one of them with a problem.',
      };
    },
    'runs.read': ({ number }) => runDetail(number),
    'log.read': ({ before, limit, levels, text }) => {
      const start = before === null || before === undefined ? 0 : Number(before) + 1;
      const lines = Array.from({ length: Math.max(0, Math.min(limit, logLines - start)) }, (_, index) =>
        logLine(start + index),
      ).filter(
        line =>
          (levels.length === 0 || levels.includes(line.level)) &&
          line.message.toLowerCase().includes(text.toLowerCase()),
      );
      return {
        lines,
        next: start + limit < logLines ? String(start + limit - 1) : null,
        sentence: "Today's log: 1 error, 2 warnings.",
      };
    },
    'log.for-support': () => ({ fileName: 'integrator-log.txt', text: '10:05 Run 314 finished.\n' }),
    'requests.list': ({ before, limit }) => {
      const start = before === null || before === undefined ? 0 : Number(before) + 1;
      return {
        lines: Array.from({ length: Math.min(limit, 1_284 - start) }, (_, index) =>
          requestLine(start + index),
        ),
        next: start + limit < 1_284 ? String(start + limit - 1) : null,
        sentence: '1,284 requests today. 2 were refused.',
      };
    },
    'trace.search': () => traced,
    'check.run': () => checked,
    'exchange.find-address': () => ({
      steps: [
        {
          url: 'https://example.org/autodiscover/autodiscover.svc',
          outcome: 'nothing-there',
          why: 'refused',
        },
        { url: 'https://autodiscover.example.org/autodiscover/autodiscover.svc', outcome: 'found' },
      ],
      found: ['https://mail.example.org/EWS/Exchange.asmx'],
      askFor: null,
      isRefused: false,
    }),
    'held.list': () => heldChanges(answered),
    'held.answer': ({ which, answer }) => {
      const references =
        which === 'all'
          ? heldChanges(answered).groups.flatMap(group => group.changes.map(change => change.reference))
          : which;
      for (const reference of references) answered.set(reference, answer === 'keep' ? 'kept' : 'approved');
      return heldChanges(answered);
    },
    'outbound.list': () => outboundOf(dropped),
    'outbound.answer': ({ which, answer }) => {
      if (answer === 'drop') for (const id of which) dropped.add(id);
      return outboundOf(dropped);
    },
    'settings.read': settingsView,
    'settings.validate': ({ draft }) => ({
      wrong: wrongIn(draft),
      changesScope: JSON.stringify(draft['import']) !== JSON.stringify(settings.import),
      changed: JSON.stringify(draft) === JSON.stringify(settings) ? [] : ['import.which'],
    }),
    'settings.effect': () => effect,
    'settings.effect-read': () => effect,
    'settings.save': ({ draft }) => save(draft),
    'settings.versions': () => versionsOf(version),
    'settings.restore': settingsView,
    'settings.export': () => ({
      fileName: 'integrator-settings.json',
      text: JSON.stringify(settings, null, 2),
    }),
    'settings.import': ({ text }) => save(JSON.parse(text)),
    'secrets.set': settingsView,
    'secrets.clear': settingsView,
    'first-start.read': () => firstStartOf(scene),
    'first-start.switch-on': () => {
      show('running');
      return firstStartOf(scene);
    },
    'sample-data.start': () => {
      show('sample-data');
      return statusOf(scene);
    },
    'sample-data.stop': () => {
      show('healthy');
      return statusOf(scene);
    },
    'about.read': () => aboutOf(scene),
    'desktop.open-page': () => ({ opened: true }),
    'desktop.update': () => ({ state: 'off', version: '', page: '' }),
    'desktop.save-text': ({ fileName }) => ({ path: `C:\\Users\\anna\\Documents\\${fileName}` }),
    'desktop.start-with-windows': ({ set }) => ({ on: set ?? false }),
  };

  return {
    show,
    tell,
    ask: <N extends RequestName>(name: N, args: ArgumentsOf<N>) => {
      const reply: Reply<AnswerOf<N>> = { ok: true, value: answers[name](args) };
      return Promise.resolve(reply);
    },
    listen: (name, heard) => {
      const heardHere = listeners.get(name) ?? new Set();
      listeners.set(name, heardHere.add(heard));
      return () => heardHere.delete(heard);
    },
  };
}

/** The moment at which the fake's site is looked at. */
export const fakeNow = now;
