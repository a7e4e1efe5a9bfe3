/** A few facts, each a link to where there is more of it. */
import { formatTook, formatWhen } from '../../formats.ts';
import { serverShapes } from '../../health-shapes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Shape, type ShapeKind } from '../../parts/shape.tsx';
import { hrefOf } from '../../place.ts';
import { useStatus } from '../../status-context.ts';
import { useNow } from '../../use-now.ts';
import { statusWords } from '../../words/status.ts';

type ServerFact = ReturnType<typeof useStatus>['exchange'];

interface Fact {
  readonly name: string;
  readonly href: string;
  readonly shape: ShapeKind | null;
  readonly value: string;
  readonly detail: string;
  /** A second line; null: none. */
  readonly more: ServerFact['certificate'];
}

type LastRun = ReturnType<typeof useStatus>['lastRun'];

/** What is said instead of the changes when a run did not come to its end. */
const outcomes: Partial<Readonly<Record<NonNullable<LastRun>['outcome'], string>>> = {
  'could-not-run': statusWords.couldNotRun,
  stopped: statusWords.stopped,
};

function shapeOf(run: LastRun): ShapeKind | null {
  if (run?.outcome === 'could-not-run') return 'bad';
  return run === null || run.counts.failed === 0 ? null : 'need';
}

export function Facts() {
  const { exchange, halo, lastRun, held, outbound } = useStatus();
  const now = useNow();
  const words = statusWords.facts;
  const changes =
    lastRun === null ? 0 : lastRun.counts.added + lastRun.counts.changed + lastRun.counts.removed;
  const facts: readonly Fact[] = [
    {
      name: words.exchange,
      href: hrefOf('settings', { section: 'exchange' }),
      shape: serverShapes[exchange.state],
      value: exchange.host === '' ? statusWords.notSet : exchange.host,
      detail: exchange.says,
      more: exchange.certificate,
    },
    {
      name: words.halo,
      href: hrefOf('settings', { section: 'halo' }),
      shape: serverShapes[halo.state],
      value: halo.host === '' ? statusWords.notSet : halo.host,
      detail: halo.says,
      more: halo.certificate,
    },
    {
      name: words.lastRun,
      href: hrefOf('runs', { run: lastRun?.number }),
      shape: shapeOf(lastRun),
      value:
        lastRun === null ? statusWords.noRun : (outcomes[lastRun.outcome] ?? statusWords.changes(changes)),
      detail:
        lastRun === null ? '' : statusWords.took(formatWhen(lastRun.startedAt, now), formatTook(lastRun.ms)),
      more: null,
    },
    {
      name: words.held,
      href: hrefOf('held'),
      shape: held === 0 ? null : 'need',
      value: held === 0 ? statusWords.none : statusWords.waiting(held),
      detail: held === 0 ? statusWords.heldNone : statusWords.heldSome,
      more: null,
    },
    ...(outbound === null
      ? []
      : [
          {
            name: words.outbound,
            href: hrefOf('outbound'),
            shape: serverShapes[outbound.state],
            value: outbound.says,
            detail: outbound.detail,
            more: { says: outbound.howSoon, isSoon: false },
          },
        ]),
  ];
  return (
    <ul className="facts">
      {facts.map(fact => (
        <li key={fact.name}>
          <a href={fact.href}>
            <span className="k">
              {fact.shape === null ? null : <Shape kind={fact.shape} />}
              {fact.name}
              <Icon name="chev" size={12} />
            </span>
            <span className="v">
              <span title={fact.value}>{fact.value}</span>
            </span>
            <span className="d">{fact.detail}</span>
            {fact.more === null ? null : (
              <span className={fact.more.isSoon ? 'd need-ink' : 'd'}>{fact.more.says}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
