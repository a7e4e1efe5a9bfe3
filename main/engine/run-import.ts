/**
 * One run over all agents or some, on one snapshot of the settings: facts -> agents -> mailboxes side by side -> report. One bad mailbox
 * never stops it; a server that is away does, after a few mailboxes have said so.
 */
import type { Settings } from '../../preload/contract/settings.ts';
import { type AgentChoice, chooseAgents, findAgent, problemOfAgent } from '../core/agents.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import type {
  Counts,
  LeftOutAgents,
  MailboxReport,
  RunReport,
  RunTrigger,
  ServersSeen,
} from '../core/report.ts';
import { addCounts, noCounts } from '../core/report.ts';
import type { ChangeDoor } from '../outbound-ports.ts';
import type {
  AppointmentDesk,
  CalendarSource,
  Clock,
  InstallationStore,
  LinkStore,
  Log,
  MailboxKey,
  RequestCounts,
  RunLog,
} from '../ports.ts';
import type { AgentList } from './agent-list.ts';
import { HaloGate } from './halo-gate.ts';
import type { MailboxTurns } from './mailbox-turns.ts';
import { contextFor } from './run-context.ts';
import { syncMailboxes } from './sync-mailboxes.ts';

/** What a run and the way out share. */
export interface OutboundBeside extends Pick<ChangeDoor, 'heard'> {
  readonly turns: MailboxTurns;
  /** The links of this calendar were written. */
  readonly touched: (mailbox: MailboxKey) => void;
  /** Halo's ids of appointments of which nobody knows yet whether an event was made for them. */
  readonly intended: () => Promise<ReadonlySet<number>>;
  /** Halo's ids of the masters that were made into these series in Exchange (item ids). */
  readonly mastersOf: (seriesIds: ReadonlySet<string>) => Promise<readonly number[]>;
}

export interface RunDependencies {
  readonly settings: Settings;
  readonly source: CalendarSource;
  readonly desk: AppointmentDesk;
  readonly store: LinkStore;
  readonly installation: InstallationStore;
  readonly runs: RunLog;
  readonly agents: AgentList;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestCounts: () => RequestCounts;
  /** What was learnt of both servers since the run began. Absent: the report says nothing of them. */
  readonly servers?: () => ServersSeen;
  /** The way out beside this run. Absent: nothing sends to Exchange meanwhile. */
  readonly outbound?: OutboundBeside;
}

export interface RunRequest {
  readonly trigger: RunTrigger;
  /** Name, e-mail, address or id of the one agent to sync; null for all. */
  readonly agent: string | null;
  /** Read everything again and look at every appointment in Halo (`--verify`). */
  readonly verify: boolean;
  readonly preview: boolean;
  /** Called whenever something was done: mailboxes finished and all, for a line with numbers. */
  readonly progress: (done: number, all: number) => void;
  readonly signal: AbortSignal;
}

/** The report, also of a run that could do nothing or whose report could not be kept. Problems: store.* when it gets no number. */
export async function runImport(
  dependencies: RunDependencies,
  request: RunRequest,
): Promise<Result<RunReport>> {
  const { clock, runs, log } = dependencies;
  const startedAt = clock.now();
  const started = clock.monotonicMs();
  const before = dependencies.requestCounts();
  // A preview is looked at and forgotten: it takes no number from the runs that are kept.
  const number = request.preview ? succeeded(0) : await runs.nextNumber();
  if (!number.ok) return number;
  const outcome = await tryRun(dependencies, request);
  const after = dependencies.requestCounts();
  const counts = outcome.mailboxes.reduce<Counts>(addCounts, noCounts);
  const report: RunReport = {
    number: number.value,
    trigger: request.trigger,
    startedAt,
    ms: Math.round(clock.monotonicMs() - started),
    ...counts,
    outcome: outcomeOf(outcome, request),
    exchangeRequests: after.exchange - before.exchange,
    haloReads: after.haloReads - before.haloReads,
    haloWrites: after.haloWrites - before.haloWrites,
    ...(dependencies.servers === undefined ? {} : { servers: dependencies.servers() }),
    ...(outcome.leftOut === null ? {} : { leftOut: outcome.leftOut }),
    problems: outcome.problems,
    mailboxes: outcome.mailboxes,
  };
  for (const problem of outcome.problems) log.problem(problem, { run: report.number });
  for (const mailbox of outcome.mailboxes) {
    // What waits for its next try was logged when it failed.
    for (const problem of mailbox.outcome === 'parked' ? [] : mailbox.problems)
      log.problem(problem, { run: report.number, mailbox: mailbox.address });
  }
  const { added, changed, removed, held, failed } = counts;
  log.write('info', 'Run finished', {
    run: report.number,
    outcome: report.outcome,
    added,
    changed,
    removed,
    held,
    failed,
    ms: report.ms,
  });
  if (request.preview) return succeeded(report);
  const saved = await runs.save(report);
  return succeeded(saved.ok ? report : notKept(report, saved.problem));
}

/** What was done is told also when it could not be written down. */
function notKept(report: RunReport, problem: Problem): RunReport {
  const isTold = report.problems.some(({ code }) => code === problem.code);
  return {
    ...report,
    outcome: report.outcome === 'done' ? 'done-with-problems' : report.outcome,
    problems: isTold ? report.problems : [...report.problems, problem],
  };
}

interface RunOutcome {
  readonly problems: readonly Problem[];
  readonly mailboxes: readonly MailboxReport[];
  /** Null: Halo's agents were not read. */
  readonly leftOut: LeftOutAgents | null;
  /** False when nothing could be tried at all. */
  readonly ran: boolean;
}

function outcomeOf(outcome: RunOutcome, request: RunRequest): RunReport['outcome'] {
  if (request.signal.aborted) return 'stopped';
  if (!outcome.ran) return 'could-not-run';
  const isClean =
    outcome.problems.length === 0 && outcome.mailboxes.every(mailbox => mailbox.problems.length === 0);
  return isClean ? 'done' : 'done-with-problems';
}

/** More than these are not read by a person; the window lists all. */
const mostLeftOut = 20;

function leftOutOf({ leftOut }: AgentChoice): LeftOutAgents {
  const people = leftOut.filter(one => one.reason !== 'api-only');
  return { count: people.length, first: people.slice(0, mostLeftOut) };
}

async function tryRun(dependencies: RunDependencies, request: RunRequest): Promise<RunOutcome> {
  const { settings, desk } = dependencies;
  let leftOut: LeftOutAgents | null = null;
  const nothing = (problem: Problem): RunOutcome => ({
    problems: [problem],
    mailboxes: [],
    leftOut,
    ran: false,
  });
  const gate = new HaloGate({ desk, clock: dependencies.clock, confirmed: settings.halo }, request);
  const open = await gate.open(request.signal);
  if (!open.ok) return nothing(open.problem);
  const agents = await dependencies.agents.read(desk, request.signal);
  if (!agents.ok) return nothing(agents.problem);
  const choice = chooseAgents(agents.value, settings.agents);
  leftOut = leftOutOf(choice);
  const refused = await gate.refusal(choice.synced, request.signal);
  if (refused !== null) return nothing(refused);
  const found = request.agent === null ? null : findAgent(request.agent, agents.value, choice);
  // Before somebody has said which preference means on, nobody is synced: that is the cause, not the name.
  const [unanswered] = choice.problems.filter(problem => problem.code === 'agent.preference-unanswered');
  if (found !== null && found.kind !== 'synced') {
    return nothing(unanswered ?? problemOfAgent(request.agent ?? '', found));
  }
  const wanted = found === null ? choice.synced : [found.agent];
  const installation = await dependencies.installation.read();
  if (!installation.ok) return nothing(installation.problem);
  const context = await contextFor(
    { ...dependencies, desk: gate.desk(choice.synced) },
    request,
    installation.value,
  );
  const { mailboxes, problems } = await syncMailboxes(
    context,
    wanted,
    settings.exchange.concurrency,
    request,
  );
  const isNothing = choice.synced.length === 0 && choice.problems.length > 0;
  const failedAll =
    wanted.length > 0 && mailboxes.every(mailbox => mailbox.outcome === 'failed') && problems.length > 0;
  const ran = !isNothing && !failedAll;
  return { problems: [...choice.problems, ...problems], mailboxes, leftOut, ran };
}
