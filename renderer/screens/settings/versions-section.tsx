/** The last versions of the settings, each with what differs from the one before it; any can be made current again. */
import type { SettingsView, VersionView } from '../../../preload/contract/views/setup.ts';
import { formatWhen } from '../../formats.ts';
import { BeforeAfter } from '../../parts/before-after.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { useNow } from '../../use-now.ts';
import { fieldWords, settingsWords, versionWords } from '../../words/settings.ts';

/** A field inside a setting is called as the setting. */
const labelOf = (key: string) =>
  fieldWords[key]?.label ?? fieldWords[key.replace(/\.\w+$/, '')]?.label ?? key;

/** Values as they are kept, told as the form tells them. */
function inWords(value: string): string {
  if (value === 'true') return settingsWords.on;
  if (value === 'false') return settingsWords.off;
  return value === '[]' || value === '{}'
    ? versionWords.empty
    : value.replace(/^\[(.*)\]$/, '$1').replaceAll('"', '');
}

function Version({
  version,
  onRestore,
}: {
  readonly version: VersionView;
  readonly onRestore: (() => void) | null;
}) {
  const now = useNow();
  return (
    <section className="group" aria-label={versionWords.version(version.number)}>
      <header>
        <div>
          <h2>{versionWords.version(version.number)}</h2>
          <p>{versionWords.by(version.who, formatWhen(version.at, now))}</p>
        </div>
        <div className="acts">
          {version.isCurrent ? <span className="badge">{versionWords.current}</span> : null}
          {onRestore === null || version.isCurrent ? null : (
            <button type="button" className="btn" onClick={onRestore}>
              {versionWords.restore}
              <span className="sr"> {versionWords.version(version.number)}</span>
            </button>
          )}
        </div>
      </header>
      {version.changes.length === 0 ? (
        <p className="more">{versionWords.nothing}</p>
      ) : (
        <table className="tbl">
          <TableHead
            columns={[
              [versionWords.setting, 'w1'],
              [versionWords.beforeAfter, 'w2'],
            ]}
          />
          <tbody>
            {version.changes.map(change => (
              <tr key={change.key}>
                <th scope="row">
                  {labelOf(change.key)} <span className="faint mono hide-small">{change.key}</span>
                </th>
                <td>
                  <BeforeAfter before={inWords(change.before)} after={inWords(change.after)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function VersionsSection({
  current,
  onRestored,
}: {
  /** The version that is current: another one is read anew. */
  readonly current: number;
  readonly onRestored: (view: SettingsView, said: string) => void;
}) {
  const { value, problem, askAgain } = useAnswer('settings.versions', {});
  const mayWrite = useMayWrite();
  const { act, problem: refused } = useAct();
  const restore = (number: number) =>
    void act('settings.restore', { number }).then(view => {
      if (view === null) return;
      askAgain();
      onRestored(view, versionWords.restored(number));
    });
  return (
    <>
      <ProblemNote problem={refused} />
      <ProblemNote problem={problem} onTryAgain={askAgain} />
      {value !== null && (value.versions.length === 0 || current === 0) ? (
        <Empty icon="settings" title={versionWords.none} says={versionWords.noneSays} />
      ) : null}
      {value?.versions.map(version => (
        <Version
          key={version.number}
          version={version}
          onRestore={mayWrite ? () => restore(version.number) : null}
        />
      ))}
    </>
  );
}
