/** Four facts, each a link to where there is more of it. */
import { formatTook, formatWhen } from '../../formats.ts';
import { serverShapes } from '../../health-shapes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Shape, type ShapeKind } from '../../parts/shape.tsx';
import { hrefOf } from '../../place.ts';
import { useStatus } from '../../status-context.ts';
import { statusWords } from '../../words/status.ts';

interface Fact {
  readonly name: string;
  readonly href: string;
  readonly shape: ShapeKind | null;
  readonly value: string;
  readonly detail: string;
}

export function Facts() {
  const { exchange, halo, lastRun, held } = useStatus();
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
    },
    {
      name: words.halo,
      href: hrefOf('settings', { section: 'halo' }),
      shape: serverShapes[halo.state],
      value: halo.host === '' ? statusWords.notSet : halo.host,
      detail: halo.says,
    },
    {
      name: words.lastRun,
      href: hrefOf('runs', { run: lastRun?.number }),
      shape: lastRun === null || lastRun.counts.failed === 0 ? null : 'need',
      value: lastRun === null ? statusWords.noRun : statusWords.changes(changes),
      detail: lastRun === null ? '' : statusWords.took(formatWhen(lastRun.startedAt), formatTook(lastRun.ms)),
    },
    {
      name: words.held,
      href: hrefOf('held'),
      shape: held === 0 ? null : 'need',
      value: held === 0 ? statusWords.none : statusWords.waiting(held),
      detail: held === 0 ? statusWords.heldNone : statusWords.heldSome,
    },
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
          </a>
        </li>
      ))}
    </ul>
  );
}
