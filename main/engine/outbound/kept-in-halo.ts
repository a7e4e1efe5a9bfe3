/**
 * Whether Halo keeps what the import writes into it, field by field. One that Halo takes and drops looks as if somebody had emptied it there, and
 * would be emptied in Exchange. Asked of appointments that nobody has touched since; known to the running program alone.
 */
import type { OwnedFieldName, OwnedFields } from '../../core/appointment.ts';
import type { Link } from '../../core/link.ts';
import { haloFields } from '../../core/outbound/draft-event.ts';
import type { Result } from '../../core/problem.ts';
import { succeeded } from '../../core/problem.ts';
import type { ReadPair } from './read-pair.ts';
import type { SendContext } from './send-context.ts';

/** So many appointments are read for one field; when none of them tells anything, the next that is written asks again. */
const mostLooks = 3;

const isEmpty = (fields: OwnedFields, name: OwnedFieldName) => fields[name] === '' || fields[name] === false;

export class KeptInHalo {
  readonly #kept = new Map<OwnedFieldName, boolean>();
  readonly #told = new Set<OwnedFieldName>();

  /** Of `names`, which are about to go to Exchange, those that Halo does not keep. Problems: those of Halo. */
  async dropped(
    context: SendContext,
    pair: ReadPair,
    names: readonly OwnedFieldName[],
    signal: AbortSignal,
  ): Promise<Result<readonly OwnedFieldName[]>> {
    for (const name of names) {
      if (this.#kept.has(name) || pair.link === null || pair.link.origin === 'sent') continue;
      // What holds something there was not dropped.
      if (pair.wanted !== null && !isEmpty(pair.wanted.fields, name)) continue;
      const asked = await ask(context, pair, name, signal);
      if (!asked.ok) return asked;
      if (asked.value === null) continue;
      this.#kept.set(name, asked.value);
    }
    return succeeded(names.filter(name => this.#kept.get(name) === false));
  }

  /** Those of which nobody was told yet, and is now. */
  tell(names: readonly OwnedFieldName[]): readonly OwnedFieldName[] {
    const news = names.filter(name => !this.#told.has(name));
    for (const name of news) this.#told.add(name);
    return news;
  }
}

/** Null: none of those that are read tells it. One that holds the field outweighs those that do not. */
async function ask(
  { changes }: SendContext,
  { home, link: own }: ReadPair,
  name: OwnedFieldName,
  signal: AbortSignal,
): Promise<Result<boolean | null>> {
  const isImported = (link: Link) =>
    link.origin === 'created' && link.state === 'live' && link.mapped === undefined && link !== own;
  const samples = [...home.memory.book.links.values()]
    .filter(link => isImported(link) && link.lastModified !== '' && !isEmpty(link.values, name))
    .slice(-mostLooks);
  let isLost = false;
  for (const { haloId, lastModified } of samples) {
    if (haloId === null) continue;
    const read = await changes.whole(haloId, signal);
    if (!read.ok) return read;
    if (read.value.kind !== 'found') continue;
    const { whole } = read.value;
    // What somebody has saved since may have been typed, or emptied, by hand.
    if (whole.appointment.lastModified !== lastModified) continue;
    if (!isEmpty(haloFields(whole), name)) return succeeded(true);
    isLost = true;
  }
  return succeeded(isLost ? false : null);
}
