/** A sentence apart from the rest, with its remedy and perhaps one verb. */
import type { ReactNode } from 'react';
import { Shape, type ShapeKind } from './shape.tsx';

export function Note({
  kind,
  sentence,
  remedy = '',
  verb,
  isUrgent = false,
}: {
  readonly kind: ShapeKind;
  readonly sentence: string;
  readonly remedy?: string;
  readonly verb?: ReactNode;
  /** It is the answer to what a person just did: spoken at once. */
  readonly isUrgent?: boolean;
}) {
  return (
    <div className={`note t-${kind}`} role={isUrgent ? 'alert' : undefined}>
      <Shape kind={kind} />
      <p>
        <b>{sentence}</b>
        {remedy === '' ? null : <span className="remedy">{remedy}</span>}
      </p>
      {verb}
    </div>
  );
}
