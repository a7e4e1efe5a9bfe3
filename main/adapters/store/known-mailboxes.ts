/**
 * Which mailboxes the data folder remembers. File names are hashes, so each that nobody has named yet is asked of what is in the files: the
 * state first, since it is small.
 */
import { sep } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../core/problem.ts';
import type { MailboxKey } from '../../ports.ts';
import { type DataFolder, mailboxHash } from './data-folder.ts';
import { onDisk, systemCode } from './disk-problem.ts';

const places = [
  ['states', '.json'],
  ['links', '.json'],
  ['links', '.json.last'],
  ['journal', '.jsonl'],
  ['journal', '.jsonl.last'],
] as const;

const holder = z.object({ mailbox: z.object({ agentId: z.int(), address: z.string() }) });
const atOnce = 16;

/** The mailbox that a file says it belongs to; null when it says nothing that can be believed. */
async function ask(folder: DataFolder, path: string, hash: string): Promise<MailboxKey | null> {
  try {
    const text = new TextDecoder().decode(await folder.disk.read(path));
    const first = path.includes('.jsonl') ? text.slice(0, Math.max(0, text.indexOf('\n'))) : text;
    const { mailbox } = holder.parse(JSON.parse(first));
    return mailboxHash(mailbox) === hash ? mailbox : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || systemCode(error) === 'ENOENT')
      return null;
    throw error;
  }
}

/** Every mailbox with a state, links or a journal, in the order of the hashes. `met`, by hash, need not be asked of their files. */
export async function knownMailboxes(
  folder: DataFolder,
  met: ReadonlyMap<string, MailboxKey>,
): Promise<Result<readonly MailboxKey[]>> {
  return onDisk('states', async () => {
    const named = new Map<string, string[]>();
    const lists = new Map<string, readonly string[]>();
    for (const [place, ending] of places) {
      const list = lists.get(place) ?? (await listIfThere(folder, place));
      lists.set(place, list);
      for (const name of list) {
        const hash = name.slice(0, 20);
        if (name !== `${hash}${ending}` || !/^[0-9a-f]{20}$/.test(hash)) continue;
        named.set(hash, [...(named.get(hash) ?? []), `${folder.folder(place)}${sep}${name}`]);
      }
    }
    const mailboxes: MailboxKey[] = [];
    const hashes = [...named.keys()].sort();
    for (let from = 0; from < hashes.length; from += atOnce) {
      const answers = hashes.slice(from, from + atOnce).map(async hash => {
        const mailbox = met.get(hash);
        if (mailbox !== undefined) return [mailbox];
        for (const path of named.get(hash) ?? []) {
          const found = await ask(folder, path, hash);
          if (found !== null) return [found];
        }
        return [];
      });
      mailboxes.push(...(await Promise.all(answers)).flat());
    }
    return mailboxes;
  });
}

/** A viewer may open a folder in which nothing has been made yet. */
async function listIfThere(
  folder: DataFolder,
  place: (typeof places)[number][0],
): Promise<readonly string[]> {
  try {
    return await folder.disk.list(folder.folder(place));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
