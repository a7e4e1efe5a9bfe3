/**
 * How every story ends: nothing goes wrong any more and all that is held is approved; then both sides must agree and nothing more may
 * happen, or the program must have said by name why it imports nothing.
 */
import type { ProblemCode } from '../../main/core/problem.ts';
import type { RunReport } from '../../main/core/report.ts';
import type { Installation } from '../scenarios/installation.ts';
import { undecidedDifferences } from './expected.ts';
import type { PersonAtWindow } from './person-at-window.ts';
import { Scene } from './scene.ts';
import type { Story } from './story.ts';
import { problemsOf, type StoryRuns, unexpandedIn } from './story-runs.ts';
import type { Watch } from './watch.ts';

const secondMs = 1_000;
const hourMs = 3_600_000;
/** Runs after which everything must be at rest once nothing goes wrong any more. */
const mostRunsToRest = 8;

/** Such a Halo shows what a person has deleted and refuses to change it: that is told in every run that wants to. */
function showsDeleted({ halo, turns }: Story): boolean {
  return halo.getDeleted === 'row' && turns.some(turn => turn.hands.some(({ hand }) => hand.do === 'delete'));
}

/** What the program must or may say of such servers for ever. */
function reasonsToStop(story: Story): readonly ProblemCode[] {
  const { exchange, halo } = story;
  const reasons: ProblemCode[] = [];
  if (showsDeleted(story)) reasons.push('halo.rejected');
  if (exchange.mastersInView === true) reasons.push('exchange.series-not-expanded');
  // The run stops before it can send again what was refused once.
  if (halo.marksKept?.includes('calendar_id') === false) reasons.push('halo.marks-dropped', 'halo.rejected');
  return reasons;
}

export interface Ending {
  readonly house: Installation;
  readonly watch: Watch;
  readonly person: PersonAtWindow;
  readonly runs: StoryRuns;
  readonly story: Story;
  /** Everything has to be looked at once: something changed that no server tells of. */
  readonly verify: boolean;
}

export async function endStory(ending: Ending): Promise<void> {
  const { house, watch, runs, story } = ending;
  const { violations } = watch;
  const last = await comeToRest(ending);
  if (last === null) return;
  if (story.halo.marksKept?.includes('calendar_id') === false) {
    judgeDroppedMarks(ending, last);
    return;
  }
  // It is told of the server, and nothing is imported from it.
  if (unexpandedIn(last) !== null) return;
  await compare(ending);
  for (let run = 1; run <= 2; run += 1) {
    const report = await runs.run(false);
    if (report === null) return;
    if (report.haloWrites > 0) violations.push(`a quiet run wrote ${report.haloWrites} times`);
    if (report.exchangeRequests > story.people.length)
      violations.push(`a quiet run asked Exchange ${report.exchangeRequests} times`);
  }
  await sortEverything(ending);
  const mails = house.halo.mailsSent + house.exchange.mailsSent;
  if (mails > 0) violations.push(`${mails} mails were sent`);
}

/** Runs until nothing is left to do and nothing to say but why nothing is done. Null when that does not come. */
async function comeToRest(ending: Ending): Promise<RunReport | null> {
  const { house, watch, person, runs, story } = ending;
  const reasons = reasonsToStop(story);
  let left = '';
  for (let run = 1; run <= mostRunsToRest; run += 1) {
    const report = await runs.run(ending.verify && run === 1);
    if (report === null) return null;
    const problems = problemsOf(report).filter(problem => !reasons.includes(problem.code));
    const approved = await person.answer('approved');
    if (report.haloWrites === 0 && problems.length === 0 && !approved) return report;
    left = `${report.haloWrites} writes, problems ${JSON.stringify(problems)}, held ${approved}`;
    // What Halo refused is sent again when the window rolls.
    if (problems.some(problem => problem.code === 'halo.rejected')) house.clock.advance(25 * hourMs);
  }
  watch.violations.push(`no rest after ${mostRunsToRest} runs: ${left}`);
  return null;
}

/** Such a Halo gets one appointment, to find out, and every import that has something to make says why it does not. */
function judgeDroppedMarks({ house, watch, story }: Ending, last: RunReport): void {
  const scene = new Scene(house, () => house.settings().import);
  const imported = house.halo.state.appointments().filter(row => !row.deleted && row.agent_id > 0);
  const ours = imported.filter(row => !watch.hands.isHalosOwn(row)).length;
  const told = problemsOf(last).some(problem => reasonsToStop(story).includes(problem.code));
  const wanted = scene.mailboxes.flatMap(mailbox => scene.wanted(mailbox)).length;
  if (wanted > ours && !told) watch.violations.push('nobody was told that Halo drops marks');
  // Under "no delete" the first one may lose its event and stay.
  const mayStay = story.turns.some(turn => turn.rules?.noDelete === true);
  // Each mailbox may try once.
  const tries = story.people.length + watch.lostAnswers + story.turns.filter(turn => turn.memoryLost).length;
  if (ours > tries && !mayStay)
    watch.violations.push(`${ours} appointments were made in a Halo that drops marks`);
}

/** Everything is looked at again when somebody in Halo has saved all of it and changed nothing that is ours. */
async function sortEverything({ house, watch, runs, story }: Ending): Promise<void> {
  if (showsDeleted(story)) return;
  const { halo, clock } = house;
  clock.advance(secondMs);
  for (const row of halo.state.appointments())
    if (!row.deleted) halo.state.edit(row.id, { category1: 'Sorted' });
  clock.advance(secondMs);
  const report = await runs.run(true);
  if ((report?.haloWrites ?? 0) > 0)
    watch.violations.push(`a look at everything wrote ${report?.haloWrites} times`);
}

async function compare({ house, watch, person }: Ending): Promise<void> {
  const kept = await person.held('kept');
  for (const question of kept)
    if (!watch.answers.wasKept(question)) watch.violations.push(`nobody wanted ${question.itemId} kept`);
  const decided = { watch, kept };
  watch.violations.push(...undecidedDifferences(house, house.settings().import, decided));
}
