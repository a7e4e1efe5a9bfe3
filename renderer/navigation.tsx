/** The side bar: pages with what waits on them, and at its foot the health, on every page. */

import { formatNumber } from './formats.ts';
import { healthShapes } from './health-shapes.ts';
import { Icon, type IconName } from './parts/icon.tsx';
import { Shape } from './parts/shape.tsx';
import { hrefOf, type Page } from './place.ts';
import { useStatus } from './status-context.ts';
import { useAct } from './use-act.ts';
import { useAnswer } from './use-answer.ts';
import { generalWords, pageNames } from './words/general.ts';
import { aboutWords } from './words/settings.ts';

interface Entry {
  readonly page: Page;
  readonly icon: IconName;
  readonly opensGroup: boolean;
}

const entries: readonly Entry[] = [
  { page: 'status', icon: 'status', opensGroup: false },
  { page: 'agents', icon: 'agents', opensGroup: true },
  { page: 'calendar', icon: 'calendar', opensGroup: false },
  { page: 'runs', icon: 'runs', opensGroup: false },
  { page: 'log', icon: 'log', opensGroup: false },
  { page: 'trace', icon: 'trace', opensGroup: true },
  { page: 'check', icon: 'check', opensGroup: false },
  { page: 'held', icon: 'held', opensGroup: false },
  { page: 'outbound', icon: 'out', opensGroup: false },
  { page: 'settings', icon: 'settings', opensGroup: true },
];

export function SampleDataBadge() {
  const { isSampleData } = useStatus();
  const { act, isActing } = useAct();
  if (!isSampleData) return null;
  return (
    <div className="sample">
      <span className="badge">{generalWords.sampleData}</span>
      <button
        type="button"
        className="btn quiet"
        disabled={isActing}
        onClick={() => void act('sample-data.stop', {})}
      >
        {generalWords.leaveSampleData}
      </button>
    </div>
  );
}

/** Only when a newer version is published; it is a link to its page and no more. */
function UpdateLine() {
  const { value: update } = useAnswer('desktop.update', {});
  const { act, isActing } = useAct();
  if (update?.state !== 'newer') return null;
  return (
    <div className="sample">
      <span className="badge">{aboutWords.newer(update.version)}</span>
      <button
        type="button"
        className="btn quiet"
        disabled={isActing}
        onClick={() => void act('desktop.open-page', { page: 'update' })}
      >
        {aboutWords.openUpdate}
      </button>
    </div>
  );
}

export function Navigation({ page }: { readonly page: Page }) {
  const status = useStatus();
  const { outbound } = status;
  const counts: Partial<Record<Page, number>> = {
    agents: status.calendars.all,
    held: status.held,
    outbound: outbound?.needsSomebody ?? 0,
  };
  // While nothing is written to Exchange there is nothing to look at.
  const there = entries.filter(entry => entry.page !== 'outbound' || outbound !== null);
  const shown = page === 'preview' ? 'runs' : page;
  return (
    <nav className="nav" aria-label={generalWords.pages}>
      <SampleDataBadge />
      <UpdateLine />
      <ul>
        {there.map(entry => {
          const count = counts[entry.page] ?? 0;
          return (
            <li key={entry.page} className={entry.opensGroup ? 'gap' : undefined}>
              <a
                href={hrefOf(entry.page)}
                aria-current={entry.page === shown ? 'page' : undefined}
                title={pageNames[entry.page]}
              >
                <Icon name={entry.icon} size={18} />
                <span>{pageNames[entry.page]}</span>
                {count === 0 ? null : <span className="count">{formatNumber(count)}</span>}
              </a>
            </li>
          );
        })}
      </ul>
      <div className="vital">
        <Shape kind={healthShapes[status.health]} turns={status.health === 'working'} />
        <b>{status.healthWord}</b>
        <span>{status.foot}</span>
      </div>
    </nav>
  );
}
