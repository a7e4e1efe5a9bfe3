/** The details of what is chosen above; stays in sight at the foot of the sheet. */
import type { ReactNode } from 'react';

export function DetailBar({
  title,
  pairs,
  closeLabel,
  onClose,
  verbs,
}: {
  readonly title: string;
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly verbs?: ReactNode;
}) {
  return (
    <section className="foot details" aria-label={title}>
      <div>
        <h2>{title}</h2>
        <dl className="pairs">
          {pairs.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="acts">
        {verbs}
        <button type="button" className="btn" onClick={onClose}>
          {closeLabel}
        </button>
      </div>
    </section>
  );
}
