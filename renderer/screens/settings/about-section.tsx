/** What this program is, where it keeps its data, as whom it runs; start with Windows; sample data. */
import { useState } from 'react';
import { FormRow } from '../../parts/form-row.tsx';
import { goTo } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { generalWords } from '../../words/general.ts';
import { aboutWords, settingsWords } from '../../words/settings.ts';
import { UpdateSetting } from './update-setting.tsx';

export function AboutSection() {
  const { value: about, problem } = useAnswer('about.read', {});
  const { value: start } = useAnswer('desktop.start-with-windows', { set: null });
  const { isSampleData } = useStatus();
  const [isSet, setSet] = useState<boolean | null>(null);
  const { act, problem: refused } = useAct();
  const startsWithWindows = isSet ?? start?.on ?? null;
  if (about === null) return <ProblemNote problem={problem} />;
  const facts: readonly (readonly [string, string])[] = [
    [aboutWords.dataFolder, about.dataFolder],
    [aboutWords.account, about.account],
    [aboutWords.role, aboutWords.roles[about.role]],
    [aboutWords.runtime, about.runtime.map(one => `${one.name} ${one.version}`).join(', ')],
  ];
  const toggleSample = () =>
    void act(isSampleData ? 'sample-data.stop' : 'sample-data.start', {}).then(
      status => status !== null && goTo(status.isFirstStart ? 'first-start' : 'status'),
    );
  return (
    <div className="rows">
      <FormRow id="about-program" label={aboutWords.sentence(about.name, about.version)} isGroup>
        <dl className="pairs">
          {facts.map(([name, value]) => (
            <div key={name} className="pair">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="line">
          <button
            type="button"
            className="btn"
            onClick={() => void act('desktop.open-page', { page: 'help' })}
          >
            {aboutWords.help}
          </button>
          <button
            type="button"
            className="btn"
            onClick={() => void act('desktop.open-page', { page: 'halo' })}
          >
            {aboutWords.halo}
          </button>
        </div>
      </FormRow>
      <UpdateSetting />
      {startsWithWindows === null ? null : (
        <FormRow id="about-start" label={aboutWords.startWithWindows} hint={aboutWords.startHint}>
          <span className="switch">
            <input
              id="about-start"
              type="checkbox"
              role="switch"
              checked={startsWithWindows}
              aria-checked={startsWithWindows}
              aria-describedby="about-start-hint"
              onChange={event =>
                void act('desktop.start-with-windows', { set: event.target.checked }).then(
                  answer => answer !== null && setSet(answer.on),
                )
              }
            />
            <span aria-hidden="true">{startsWithWindows ? settingsWords.on : settingsWords.off}</span>
          </span>
        </FormRow>
      )}
      <FormRow id="about-sample" label={generalWords.sampleData} hint={aboutWords.sampleSays} isGroup>
        <button type="button" className="btn" onClick={toggleSample}>
          {isSampleData ? generalWords.leaveSampleData : aboutWords.sample}
        </button>
      </FormRow>
      <ProblemNote problem={refused} />
    </div>
  );
}
