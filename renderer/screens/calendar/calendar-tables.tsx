/** Below the lanes: the recurring masters, and what was not imported and why. */
import type { CalendarView } from '../../../preload/contract/views/calendar.ts';
import { reasonIn, withGreatLetter } from '../../clauses.ts';
import { formatNumber, formatWhen } from '../../formats.ts';
import { Icon } from '../../parts/icon.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { hrefOf } from '../../place.ts';
import { useNow } from '../../use-now.ts';
import { calendarWords as words } from '../../words/calendar.ts';
import { generalWords } from '../../words/general.ts';
import { dateOf, whenOf } from './when.ts';

export function SeriesTable({ view }: { readonly view: CalendarView }) {
  const now = useNow();
  return (
    <section className="section masters-only">
      <header>
        <h2>{words.masters}</h2>
        <p>{words.mastersLead}</p>
      </header>
      {view.series.length === 0 ? (
        <p className="soft">{words.noMasters}</p>
      ) : (
        <table className="tbl">
          <TableHead
            columns={[
              [words.series, 'grow'],
              [words.firstStart],
              [words.occurrences, 'num'],
              [words.exceptions, 'num'],
              [words.inHalo, 'num'],
            ]}
          />
          <tbody>
            {view.series.map(row => (
              <tr key={row.seriesId}>
                <th scope="row" className="clip">
                  <span className="state">
                    <Icon name={row.subject === null ? 'lock' : 'series'} size={14} />
                    {row.subject ?? words.private}
                  </span>
                </th>
                <td className="nowrap">
                  {row.firstStart === null ? generalWords.unknown : formatWhen(row.firstStart, now)}
                </td>
                <td className="num">{formatNumber(row.occurrences)}</td>
                <td className="num">{formatNumber(row.exceptions)}</td>
                <td className="num">{formatNumber(row.inHalo)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function SkippedTable({ view }: { readonly view: CalendarView }) {
  const skipped = view.exchange.filter(one => one.verdict !== null && one.verdict !== 'imported');
  if (skipped.length === 0) return null;
  return (
    <section className="section">
      <header>
        <h2>{words.skipped}</h2>
        <p>{words.skippedLead}</p>
      </header>
      <table className="tbl">
        <TableHead columns={[[words.when], [words.event, 'w1'], [words.why, 'w2']]} hasActions />
        <tbody>
          {skipped.map(one => (
            <tr key={one.tie}>
              <td className="nowrap">{whenOf(one.when)}</td>
              <th scope="row" className="clip">
                {one.subject ?? words.private}
              </th>
              <td className="clip soft" title={one.says}>
                {withGreatLetter(reasonIn(one.says))}
              </td>
              <td>
                <div className="acts">
                  <a
                    className="btn quiet"
                    href={hrefOf('trace', { agent: view.agentId, date: dateOf(one.when) })}
                  >
                    {generalWords.trace}
                  </a>
                  {one.setting === null ? null : (
                    <a
                      className="btn quiet"
                      href={hrefOf('settings', { section: one.setting.split('.')[0], key: one.setting })}
                    >
                      {words.changeRule}
                    </a>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
