/** Settings to and from a file, without secrets. */
import { type ChangeEvent, useRef } from 'react';
import type { SettingsView } from '../../../preload/contract/views/setup.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { settingsWords } from '../../words/settings.ts';

export function SettingsFiles({
  onImported,
  onSaid,
}: {
  readonly onImported: (view: SettingsView) => void;
  readonly onSaid: (text: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const mayWrite = useMayWrite();
  const { act, problem } = useAct();
  const exportFile = async () => {
    const file = await act('settings.export', {});
    const saved = file === null ? null : await act('desktop.save-text', file);
    onSaid(saved === null || saved.path === null ? '' : settingsWords.exported(saved.path));
  };
  const importFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file === undefined) return;
    const view = await act('settings.import', { text: await file.text() });
    if (view !== null) onImported(view);
  };
  return (
    <>
      <ProblemNote problem={problem} />
      {mayWrite ? (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept=".json,application/json"
            aria-label={settingsWords.importFile}
            onChange={event => void importFile(event)}
          />
          <button type="button" className="btn" onClick={() => input.current?.click()}>
            {settingsWords.importFile}
          </button>
        </>
      ) : null}
      <button type="button" className="btn" onClick={() => void exportFile()}>
        {settingsWords.exportFile}
      </button>
    </>
  );
}
