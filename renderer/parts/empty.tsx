/** What stands where nothing is: why, and what would change it. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export function Empty({
  icon,
  title,
  says,
  verb,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly says: string;
  readonly verb?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={icon} size={32} />
      <b>{title}</b>
      <p>{says}</p>
      {verb}
    </div>
  );
}
