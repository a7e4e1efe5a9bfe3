/** The bar at the foot: what is not saved, what is to correct, Discard and Save. */
import { Icon } from '../../parts/icon.tsx';
import { Shape } from '../../parts/shape.tsx';
import { useMayWrite } from '../../status-context.ts';
import { fieldWords, settingsWords } from '../../words/settings.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const labelOf = (key: string) =>
  fieldWords[key]?.label ?? fieldWords[key.replace(/\.\w+$/, '')]?.label ?? key;

export function SaveBar({
  draft,
  onSaid,
}: {
  readonly draft: SettingsDraft;
  readonly onSaid: (text: string) => void;
}) {
  const { validation, effect, isSaving } = draft;
  const mayWrite = useMayWrite();
  const wrong = validation.wrong;
  const many = validation.changed.length;
  const isCounting =
    validation.changesScope && wrong.length === 0 && effect?.state !== 'ready' && effect?.state !== 'failed';
  const save = () => {
    onSaid('');
    void draft.save().then(isSaved => isSaved && onSaid(settingsWords.saved));
  };
  return (
    <div className="foot">
      <span className="state">
        {wrong.length > 0 ? <Shape kind="bad" /> : <Icon name={many === 0 ? 'tick' : 'edit'} />}
        <span>
          {!mayWrite ? (
            settingsWords.viewer
          ) : many === 0 ? (
            settingsWords.noChanges
          ) : (
            <b>{settingsWords.changes(many)}</b>
          )}
          {wrong.length === 0
            ? null
            : settingsWords.toCorrect(wrong.length, wrong.map(one => labelOf(one.key)).join(', '))}
        </span>
      </span>
      {mayWrite ? (
        <div className="acts">
          <button
            type="button"
            className="btn"
            disabled={many === 0 && wrong.length === 0}
            onClick={draft.discard}
          >
            {settingsWords.discard}
          </button>
          <button
            type="button"
            className="btn primary"
            disabled={many === 0 || wrong.length > 0 || isSaving}
            onClick={save}
          >
            {isCounting && many > 0 ? settingsWords.saveUncounted : settingsWords.save}
          </button>
        </div>
      ) : null}
    </div>
  );
}
