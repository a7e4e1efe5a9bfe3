/** Where the data of this installation is: `--data DIR`, `HALO_INTEGRATOR_DATA`, else the place that Windows has for all users. */
import { isAbsolute, join, resolve } from 'node:path';

const folderName = 'Halo Integrator for Exchange';

export function dataFolderOf(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  userData: string,
): string {
  const at = words.indexOf('--data');
  const joined = words.find(word => word.startsWith('--data='))?.slice('--data='.length);
  const given = joined ?? (at < 0 ? undefined : words[at + 1]) ?? environment['HALO_INTEGRATOR_DATA'];
  if (given !== undefined && given !== '') return isAbsolute(given) ? given : resolve(given);
  const programData = environment['ProgramData'];
  return programData === undefined || programData === ''
    ? join(userData, 'data')
    : join(programData, folderName);
}
