/** A secret: only written, never shown. What is there is told in words; another one replaces it at once, not with Save; First start saves it itself. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { SecretName, SettingsView } from '../../../preload/contract/views/setup.ts';
import { FormRow } from '../../parts/form-row.tsx';
import { Note } from '../../parts/note.tsx';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { fieldWords, settingsWords } from '../../words/settings.ts';
import { idOf } from './fields.tsx';
import { useTypedSecret } from './typed-secrets.ts';

export function SecretSetting({
  name,
  view,
  onSet,
}: {
  readonly name: SecretName;
  readonly view: SettingsView;
  readonly onSet: (view: SettingsView) => void;
}) {
  const secret = view.secrets.find(one => one.name === name);
  const isThere = secret !== undefined && secret.source !== 'none' && secret.problem === null;
  const [isTyping, setTyping] = useState(false);
  const [value, setValue] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const mayWrite = useMayWrite();
  const { act, problem, isActing } = useAct();
  const isOpen = mayWrite && secret?.source !== 'environment' && (isTyping || !isThere);
  useEffect(() => {
    if (isTyping) input.current?.focus();
  }, [isTyping]);
  const save = async () => {
    const next = await act('secrets.set', { name, value });
    if (next === null) return false;
    setValue('');
    setTyping(false);
    onSet(next);
    return true;
  };
  useTypedSecret(name, isOpen && value !== '' ? save : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value !== '') void save();
  };
  const id = idOf(name);
  const label = fieldWords[name]?.label ?? name;
  return (
    <FormRow id={id} label={label} isGroup={!isOpen}>
      {secret?.problem === null || secret === undefined ? null : (
        <Note kind="need" sentence={secret.problem.sentence} remedy={secret.problem.remedy} />
      )}
      {isOpen ? (
        <>
          <div className="line">
            <input
              ref={input}
              id={id}
              className="w-m"
              type="password"
              autoComplete="new-password"
              value={value}
              maxLength={4_096}
              aria-describedby={`${id}-hint`}
              onChange={event => setValue(event.target.value)}
              onKeyDown={event => event.key === 'Enter' && submit(event)}
            />
            <button type="button" className="btn" disabled={value === '' || isActing} onClick={submit}>
              {settingsWords.setSecret}
            </button>
            {isThere ? (
              <button type="button" className="btn quiet" onClick={() => setTyping(false)}>
                {settingsWords.keep}
              </button>
            ) : null}
          </div>
          <p className="hint" id={`${id}-hint`}>
            {fieldWords[name]?.hint ?? ''} {settingsWords.secretHint}
          </p>
        </>
      ) : (
        <div className="line">
          <span>{secret?.source === 'environment' ? settingsWords.fromOutside : secret?.says}</span>
          {mayWrite && secret?.source !== 'environment' ? (
            <button type="button" className="btn" onClick={() => setTyping(true)}>
              {settingsWords.replace}
              <span className="sr"> {label}</span>
            </button>
          ) : null}
        </div>
      )}
      <ProblemNote problem={problem} />
    </FormRow>
  );
}
