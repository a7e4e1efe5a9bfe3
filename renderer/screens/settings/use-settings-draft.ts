/** The draft of the settings: read, changed, checked while somebody types, counted when it changes what is imported, saved. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ProblemView } from '../../../preload/contract/reply.ts';
import type { EffectView, SettingsView, Validation } from '../../../preload/contract/views/setup.ts';
import { useMayWrite, useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { ask, listen } from '../../window-link.ts';
import { type Draft, type DraftFields, draftOf, withValue } from './draft.ts';
import { useKeptDraft } from './kept-draft.ts';

const checkAfterMs = 300;
const countAfterMs = 900;
const nothingWrong: Validation = { wrong: [], changesScope: false, changed: [] };

export interface SettingsDraft {
  readonly view: SettingsView | null;
  readonly fields: DraftFields | null;
  readonly validation: Validation;
  /** Null: nothing to count, or not begun. */
  readonly effect: EffectView | null;
  readonly problem: ProblemView | null;
  readonly isSaving: boolean;
  discard(): void;
  /** True when it was saved. */
  save(): Promise<boolean>;
  /** Takes the settings as another request left them. */
  take(view: SettingsView): void;
  /** The same, but what is being typed stays: a secret was set meanwhile. */
  renew(view: SettingsView): void;
  /** Another number: fields are to be drawn anew from the draft. */
  readonly generation: number;
  readAgain(): void;
}

export function useSettingsDraft(): SettingsDraft {
  const { value: view, problem: unread, put, askAgain } = useAnswer('settings.read', {});
  const { act, problem: refused, isActing, forget } = useAct();
  const mayWrite = useMayWrite();
  const { isSampleData } = useStatus();
  const kept = useKeptDraft();
  const [typed, setTyped] = useState<Draft | null>(() =>
    kept.current?.isSampleData === isSampleData ? kept.current.typed : null,
  );
  const [generation, setGeneration] = useState(0);
  const drop = useCallback(() => {
    kept.current = null;
    setTyped(null);
    setGeneration(was => was + 1);
  }, [kept]);
  const version = view?.version ?? null;
  useEffect(() => {
    if (typed === null || version === null) return;
    const known = kept.current?.isSampleData === isSampleData ? kept.current.basedOn : version;
    kept.current = { typed, basedOn: known, isSampleData };
  }, [typed, version, isSampleData, kept]);
  const [validation, setValidation] = useState(nothingWrong);
  const [effect, setEffect] = useState<EffectView | null>(null);

  useEffect(() => {
    if (typed === null) {
      setValidation(nothingWrong);
      return;
    }
    let isNewest = true;
    const timer = setTimeout(() => {
      void ask('settings.validate', { draft: typed }).then(reply => {
        if (isNewest && reply.ok) setValidation(reply.value);
      });
    }, checkAfterMs);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [typed]);

  const isCounted = typed !== null && mayWrite && validation.changesScope && validation.wrong.length === 0;
  useEffect(() => {
    setEffect(null);
    if (!isCounted || typed === null) return;
    let isNewest = true;
    const unlisten = listen('effect', notice => isNewest && setEffect(notice));
    const timer = setTimeout(() => {
      void ask('settings.effect', { draft: typed }).then(reply => {
        if (isNewest && reply.ok) setEffect(reply.value);
      });
    }, countAfterMs);
    return () => {
      isNewest = false;
      clearTimeout(timer);
      unlisten();
    };
  }, [isCounted, typed]);

  const take = useCallback(
    (next: SettingsView) => {
      put(next);
      drop();
    },
    [put, drop],
  );
  const draft = useMemo(() => typed ?? (view === null ? null : draftOf(view.settings)), [typed, view]);
  const fields = useMemo(
    () =>
      draft === null
        ? null
        : {
            draft,
            wrong: new Map(validation.wrong.map(one => [one.key, one.message])),
            isReadOnly: !mayWrite,
            set: (key: string, value: unknown) => setTyped(was => withValue(was ?? draft, key, value)),
          },
    [draft, validation, mayWrite],
  );
  return {
    view,
    fields,
    validation: typed === null ? nothingWrong : validation,
    effect,
    problem: refused ?? unread,
    isSaving: isActing,
    discard: () => {
      drop();
      forget();
    },
    save: async () => {
      if (view === null || typed === null) return true;
      const saved = await act('settings.save', {
        draft: typed,
        basedOn: kept.current?.basedOn ?? view.version,
      });
      if (saved !== null) take(saved);
      return saved !== null;
    },
    take,
    renew: put,
    generation,
    readAgain: () => {
      forget();
      drop();
      askAgain();
    },
  };
}
