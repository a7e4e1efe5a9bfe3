/** `sync` and `preview`: one run by hand, its progress, its report in words or as JSON. */

import { sayPlanned } from '../../preload/contract/words/preview-lines.ts';
import { sayMailbox, sayRun } from '../../preload/contract/words/results.ts';
import type { Problem } from '../core/problem.ts';
import type { MailboxReport, RunReport } from '../core/report.ts';
import { noCounts } from '../core/report.ts';
import type { Surroundings } from '../engine/host/parts.ts';
import type { Call, Command } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import { localTime } from './local-time.ts';
import { needsSomebody, nothingSent, type SentByHand, sendWaiting, sentJson } from './send-waiting.ts';
import { type ToldProblem, tellProblem, tellRunProblems, warnOf } from './told-problem.ts';
import { onlyFolder, withIntegrator } from './with-integrator.ts';

/** The report as scripts read it; fields may be added, none renamed. */
function reportJson(
  report: RunReport,
  sent: SentByHand,
  problems: readonly ToldProblem[],
  waiting: number,
): unknown {
  const { mailboxes, problems: _, ...rest } = report;
  return {
    ...rest,
    problems,
    waiting,
    mailboxes: mailboxes.map(({ lines: _lines, problems: _problems, ...mailbox }) => mailbox),
    ...sentJson(sent),
  };
}

/** When no run came about at all: the same shape, empty. */
function notRun(call: Call, problem: Problem, where: Surroundings): ExitCode {
  const told = tellProblem(problem, where);
  warnOf([told], call.output);
  call.output.result({
    outcome: 'could-not-run',
    ...noCounts,
    exchangeRequests: 0,
    haloReads: 0,
    haloWrites: 0,
    ms: 0,
    problems: [told],
    waiting: 0,
    mailboxes: [],
    ...sentJson(nothingSent),
  });
  return exitCodes.couldNotRun;
}

/** `isBad`: what lies outside of the report needs somebody. */
function exitCodeOf(report: RunReport, isBad: boolean, waiting: number): ExitCode {
  if (report.outcome === 'could-not-run') return exitCodes.couldNotRun;
  if (report.outcome !== 'done' || report.failed > 0 || isBad) return exitCodes.problems;
  return waiting > 0 ? exitCodes.heldWait : exitCodes.done;
}

/** One mailbox in the tense of its run. Its problem is told with the remedy, on standard error. */
function sayOne(report: RunReport, mailbox: MailboxReport): string {
  if (report.trigger !== 'preview' || mailbox.outcome === 'failed' || mailbox.outcome === 'parked') {
    return sayMailbox({ ...mailbox, problems: [] });
  }
  const { added, changed, removed, held, skipped, failed } = mailbox;
  const counts = { added, changed, removed, held, skipped, failed };
  return sayRun({ ...report, ...counts, problems: [], mailboxes: [{ ...mailbox, problems: [] }] });
}

/** More than these of one calendar are for who asks for them. */
const usualLines = 20;

function sayLines({ output, options }: Call, { lines }: MailboxReport): void {
  const shown = options.has('all') ? lines : lines.slice(0, usualLines);
  for (const line of shown) output.say(`    ${sayPlanned(line, localTime)}`);
  if (shown.length < lines.length)
    output.say(`    and ${lines.length - shown.length} more; --all lists them`);
}

function say(call: Call, report: RunReport): void {
  const { output } = call;
  for (const mailbox of report.mailboxes) {
    if (mailbox.outcome !== 'unchanged') output.say(`${mailbox.agent}: ${sayOne(report, mailbox)}`);
    if (report.trigger === 'preview') sayLines(call, mailbox);
  }
  output.say(sayRun({ ...report, problems: [] }));
}

function sayHeld({ output }: Call, waiting: number): void {
  if (waiting === 0) return;
  const changes = waiting === 1 ? 'A held change waits' : `${waiting} held changes wait`;
  output.say(`${changes} for your answer. The command held lists them; held approve and held keep answer.`);
}

async function run(call: Call, preview: boolean): Promise<ExitCode> {
  const began = performance.now();
  const doing = preview ? 'planning' : 'syncing';
  return withIntegrator(
    call,
    'writer',
    async integrator => {
      const done = await integrator.run({
        trigger: preview ? 'preview' : 'by-hand',
        agent: call.options.get('agent') ?? null,
        verify: call.options.has('verify'),
        preview,
        progress: (finished, all) => {
          const seconds = Math.round((performance.now() - began) / 1_000);
          call.output.progress(`agent ${Math.min(finished + 1, all)} of ${all}, ${doing}, ${seconds} s`);
        },
        signal: call.signal,
      });
      const where = await integrator.surroundings();
      if (!done.ok) return notRun(call, done.problem, where);
      const report = done.value;
      const told = tellRunProblems(report, where);
      say(call, report);
      const sent = preview ? nothingSent : await sendWaiting(call, integrator);
      // Counted after the way out, which may have found something to ask.
      const counted = preview ? null : await integrator.waiting();
      const waiting = counted === null || !counted.ok ? report.held : counted.value;
      if (!preview) sayHeld(call, waiting);
      const uncounted = counted === null || counted.ok ? [] : [tellProblem(counted.problem, where)];
      // Both ways meet the same trouble of a server: once is enough.
      const more = [...sent.problems, ...uncounted].filter(
        ({ message }) => !told.some(one => one.message === message),
      );
      const problems = [...told, ...more];
      warnOf(problems, call.output);
      call.output.result(reportJson(report, sent, problems, waiting));
      return exitCodeOf(report, needsSomebody(sent) || more.length > 0, waiting);
    },
    (one, problem) => notRun(one, problem, onlyFolder(one)),
  );
}

const agentOption = { value: 'A', words: 'only this agent: name, e-mail, mailbox address or id' };

export const syncCommand: Command = {
  name: 'sync',
  usage: '',
  words: [0, 0],
  summary: 'Import once, now',
  help: [
    'Reads what changed in Exchange since the last run and brings Halo in line with it; where outbound.enabled is on, then sends what',
    'changed in Halo to Exchange, and says what it sent.',
    'Ctrl+C ends it cleanly: what was written stays, the next run goes on from there.',
  ],
  options: {
    agent: agentOption,
    verify: {
      value: 'flag',
      words: 'read everything again and look at every appointment in Halo; puts back what was edited there',
    },
  },
  run: call => run(call, false),
};

export const previewCommand: Command = {
  name: 'preview',
  usage: '',
  words: [0, 0],
  summary: 'Say what sync would do; write nothing',
  help: [
    'Reads both servers and plans, as sync does, and stops there.',
    'Each change is listed with its subject, unless it is private, and why; nothing of this is kept.',
  ],
  options: {
    agent: agentOption,
    all: { value: 'flag', words: `every change, not the first ${usualLines} of each calendar` },
  },
  run: call => run(call, true),
};
