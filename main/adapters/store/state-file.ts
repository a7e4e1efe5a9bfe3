/** The small file of a mailbox: its state, and beside it when it is asked again while it cannot be read. */
import { type Result, succeeded } from '../../core/problem.ts';
import type { MailboxState, ParkedMailbox } from '../../ports.ts';
import type { DataFolder } from './data-folder.ts';
import { onDisk } from './disk-problem.ts';
import { type MailboxFiles, plainKey } from './mailbox-files.ts';

/** Null: none was saved, or it broke and was set aside. Problems: store.*; that it is broken only where nothing may be written. */
export async function readState(
  folder: DataFolder,
  files: MailboxFiles,
): Promise<Result<MailboxState | null>> {
  const read = await files.state.read();
  if (read.ok) return succeeded(read.value?.state ?? null);
  if (read.problem.code !== 'store.broken' || folder.whyNotWritable() !== null) return read;
  // Without its state a mailbox is read in full and compared with its links: safe, and the document has said it.
  const aside = await onDisk(`states/${files.hash}.json`, () => files.stateFile.setAside());
  return aside.ok ? succeeded(null) : aside;
}

/** A mailbox with a new state was read: it waits no more. */
export function writeState(files: MailboxFiles, state: MailboxState): Promise<Result<void>> {
  return files.state.write({ version: 1, mailbox: plainKey(files.mailbox), state });
}

/** Written beside the state, which stays as it is. */
export async function park(
  folder: DataFolder,
  files: MailboxFiles,
  parked: ParkedMailbox,
): Promise<Result<void>> {
  const state = await readState(folder, files);
  if (!state.ok) return state;
  return files.state.write({ version: 1, mailbox: plainKey(files.mailbox), state: state.value, parked });
}

/** Null: it does not wait, or the file is broken, which whoever reads the state says. */
export async function readParked(files: MailboxFiles): Promise<Result<ParkedMailbox | null>> {
  const read = await files.state.read();
  if (read.ok) return succeeded(read.value?.parked ?? null);
  // Whoever reads the state says what is wrong with the file.
  return read.problem.code === 'store.broken' ? succeeded(null) : read;
}
