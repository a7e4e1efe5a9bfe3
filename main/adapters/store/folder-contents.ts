/** What is in a folder of the store. What is not there yet is empty: a viewer may look before anything has been written. */
import type { Disk } from './disk.ts';
import { systemCode } from './disk-problem.ts';

/** Names in the folder; none when there is no folder. Throws the disk's other errors. */
export async function namesIn(disk: Disk, folder: string): Promise<readonly string[]> {
  try {
    return await disk.list(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Bytes of the file; 0 when there is none. Throws the disk's other errors. */
export async function sizeOf(disk: Disk, path: string): Promise<number> {
  try {
    return (await disk.facts(path)).size;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
