/** What the Status screen, the foot of the navigation and the tray show: one computed sentence and what it rests on. */
import { z } from 'zod';
import { agentId, count, instant, problemView } from '../reply.ts';
import { runSummary } from './runs.ts';
import { verb } from './verb.ts';

/** Up to date, Working, Needs you, Not syncing, Paused: each with shape, word and colour. */
export const healths = ['up-to-date', 'working', 'needs-you', 'not-syncing', 'paused'] as const;
export const health = z.enum(healths);
export type Health = z.infer<typeof health>;

/** One entry of *Needs attention*. A root cause hides its symptoms; an entry goes when it is solved. */
export const attentionEntry = z.strictObject({
  /** Stable while the entry stands: for keys of lists and to keep *Why?* open. */
  id: z.string(),
  /** Whether it stops calendars (`not-syncing`) or waits for somebody (`needs-you`); `working`: goes on by itself. */
  health: z.enum(['needs-you', 'not-syncing', 'working']),
  sentence: z.string(),
  /** Since when it stands; null when that is not known. */
  since: instant.nullable(),
  /** When it is tried again by itself; null when it is not. */
  nextTry: instant.nullable(),
  /** Null: nothing for anybody to do. */
  verb: verb.nullable(),
  /** *Why?*: what causes it and what to do, in sentences; '' when there is nothing more to say. */
  why: z.string(),
  /** Commands to paste, else null. */
  paste: z.strictObject({ title: z.string(), text: z.string() }).nullable(),
  /** The code behind it; null for held changes and staleness. */
  code: z.string().nullable(),
  /** Whose calendars it concerns, at most 20 of them; empty: all, or a server. */
  agents: z.array(z.strictObject({ agentId, name: z.string() })).max(20),
});
export type AttentionEntry = z.infer<typeof attentionEntry>;

/** A run under way. */
export const runningView = z.strictObject({
  trigger: z.enum(['schedule', 'by-hand', 'start', 'catch-up', 'preview']),
  since: instant,
  /** Calendars finished, and all of this run; `all` 0: not known yet. */
  done: count,
  all: count,
  /** What to say in place of the button: `Agent 7 of 24`. */
  label: z.string(),
  /** The one agent that was asked for; null: all. */
  agent: z.string().nullable(),
  /** Somebody asked it to end; what is being written ends first. */
  stopping: z.boolean(),
  /** How long such runs took lately, in milliseconds; null when there was none. */
  usualMs: count.nullable(),
  /** How many runs wait behind it (0 or 1, as a rule). */
  waiting: count,
});
export type RunningView = z.infer<typeof runningView>;

/** The one main button. Its place stays; its meaning changes. */
export const mainButton = z.strictObject({
  /** `sync`: Sync now. `running`: progress in place with Stop. `resume`: ends a pause. `set-up`: opens First start. `none`: a viewer. */
  does: z.enum(['sync', 'running', 'resume', 'set-up', 'none']),
  label: z.string(),
  /** The freshness: `Last finished 10:05, 4 minutes ago`. */
  subtitle: z.string(),
});

const serverFact = z.strictObject({
  /** Host name; '' when it is not set. */
  host: z.string(),
  /** Of the last run or check: `unknown` when there was none since the start. */
  state: z.enum(['good', 'warned', 'broken', 'unknown']),
  /** One short line: version, account behind the token, or what is wrong. May be ''. */
  says: z.string(),
  /** How long the certificate that it showed lasts; `isSoon`: somebody has to renew it. Null: none was seen. */
  certificate: z.strictObject({ says: z.string(), isSoon: z.boolean() }).nullable(),
});

/** The way from Halo to Exchange, in a few words. */
const outboundFact = z.strictObject({
  /** Appointments that cannot be sent, or wait for too long. What is held is counted there. */
  needsSomebody: count,
  state: z.enum(['good', 'warned', 'broken']),
  /** `3 on the way`, `Nothing waits`. */
  says: z.string(),
  /** `oldest 12 seconds, last written 10:07`. */
  detail: z.string(),
  /** How soon a change in Halo is in Exchange. */
  howSoon: z.string(),
});

/** One appointment that a recent run wrote in Halo. */
export const recentChange = z.strictObject({
  at: instant,
  run: count,
  agentId,
  agent: z.string(),
  did: z.enum(['added', 'changed', 'removed', 'linked']),
  /** When the appointment is (or was). */
  start: instant,
  end: instant,
  /** '' unless subjects may be shown; never of private events. */
  subject: z.string(),
  /** Before and after, or why: one line. */
  says: z.string(),
});

export const statusView = z.strictObject({
  health,
  /** The word beside the shape: `Needs you`. */
  healthWord: z.string(),
  /** The h1: `22 of 24 calendars are up to date. 2 need you.` */
  sentence: z.string(),
  /** The second clause: `Last finished 10:05, next 10:20.` May be ''. */
  when: z.string(),
  /** Short, for the foot of the navigation: `2 calendars · next 10:20`. */
  foot: z.string(),
  /** When this was computed; the view is told anew (notice `status`) whenever something in it changes. */
  at: instant,
  calendars: z.strictObject({ all: count, upToDate: count, needsYou: count, notSyncing: count }),
  lastFinished: instant.nullable(),
  nextRun: instant.nullable(),
  pausedUntil: instant.nullable(),
  button: mainButton,
  running: runningView.nullable(),
  exchange: serverFact,
  halo: serverFact,
  /** Null: changes in Halo are not written to Exchange by this program. */
  outbound: outboundFact.nullable(),
  /** Held changes that wait for an answer. */
  held: count,
  /** Worst first; empty: the section is not drawn. */
  attention: z.array(attentionEntry),
  /** Written lately, newest first, at most 8. */
  recent: z.array(recentChange).max(8),
  /** The newest run that ended, previews left out; null: none yet. */
  lastRun: runSummary.nullable(),
  /** What can stop the import silently: `The import stops when DOMAIN\anna logs off.` '' when nothing. */
  stopsWhen: z.string(),
  /** A viewer offers nothing that writes: another window on the same data folder does. */
  role: z.enum(['writer', 'viewer']),
  /** Who writes instead, in words; '' for a writer. */
  writer: z.string(),
  /** The embedded servers with sample data: shown as a badge everywhere. */
  isSampleData: z.boolean(),
  /** First start is not over: the window opens there. */
  isFirstStart: z.boolean(),
  /** A problem of the schedule or the data folder itself; null when none. */
  problem: problemView.nullable(),
});
export type StatusView = z.infer<typeof statusView>;
