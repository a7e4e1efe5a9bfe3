/** Beside the fields of a server: what its account needs, with the commands that give it. */
import { Paste } from '../../paste.tsx';
import { firstStartWords, impersonationCommands } from '../../words/first-start.ts';
import { useFields, valueAt } from '../settings/draft.ts';

export function AccountNeeds() {
  const { draft } = useFields();
  const account = valueAt(draft, 'exchange.user');
  const { needs } = firstStartWords;
  return (
    <section className="panel">
      <h2>{needs.title}</h2>
      <p className="soft">{needs.says}</p>
      <Paste
        paste={{
          title: needs.shell,
          text: impersonationCommands(typeof account === 'string' ? account : ''),
        }}
      />
    </section>
  );
}

export function ApplicationNeeds() {
  const { application } = firstStartWords;
  return (
    <section className="panel">
      <h2>{application.title}</h2>
      <p className="soft">{application.says}</p>
    </section>
  );
}
