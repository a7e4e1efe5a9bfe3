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

  /**
   * Of `names`, which are about to go to Exchange, those that Halo does not keep. `isNews`: one of them was found just now. Problems: those of
   * Halo.
   */
  async dropped(
    context: SendContext,
    pair: ReadPair,
    names: readonly OwnedFieldName[],
    signal: AbortSignal,
  ): Promise<Result<{ readonly names: readonly OwnedFieldName[]; readonly isNews: boolean }>> {
    let isNews = false;
    for (const name of names) {
      if (this.#kept.has(name) || pair.link === null || pair.link.origin === 'sent') continue;
      const asked = await ask(context, pair, name, signal);
      if (!asked.ok) return asked;
      if (asked.value === null) continue;
      this.#kept.set(name, asked.value);
      isNews ||= !asked.value;
    }
    return succeeded({ names: names.filter(name => this.#kept.get(name) === false), isNews });
  }
}

/** Null: nothing that was written tells it. */
async function ask(
  { changes }: SendContext,
  { home, link: own }: ReadPair,
  name: OwnedFieldName,
  signal: AbortSignal,
): Promise<Result<boolean | null>> {
  const says = (link: Link) =>
    link.origin === 'created' && link.state === 'live' && link.mapped === undefined && link !== own;
  const samples = [...home.memory.book.links.values()]
    .filter(link => says(link) && link.lastModified !== '' && !isEmpty(link.values, name))
    .slice(-mostLooks);
  for (const { haloId, lastModified } of samples) {
    if (haloId === null) continue;
    const read = await changes.whole(haloId, signal);
    if (!read.ok) return read;
    if (read.value.kind !== 'found') continue;
    const { whole } = read.value;
    const fields = haloFields(whole);
    if (!isEmpty(fields, name)) return succeeded(true);
    if (whole.appointment.lastModified === lastModified) return succeeded(false);
  }
  return succeeded(null);
}
