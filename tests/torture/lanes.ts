/** Work that waits for other processes most of its time goes side by side: the machine is never idle, and no piece knows of another. */

/**
 * Calls `work` with 0, 1, 2 … in so many lanes until one of them answers true or `most` are begun; what is begun by then comes to its
 * end. Rejects with the first error, when all lanes have ended.
 */
export async function inLanes(
  lanes: number,
  most: number,
  work: (index: number) => Promise<boolean>,
): Promise<void> {
  let next = 0;
  let isOver = false;
  const lane = async () => {
    while (!isOver && next < most) {
      const index = next;
      next += 1;
      try {
        if (await work(index)) isOver = true;
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}
