/** Needs attention: each entry says what, since when and what next, has one verb at most, and tells why. */
import type { AttentionEntry } from '../../../preload/contract/views/status.ts';
import type { Verb } from '../../../preload/contract/views/verb.ts';
import { formatWhen } from '../../formats.ts';
import { healthShapes } from '../../health-shapes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Shape } from '../../parts/shape.tsx';
import { Paste } from '../../paste.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useNow } from '../../use-now.ts';
import { hrefFor } from '../../verb-place.ts';
import { statusWords } from '../../words/status.ts';

function EntryVerb({ verb, onSync }: { readonly verb: Verb; readonly onSync: () => void }) {
  const href = hrefFor(verb);
  if (href !== null) {
    return (
      <a className="btn" href={href}>
        {verb.label}
      </a>
    );
  }
  return (
    <button type="button" className="btn" onClick={onSync}>
      {verb.label}
    </button>
  );
}

function nextTrySays({ nextTry }: AttentionEntry, now: Date): string {
  return nextTry === null ? '' : statusWords.nextTry(formatWhen(nextTry, now));
}

function goesOnSays({ nextTry }: AttentionEntry, now: Date): string {
  return nextTry === null ? statusWords.goesOn : statusWords.goesOnAt(formatWhen(nextTry, now));
}

function Entry({ entry, onSync }: { readonly entry: AttentionEntry; readonly onSync: (() => void) | null }) {
  const now = useNow();
  const goesOn = entry.health === 'working';
  const when = [
    entry.since === null ? '' : statusWords.since(formatWhen(entry.since, now)),
    goesOn ? goesOnSays(entry, now) : nextTrySays(entry, now),
  ].filter(text => text !== '');
  const mayAct = entry.verb !== null && (onSync !== null || entry.verb.does !== 'sync');
  return (
    <li>
      <div className="line">
        {goesOn ? (
          <Icon name="wait" size={20} className="faint" />
        ) : (
          <Shape kind={healthShapes[entry.health]} />
        )}
        <div>
          <p className="say">{entry.sentence}</p>
          <p className="when">{when.join(' ')}</p>
        </div>
        {mayAct && entry.verb !== null ? <EntryVerb verb={entry.verb} onSync={onSync ?? (() => {})} /> : null}
      </div>
      {entry.why === '' && entry.paste === null ? null : (
        <details>
          <summary>
            <Icon name="chev" size={12} />
            {statusWords.why}
          </summary>
          <div className={entry.paste === null ? 'why alone' : 'why'}>
            <p>{entry.why}</p>
            <Paste paste={entry.paste} />
          </div>
        </details>
      )}
    </li>
  );
}

export function Attention({ entries }: { readonly entries: readonly AttentionEntry[] }) {
  const mayWrite = useMayWrite();
  const { act, problem } = useAct();
  const sync = () => void act('sync.start', { agentIds: null, verify: false });
  return (
    <section className="section">
      <header>
        <h2>{statusWords.needsAttention}</h2>
        <p>{statusWords.closesItself}</p>
      </header>
      <ul className="attn">
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} onSync={mayWrite ? sync : null} />
        ))}
      </ul>
      <ProblemNote problem={problem} />
    </section>
  );
}
