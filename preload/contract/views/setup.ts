/** Settings, secrets, the effect of a change before it is saved, first start, and what this program is. */
import { z } from 'zod';
import { agentId, count, instant, problemView } from '../reply.ts';
import { settingsSchema } from '../settings.ts';

export const secretName = z.enum(['halo.clientSecret', 'exchange.password', 'outbound.secret']);
export type SecretName = z.infer<typeof secretName>;

/** What may be told of a secret; its value never leaves the main process. */
export const secretView = z.strictObject({
  name: secretName,
  /** `environment`: given to the program from outside and not changed here. `none`: to be entered. */
  source: z.enum(['environment', 'file', 'none']),
  /** `Saved 3 Nov 2026 by NORTHWIND\mt`, or what is wrong with it. */
  says: z.string(),
  /** It cannot be read: enter it again. */
  problem: problemView.nullable(),
});

export const settingsView = z.strictObject({
  settings: settingsSchema,
  /** 0: never saved, all defaults. Give it back as `basedOn` when saving. */
  version: count,
  savedBy: z.string(),
  savedAt: instant.nullable(),
  secrets: z.array(secretView),
  /** One sentence above the form: `Exchange answers as svc-halo. Tested at 10:07.` */
  sentence: z.string(),
  /** What the whole form lacks before anything can run; empty when complete. */
  missing: z.array(problemView),
});
export type SettingsView = z.infer<typeof settingsView>;

/** What is wrong with a draft, field by field. */
export const validation = z.strictObject({
  /** Dotted key of the field and a sentence about it. Empty: it can be saved. */
  wrong: z.array(z.strictObject({ key: z.string(), message: z.string() })),
  /** It changes what is imported or for whom: show the effect before saving. */
  changesScope: z.boolean(),
  /** Differences from what is saved, as dotted keys. */
  changed: z.array(z.string()),
});
export type Validation = z.infer<typeof validation>;

/** The effect of a draft, counted by the same plan as a run; nothing is written. */
export const effectView = z.strictObject({
  /** `running`: ask again, or wait for the notice `effect`. */
  state: z.enum(['none', 'running', 'ready', 'failed']),
  /** `214 appointments of 12 agents leave Halo, 31 are new.` */
  sentence: z.string(),
  leave: count,
  /** New in Halo. */
  enter: count,
  change: count,
  /** How many of these the guard would hold. */
  held: count,
  /** Most affected first, at most 50. */
  agents: z.array(z.strictObject({ agentId, agent: z.string(), leave: count, enter: count })).max(50),
  /** How many agents more than are listed. */
  more: count,
  /** Calendars counted so far, and all; for progress. */
  done: count,
  all: count,
  problem: problemView.nullable(),
});
export type EffectView = z.infer<typeof effectView>;

export const versionView = z.strictObject({
  number: z.int().min(1),
  at: instant,
  who: z.string(),
  isCurrent: z.boolean(),
  /** Against the version before it: dotted key and both values as short texts; '' where there is none. */
  changes: z.array(z.strictObject({ key: z.string(), before: z.string(), after: z.string() })),
});
export type VersionView = z.infer<typeof versionView>;

/** A file as text, with the name that it should get. */
export const textFile = z.strictObject({ fileName: z.string(), text: z.string() });

export const firstStartSteps = ['halo', 'exchange', 'agents', 'preview', 'switch-on'] as const;
export const firstStartView = z.strictObject({
  isOver: z.boolean(),
  /** The first step that is not done; `switch-on` when all others are. */
  step: z.enum(firstStartSteps),
  steps: z.array(
    z.strictObject({
      name: z.enum(firstStartSteps),
      title: z.string(),
      isDone: z.boolean(),
      /** What is there already, or what is missing. */
      says: z.string(),
      problems: z.array(problemView),
    }),
  ),
});
export type FirstStartView = z.infer<typeof firstStartView>;

export const scheduleView = z.strictObject({
  /** The schedule runs (first start is over, this is not a viewer). */
  isOn: z.boolean(),
  next: instant.nullable(),
  pausedUntil: instant.nullable(),
  /** `Every 15 minutes, Monday to Friday from 7 to 19.` */
  says: z.string(),
  problem: problemView.nullable(),
});
export type ScheduleView = z.infer<typeof scheduleView>;

export const aboutView = z.strictObject({
  name: z.string(),
  version: z.string(),
  dataFolder: z.string(),
  account: z.string(),
  role: z.enum(['writer', 'viewer']),
  isSampleData: z.boolean(),
  /** Names and versions of what it runs on: Electron, Chromium, Node.js. */
  runtime: z.array(z.strictObject({ name: z.string(), version: z.string() })),
});

/** What the version file at the configured address says. */
export const updateView = z.strictObject({
  /** `off`: no address is set. `not-trusted`: what is there is not signed by whoever makes this program. */
  state: z.enum(['off', 'not-reached', 'not-trusted', 'current', 'newer']),
  /** The newer version and its page; '' when there is none. */
  version: z.string(),
  page: z.string(),
});
export type UpdateView = z.infer<typeof updateView>;
