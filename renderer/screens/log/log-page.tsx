/** What both tabs are made of: head, tabs, filters with the search, the table that reads on, the details of the opened line. */
import { type ReactNode, useState } from 'react';
import { formatMoment } from '../../formats.ts';
import { DetailBar } from '../../parts/detail-bar.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { hrefOf } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import type { Pages } from '../../use-pages.ts';
import { generalWords, pageNames } from '../../words/general.ts';
import { logWords } from '../../words/log.ts';
import { AgentMailboxChoice } from './agent-mailbox-choice.tsx';
import { LongTable } from './long-table.tsx';

export type LogTabName = 'requests' | 'log';

interface Line {
  readonly place: string;
  readonly at: string;
  readonly mailbox: string | null;
}

function LogTabs({ tab }: { readonly tab: LogTabName }) {
  return (
    <nav className="tabs" aria-label={logWords.tabs}>
      {(['requests', 'log'] as const).map(one => (
        <a key={one} href={hrefOf('log', { tab: one })} aria-current={tab === one ? 'page' : undefined}>
          {logWords[one]}
        </a>
      ))}
    </nav>
  );
}

export function LogPage<T extends Line>({
  tab,
  acts,
  notice,
  first,
  filters,
  mailbox,
  onMailbox,
  text,
  onText,
  isFiltered,
  pages,
  head,
  cells,
  titleOf,
  detailsOf,
  verbsOf = () => null,
}: {
  readonly tab: LogTabName;
  readonly acts?: ReactNode;
  /** What came of an act. */
  readonly notice?: ReactNode;
  /** Filters before the agent's and after it. */
  readonly first: ReactNode;
  readonly filters: ReactNode;
  readonly mailbox: string | null;
  readonly onMailbox: (mailbox: string | null) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isFiltered: boolean;
  readonly pages: Pages<T>;
  readonly head: ReactNode;
  readonly cells: (line: T) => ReactNode;
  readonly titleOf: (line: T) => string;
  /** Beside its time and mailbox. */
  readonly detailsOf: (line: T) => readonly (readonly [name: string, value: string])[];
  readonly verbsOf?: (line: T) => ReactNode;
}) {
  const [opened, setOpened] = useState<T | null>(null);
  const words = logWords.tabWords[tab];
  return (
    <div className="page fill">
      <PageHead
        name={pageNames.log}
        sentence={pages.sentence ?? generalWords.reading}
        lead={words.lead}
        acts={acts}
      />
      {notice}
      <LogTabs tab={tab} />
      <div className="bar">
        {first}
        <AgentMailboxChoice value={mailbox} onChange={onMailbox} />
        {filters}
        <span className="end">
          <SearchField label={words.find} placeholder={words.findHint} value={text} onChange={onText} />
        </span>
      </div>
      <ProblemNote problem={pages.problem} onTryAgain={pages.readAnew} />
      {pages.lines.length > 0 ? (
        <LongTable
          name={tab}
          label={words.table}
          pages={pages}
          opened={opened?.place ?? null}
          onOpen={setOpened}
          head={head}
        >
          {cells}
        </LongTable>
      ) : pages.sentence === null ? null : (
        <Empty
          icon="log"
          title={isFiltered ? logWords.none : logWords.emptyTitle}
          says={isFiltered ? logWords.noneSays : logWords.emptySays}
        />
      )}
      {opened === null ? null : (
        <DetailBar
          title={titleOf(opened)}
          closeLabel={logWords.close}
          onClose={() => setOpened(null)}
          verbs={verbsOf(opened)}
          pairs={[
            [logWords.time, formatMoment(opened.at)],
            [logWords.mailbox, opened.mailbox ?? generalWords.unknown],
            ...detailsOf(opened),
          ]}
        />
      )}
    </div>
  );
}
