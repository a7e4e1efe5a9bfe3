/** The head of a page: its name small, its sentence as the h1, what belongs to it, and its verbs. */
import type { ReactNode } from 'react';

export function PageHead({
  name,
  sentence,
  lead,
  acts,
}: {
  readonly name: string;
  readonly sentence: string;
  readonly lead?: ReactNode;
  readonly acts?: ReactNode;
}) {
  return (
    <header className="head">
      <div>
        <p className="eyebrow">{name}</p>
        <h1>{sentence}</h1>
        {lead === undefined || lead === '' ? null : <p className="lead">{lead}</p>}
      </div>
      {acts === undefined ? null : <div className="acts">{acts}</div>}
    </header>
  );
}
