/** Below the lanes: the recurring masters, and what was not imported and why. */
import type { CalendarView } from '../../../preload/contract/views/calendar.ts';
import { reasonIn, withGreatLetter } from '../../clauses.ts';
import { formatNumber, formatWhen } from '../../formats.ts';
import { Icon } from '../../parts/icon.tsx';
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
          <thead>
            <tr>
              <th scope="col" className="grow">
                {words.series}
              </th>
              <th scope="col">{words.firstStart}</th>
              <th scope="col" className="num">
                {words.occurrences}
              </th>
              <th scope="col" className="num">
                {words.exceptions}
              </th>
              <th scope="col" className="num">
                {words.inHalo}
              </th>
            </tr>
          </thead>
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
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col" className="w1">
              {words.event}
            </th>
            <th scope="col" className="w2">
              {words.why}
            </th>
            <td>
              <span className="sr">{generalWords.actions}</span>
            </td>
          </tr>
        </thead>
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
