/** What was done to an appointment, as icon and word. */
import { Icon, type IconName } from './parts/icon.tsx';
import { didWords } from './words/general.ts';

type Did = keyof typeof didWords;
const icons: Readonly<Record<Did, IconName>> = {
  added: 'plus',
  changed: 'edit',
  removed: 'minus',
  linked: 'link',
};

export function DidMark({ did }: { readonly did: Did }) {
  return (
    <span className="state">
      <Icon name={icons[did]} size={14} />
      {didWords[did]}
    </span>
  );
}
