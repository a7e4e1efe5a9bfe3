/** Runs: the picture of the last, a line each, and what one did when it is opened. */
import { useState } from 'react';
import type { AnswerOf } from '../../../preload/contract/requests.ts';
import type { RunSummary } from '../../../preload/contract/views/runs.ts';
import { formatNumber } from '../../formats.ts';
import { Chip } from '../../parts/chip.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { goTo, hrefOf, numberIn } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { ask } from '../../window-link.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { runWords } from '../../words/runs.ts';
import { RunPicture } from './run-picture.tsx';
import { RunTable } from './run-table.tsx';

const pageSize = 60;

const kinds = {
  all: () => true,
  changes: ({ counts, changedInHalo }: RunSummary) =>
    counts.added + counts.changed + counts.removed + changedInHalo > 0,
  problems: (run: RunSummary) => run.outcome !== 'done',
  'by-hand': (run: RunSummary) => run.trigger === 'by-hand',
  'from-halo': (run: RunSummary) => run.trigger === 'outbound',
  previews: (run: RunSummary) => run.trigger === 'preview',
} as const;
type Kind = keyof typeof kinds;
const chips: readonly (readonly [Kind, string])[] = [
  ['all', runWords.all],
  ['changes', runWords.withChanges],
  ['problems', runWords.withProblems],
  ['by-hand', runWords.byHand],
  ['previews', runWords.previews],
  ['from-halo', runWords.fromHalo],
];

/** Pages read after the first; they belong to that first page alone. */
interface Older {
  readonly first: AnswerOf<'runs.list'>;
  readonly runs: readonly RunSummary[];
  readonly next: number | null;
}

export function RunsScreen({ query }: { readonly query: URLSearchParams }) {
  const { value, problem, askAgain } = useAnswer('runs.list', { before: null, limit: pageSize }, true);
  const [older, setOlder] = useState<Older>();
  const [kind, setKind] = useState<Kind>('all');
  const mayWrite = useMayWrite();
  const { act, problem: refused } = useAct();

  const readOlder = older?.first === value ? older : undefined;
  const opened = numberIn(query, 'run');
  const runs = [...(value?.runs ?? []), ...(readOlder?.runs ?? [])];
  const shown = runs.filter(kinds[kind]);
  /** Most installations write nothing to Exchange. */
  const isWorthIt = ([name]: (typeof chips)[number]) => name !== 'from-halo' || runs.some(kinds[name]);
  const next = readOlder === undefined ? (value?.next ?? null) : readOlder.next;
  const readOn = async () => {
    if (next === null || value === null) return;
    const reply = await ask('runs.list', { before: next, limit: pageSize });
    if (!reply.ok) return;
    setOlder({
      first: value,
      runs: [...(readOlder?.runs ?? []), ...reply.value.runs],
      next: reply.value.next,
    });
  };
  const preview = () => void act('sync.preview', { agentId: null }).then(how => how && goTo('preview'));
  return (
    <div className="page">
      <PageHead
        name={pageNames.runs}
        sentence={value?.sentence ?? generalWords.reading}
        lead={runWords.lead}
        acts={
          <>
            <a className="btn quiet" href={hrefOf('preview')}>
              {runWords.lastPreview}
            </a>
            {mayWrite ? (
              <button type="button" className="btn" onClick={preview}>
                {runWords.previewARun}
              </button>
            ) : null}
          </>
        }
      />
      <ProblemNote problem={refused} />
      <ProblemNote problem={problem} onTryAgain={askAgain} />
      {value !== null && value.runs.length > 1 ? <RunPicture runs={value.runs} marked={opened} /> : null}
      {value !== null && runs.length === 0 ? (
        <Empty icon="runs" title={runWords.emptyTitle} says={runWords.emptySays} />
      ) : null}
      {runs.length === 0 ? null : (
        <div className="section">
          <div className="bar">
            {chips.filter(isWorthIt).map(([name, label]) => (
              <Chip
                key={name}
                label={label}
                count={formatNumber(runs.filter(kinds[name]).length)}
                isOn={kind === name}
                onPress={() => setKind(name)}
              />
            ))}
          </div>
          {shown.length === 0 ? <p className="soft">{runWords.noneOfKind}</p> : null}
          {shown.length === 0 ? null : (
            <RunTable
              runs={shown}
              opened={opened}
              onOpen={number => goTo('runs', { run: number === opened ? null : number }, true)}
            />
          )}
          {next === null ? null : (
            <p className="more">
              <span />
              <button type="button" className="btn-link" onClick={() => void readOn()}>
                {runWords.olderRuns}
              </button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
