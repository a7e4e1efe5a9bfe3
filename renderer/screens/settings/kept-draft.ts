/** What was typed in Settings and not saved yet, for as long as the window is open: who looks at another page loses nothing. */
import { createContext, type RefObject, useContext } from 'react';
import type { Draft } from './draft.ts';

export interface KeptDraft {
  readonly typed: Draft;
  /** The version that it was begun on: a newer one refuses it, and is not written over. */
  readonly basedOn: number;
  /** Sample data have settings of their own. */
  readonly isSampleData: boolean;
}

const KeptDraftContext = createContext<RefObject<KeptDraft | null> | null>(null);
/** Around every page, in the shell. */
export const KeptDraftProvider = KeptDraftContext.Provider;

export function useKeptDraft(): RefObject<KeptDraft | null> {
  const kept = useContext(KeptDraftContext);
  if (kept === null) throw new Error('a draft is used outside the shell');
  return kept;
}
