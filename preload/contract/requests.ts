/**
 * Every request that the window can make, once: its arguments and the value of its answer as schemas. Everything else (the preload, the
 * checks in the main process, the types of the renderer) is derived from here. Arguments are one object, `{}` where there is nothing to say.
 */
import { z } from 'zod';
import { agentId, count, dateText } from './reply.ts';
import { addressSearch } from './views/address-search.ts';
import { agentList, preferenceValues } from './views/agents.ts';
import { checkView, heldView, traceView } from './views/answers.ts';
import { calendarView } from './views/calendar.ts';
import { logLevel, logPage, requestPage } from './views/logs.ts';
import { outboundView } from './views/outbound.ts';
import { previewView, runDetail, runPage } from './views/runs.ts';
import {
  aboutView,
  effectView,
  firstStartView,
  scheduleView,
  secretName,
  settingsView,
  textFile,
  updateView,
  validation,
  versionView,
} from './views/setup.ts';
import { statusView } from './views/status.ts';

const nothing = z.strictObject({});
/** A filter by text; matched anywhere, any case. '' matches all. */
const text = z.string().max(200);
const pageSize = z.int().min(1).max(500);
/** Halo's numbers. */
const appointments = z.array(z.int().min(1).max(2_147_483_647)).min(1).max(10_000);
/** A whole settings object as somebody typed it; checked by the settings' own schema so that each wrong field is named. */
const draft = z.record(z.string(), z.unknown());

const asked = z.strictObject({
  /** `started` now, `joined` one that does the same, `queued` behind another. Its end is told by the notice `run-ended`. */
  how: z.enum(['started', 'joined', 'queued']),
});

type RequestMap = Readonly<
  Record<string, { readonly writes: boolean; readonly arguments: z.ZodType; readonly answer: z.ZodType }>
>;

/** Changes something: refused with `request.viewer` for a viewer. */
const writes = true;
const reads = false;

export const requests = {
  /** The Status screen and everything else that shows health. Told anew by the notice `status`. */
  'status.read': { writes: reads, arguments: nothing, answer: statusView },

  /** *Sync now*: all agents, or some; `verify` reads everything again and looks at every appointment in Halo. */
  'sync.start': {
    writes,
    arguments: z.strictObject({
      agentIds: z.array(agentId).min(1).max(2_000).nullable(),
      verify: z.boolean(),
    }),
    answer: asked,
  },
  /** *Preview only*: plans and writes nothing. Its result is `preview.read`, after the notice `run-ended`. */
  'sync.preview': { writes, arguments: z.strictObject({ agentId: agentId.nullable() }), answer: asked },
  /** *Stop*: ends the run (or preview) after the appointment being written. `stopping` false: nothing runs. */
  'sync.stop': { writes, arguments: nothing, answer: z.strictObject({ stopping: z.boolean() }) },
  'preview.read': {
    writes: reads,
    arguments: z.strictObject({ offset: count, limit: pageSize }),
    answer: previewView,
  },

  /** No scheduled runs for so many minutes, or `minutes` null: until tomorrow 6:00 local time. Runs by hand go on. */
  'schedule.pause': {
    writes,
    arguments: z.strictObject({ minutes: z.int().min(1).max(10_080).nullable() }),
    answer: scheduleView,
  },
  'schedule.resume': { writes, arguments: nothing, answer: scheduleView },
  'schedule.read': { writes: reads, arguments: nothing, answer: scheduleView },

  /** From memory, and from Halo's list as last read; never asks a server. */
  'agents.list': { writes: reads, arguments: nothing, answer: agentList },
  /** Reads the agents from Halo first. */
  'agents.refresh': { writes: reads, arguments: nothing, answer: agentList },
  /** Switches agents off or on here; saved as a version of the settings. What they have in Halo stays. */
  'agents.switch': {
    writes,
    arguments: z.strictObject({ agentIds: z.array(agentId).min(1).max(2_000), on: z.boolean() }),
    answer: agentList,
  },
  /** Asks Halo which values of *Create Appointments from Calendar Integrations* its agents have. */
  'agents.preferences': { writes: reads, arguments: nothing, answer: preferenceValues },

  /** Asks both servers. At most 42 days. Problem request.not-found: no such agent, or not synced. */
  'calendar.read': {
    writes: reads,
    arguments: z.strictObject({ agentId, from: dateText, to: dateText }),
    answer: calendarView,
  },

  'runs.list': {
    writes: reads,
    /** `before`: a run's number; null begins with the newest. */
    arguments: z.strictObject({ before: count.nullable(), limit: pageSize }),
    answer: runPage,
  },
  'runs.read': {
    writes: reads,
    arguments: z.strictObject({
      number: count,
      agentId: agentId.nullable(),
      offset: count,
      limit: pageSize,
    }),
    answer: runDetail,
  },

  'log.read': {
    writes: reads,
    arguments: z.strictObject({
      /** Empty: all. */
      levels: z.array(logLevel).max(4),
      /** Null: all. */
      mailbox: text.nullable(),
      run: count.nullable(),
      text,
      /** `next` of the page before; null begins with the newest. */
      before: z.string().max(100).nullable(),
      limit: pageSize,
    }),
    answer: logPage,
  },
  /** The newest log lines as a text for support: redacted, addresses replaced by numbers. */
  'log.for-support': { writes: reads, arguments: nothing, answer: textFile },
  'requests.list': {
    writes: reads,
    arguments: z.strictObject({
      direction: z.enum(['inbound', 'outbound']).nullable(),
      mailbox: text.nullable(),
      onlyProblems: z.boolean(),
      /** Only those that took at least so long; 0: all. */
      slowerThanMs: count,
      text,
      before: z.string().max(100).nullable(),
      limit: pageSize,
    }),
    answer: requestPage,
  },

  /** What became of an event. Asks both servers. */
  'trace.search': {
    writes: reads,
    arguments: z.strictObject({
      agentId,
      search: z.discriminatedUnion('by', [
        z.strictObject({ by: z.literal('date'), date: dateText }),
        z.strictObject({ by: z.literal('subject'), text: z.string().trim().min(1).max(200) }),
      ]),
    }),
    answer: traceView,
  },

  /** Climbs both ladders; `agentId` null opens the calendar of the first synced agent. It writes nothing. */
  /** Autodiscover with the account as it is being typed and the saved secret; `allowed`: hosts outside the domain of `address`. */
  'exchange.find-address': {
    writes,
    arguments: z.strictObject({ address: text, allowed: z.array(z.string().max(253)).max(5), draft }),
    answer: addressSearch,
  },

  'check.run': {
    writes: reads,
    arguments: z.strictObject({ agentId: agentId.nullable() }),
    answer: checkView,
  },

  'held.list': { writes: reads, arguments: nothing, answer: heldView },
  /** `all`: all that wait. `approve`: the next run reads again and carries out what still stands. */
  'held.answer': {
    writes,
    arguments: z.strictObject({
      which: z.union([z.literal('all'), z.array(z.string().min(1).max(80)).min(1).max(10_000)]),
      answer: z.enum(['approve', 'keep']),
    }),
    answer: heldView,
  },

  /** What waits for its way to Exchange. No server is asked. */
  'outbound.list': { writes: reads, arguments: nothing, answer: outboundView },
  /** `retry`: both sides are looked at again now; `all`: of what cannot be sent or is tried again. `drop`: it is given up. */
  'outbound.answer': {
    writes,
    arguments: z.discriminatedUnion('answer', [
      z.strictObject({ answer: z.literal('retry'), which: z.union([z.literal('all'), appointments]) }),
      z.strictObject({ answer: z.literal('drop'), which: appointments }),
    ]),
    answer: outboundView,
  },

  'settings.read': { writes: reads, arguments: nothing, answer: settingsView },
  /** Field by field, while somebody types. Nothing is saved. */
  'settings.validate': { writes: reads, arguments: z.strictObject({ draft }), answer: validation },
  /** Begins to count what a draft would change in Halo. Another call replaces it; the end is told by the notice `effect`. */
  'settings.effect': { writes, arguments: z.strictObject({ draft }), answer: effectView },
  /** The effect as counted so far. */
  'settings.effect-read': { writes: reads, arguments: nothing, answer: effectView },
  /** Problems: settings.invalid (facts `field`, `reason`); request.refused when `basedOn` is not the current version any more. */
  'settings.save': {
    writes,
    arguments: z.strictObject({ draft, basedOn: count }),
    answer: settingsView,
  },
  'settings.versions': {
    writes: reads,
    arguments: nothing,
    answer: z.strictObject({ versions: z.array(versionView) }),
  },
  'settings.restore': {
    writes,
    arguments: z.strictObject({ number: z.int().min(1) }),
    answer: settingsView,
  },
  /** All settings as a JSON file, without secrets. */
  'settings.export': { writes: reads, arguments: nothing, answer: textFile },
  /** The text of a settings file; what it leaves out gets its default. */
  'settings.import': {
    writes,
    arguments: z.strictObject({ text: z.string().max(1_048_576) }),
    answer: settingsView,
  },

  /** Never answers with the value. */
  'secrets.set': {
    writes,
    arguments: z.strictObject({ name: secretName, value: z.string().min(1).max(4_096) }),
    answer: settingsView,
  },
  'secrets.clear': { writes, arguments: z.strictObject({ name: secretName }), answer: settingsView },

  'first-start.read': { writes: reads, arguments: nothing, answer: firstStartView },
  /** The last step: the schedule begins, with a run at once. Problem settings.invalid when a step before it is not done. */
  'first-start.switch-on': { writes, arguments: nothing, answer: firstStartView },

  /** *Try with sample data*: embedded servers with a data folder of their own. The settings and links of this installation rest meanwhile. */
  'sample-data.start': { writes: reads, arguments: nothing, answer: statusView },
  /** Back to this installation's own data; the sample data is thrown away. */
  'sample-data.stop': { writes: reads, arguments: nothing, answer: statusView },

  'about.read': { writes: reads, arguments: nothing, answer: aboutView },
} as const satisfies RequestMap;

/**
 * Requests that the shell answers itself, because they need the desktop. Same rules.
 */
export const shellRequests = {
  /** Opens one of the known pages in the browser; any other address cannot be said. */
  'desktop.open-page': {
    writes: reads,
    arguments: z.strictObject({ page: z.enum(['halo', 'help', 'update']) }),
    answer: z.strictObject({ opened: z.boolean() }),
  },
  /** Whether a newer version is published at the address in the settings. Nothing is downloaded. */
  'desktop.update': { writes: reads, arguments: nothing, answer: updateView },
  /** Asks where to save a text (export, log for support) and writes it there. */
  'desktop.save-text': {
    writes: reads,
    arguments: z.strictObject({
      fileName: z
        .string()
        .min(1)
        .max(120)
        .regex(/^[\w .-]+$/),
      text: z.string().max(20_000_000),
    }),
    /** `path` null: the person cancelled. */
    answer: z.strictObject({ path: z.string().nullable() }),
  },
  /** Whether the app starts with Windows, hidden; `set` null only asks. `on` null: not offered on this system. */
  'desktop.start-with-windows': {
    writes: reads,
    arguments: z.strictObject({ set: z.boolean().nullable() }),
    answer: z.strictObject({ on: z.boolean().nullable() }),
  },
} as const satisfies RequestMap;

export type EngineRequests = typeof requests;
export type ShellRequests = typeof shellRequests;
export type Requests = EngineRequests & ShellRequests;
export type RequestName = keyof Requests;
export type EngineRequestName = keyof EngineRequests;

/** What the caller hands over, before defaults and after them. */
export type ArgumentsOf<N extends RequestName> = z.input<Requests[N]['arguments']>;
export type ParsedArgumentsOf<N extends RequestName> = z.output<Requests[N]['arguments']>;
export type AnswerOf<N extends RequestName> = z.output<Requests[N]['answer']>;
