/** Commands to paste as they come in views, with the words of Copy. */
import { CodeToPaste } from './parts/code-to-paste.tsx';
import { generalWords } from './words/general.ts';

export function Paste({
  paste,
}: {
  readonly paste: { readonly title: string; readonly text: string } | null;
}) {
  if (paste === null) return null;
  return (
    <CodeToPaste
      title={paste.title}
      text={paste.text}
      copyLabel={generalWords.copy}
      copiedLabel={generalWords.copied}
    />
  );
}
