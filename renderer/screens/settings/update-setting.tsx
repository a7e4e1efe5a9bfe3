/** Where newer versions are told of, and what is told there. */
import { FormRow } from '../../parts/form-row.tsx';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { aboutWords } from '../../words/settings.ts';
import { TextSetting } from './fields.tsx';

export function UpdateSetting() {
  const { value: update } = useAnswer('desktop.update', {});
  const { act } = useAct();
  const isNewer = update?.state === 'newer';
  const said = update === null ? '' : aboutWords.updates[update.state];
  const open = () => void act('desktop.open-page', { page: 'update' });
  return (
    <>
      <TextSetting name="updates.address" />
      {said === '' ? null : (
        <FormRow
          id="about-update"
          label={isNewer ? aboutWords.newer(update.version) : aboutWords.update}
          hint={said}
          isGroup
        >
          {isNewer ? (
            <button type="button" className="btn" onClick={open}>
              {aboutWords.openUpdate}
            </button>
          ) : null}
        </FormRow>
      )}
    </>
  );
}
