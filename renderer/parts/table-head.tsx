/** The head of a table whose columns are known beforehand. */
import { generalWords } from '../words/general.ts';

/** What a column is called, and the classes of its width and kind, if any. */
export type Column = readonly [name: string, look?: string];

/** `hasActions`: the last column holds buttons; it is named for those alone who cannot see them. */
export function TableHead({
  columns,
  hasActions = false,
}: {
  readonly columns: readonly Column[];
  readonly hasActions?: boolean;
}) {
  return (
    <thead>
      <tr>
        {columns.map(([name, look]) => (
          <th key={name} scope="col" className={look}>
            {name}
          </th>
        ))}
        {hasActions ? (
          <td>
            <span className="sr">{generalWords.actions}</span>
          </td>
        ) : null}
      </tr>
    </thead>
  );
}
