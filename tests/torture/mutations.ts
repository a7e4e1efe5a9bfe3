/** Mutated answers in their full number: most straight through the readers, where they are quick, the others through whole imports. */
import { AskedServers } from '../properties/asked-servers.ts';
import { liveMutatedLives, type MutatedLives, noMutatedLives } from '../properties/mutated-lives.ts';
import { noReadings, type ReadingCounts, readMutated } from '../properties/mutated-reading.ts';

export interface MutationCounts {
  readonly readers: ReadingCounts;
  readonly imports: MutatedLives;
}

export function noMutations(): MutationCounts {
  return { readers: noReadings(), imports: noMutatedLives() };
}

/** So much of all goes through whole imports. */
const shareOfImports = 0.15;

/** What was not as it must be; writes in `counts`. */
export async function mutateAnswers(
  seed: number,
  mutations: number,
  counts: MutationCounts,
  say: (text: string) => void,
): Promise<readonly string[]> {
  const { readers, imports } = counts;
  const ofImports = Math.ceil(mutations * shareOfImports);
  const servers = await AskedServers.open();
  try {
    const progress = () => say(`${readers.mutated} mutated answers read`);
    await readMutated(servers, { seed, mutations: mutations - ofImports, counts: readers, progress });
  } finally {
    await servers.close();
  }
  if (readers.failures.length > 0) return readers.failures;
  const progress = () => say(`${imports.mutated} mutated answers in ${imports.stories} stories`);
  await liveMutatedLives({ seed, mutations: ofImports, counts: imports, progress });
  return imports.failure?.violations ?? [];
}
