/** How the way to Exchange stands for each agent: what waits, since when, and when something last got there. */
import type { OutboundView } from '../../../preload/contract/views/outbound.ts';
import { formatNumber, formatWhen } from '../../formats.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { hrefOf } from '../../place.ts';
import { generalWords } from '../../words/general.ts';
import { outboundWords } from '../../words/outbound.ts';

function Count({ value }: { readonly value: number }) {
  return <td className={value === 0 ? 'num zero' : 'num'}>{formatNumber(value)}</td>;
}

export function OutboundAgents({
  agents,
  now,
}: {
  readonly agents: OutboundView['agents'];
  readonly now: Date;
}) {
  return (
    <section className="section" aria-label={outboundWords.agents}>
      <header>
        <h2>{outboundWords.agents}</h2>
        <p>{outboundWords.agentsLead}</p>
      </header>
      <table className="tbl">
        <TableHead
          columns={[
            [generalWords.agent, 'grow'],
            [outboundWords.onTheWay, 'num'],
            [outboundWords.oldest],
            [outboundWords.cannotBeSent, 'num'],
            [outboundWords.held, 'num'],
            [outboundWords.lastSent],
          ]}
        />
        <tbody>
          {agents.map(one => (
            <tr key={one.agentId ?? 'unknown'}>
              <th scope="row" className="clip">
                {one.agentId === null || one.agent === '' ? (
                  outboundWords.agentUnknown
                ) : (
                  <a href={hrefOf('agents', { agent: one.agentId })}>{one.agent}</a>
                )}
              </th>
              <Count value={one.waiting} />
              <td className="nowrap">
                {one.oldest === null ? generalWords.unknown : formatWhen(one.oldest, now)}
              </td>
              <Count value={one.parked} />
              <Count value={one.held} />
              <td className="nowrap">
                {one.lastSent === null ? outboundWords.notLately : formatWhen(one.lastSent, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
