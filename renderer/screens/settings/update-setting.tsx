/** Where newer versions are told of, and what is told there. */
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { aboutWords } from '../../words/settings.ts';
import { TextSetting } from './fields.tsx';

export function UpdateSetting() {
  const { value: update } = useAnswer('desktop.update', {});
  const { act } = useAct();
  const said = update === null ? '' : aboutWords.updates[update.state];
  return (
    <>
      <TextSetting name="updates.address" />
      {said === '' ? null : (
        <div className="line">
          <span>{update?.state === 'newer' ? `${aboutWords.newer(update.version)}. ${said}` : said}</span>
          {update?.state === 'newer' ? (
            <button
              type="button"
              className="btn"
              onClick={() => void act('desktop.open-page', { page: 'update' })}
            >
              {aboutWords.openUpdate}
            </button>
          ) : null}
        </div>
      )}
    </>
  );
}
