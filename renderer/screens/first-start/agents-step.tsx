/** What the agents' own choice means, and who was matched to which mailbox. */
import { useState } from 'react';
import { TableHead } from '../../parts/table-head.tsx';
import { useAnswer } from '../../use-answer.ts';
import { agentHealthWords } from '../../words/agents.ts';
import { firstStartWords } from '../../words/first-start.ts';
import { generalWords } from '../../words/general.ts';
import { HealthMark } from '../agents/agent-filters.tsx';
import { AgentsSection } from '../settings/other-sections.tsx';

const atFirst = 20;
const atOnce = 200;

export function AgentsStep() {
  const { value } = useAnswer('agents.list', {}, true);
  const [shown, setShown] = useState(atFirst);
  const rows = value?.rows ?? [];
  return (
    <>
      <AgentsSection />
      {rows.length === 0 ? null : (
        <section className="section">
          <header>
            <h2>{firstStartWords.found}</h2>
            <p>{value?.sentence}</p>
          </header>
          <table className="tbl">
            <TableHead
              columns={[[generalWords.agent], [firstStartWords.mailbox, 'w1'], [firstStartWords.says, 'w2']]}
            />
            <tbody>
              {rows.slice(0, shown).map(row => (
                <tr key={row.agentId}>
                  <th scope="row" className="nowrap">
                    {row.name}
                  </th>
                  <td className="clip">{row.address === '' ? generalWords.unknown : row.address}</td>
                  <td className="clip soft">
                    <span className="state">
                      <HealthMark health={row.health} />
                      <span>
                        <span className="sr">{agentHealthWords[row.health]}: </span>
                        {row.says}
                      </span>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length > shown ? (
            <p className="more">
              <button type="button" className="btn-link" onClick={() => setShown(shown + atOnce)}>
                {firstStartWords.more(rows.length - shown)}
              </button>
            </p>
          ) : null}
        </section>
      )}
    </>
  );
}
