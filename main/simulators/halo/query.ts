/** Query strings as Halo reads them: names in any case, the last of a repeated one wins. */

/** Parameters by lower-case name. */
export type Query = ReadonlyMap<string, string>;

export function readQuery(parameters: URLSearchParams): Query {
  const query = new Map<string, string>();
  for (const [name, value] of parameters) query.set(name.toLowerCase(), value);
  return query;
}

export function flagOf(query: Query, name: string): boolean {
  const value = query.get(name)?.toLowerCase();
  return value === 'true' || value === '1';
}

/** A number parameter; null when absent or no number. */
export function numberOf(query: Query, name: string): number | null {
  const text = query.get(name);
  if (text === undefined || text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

export function listOf(query: Query, name: string): readonly string[] {
  return (query.get(name) ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}
