/** Looks at what electron-builder made for Windows: an installer that 7-Zip can open, a zip, both with names that nobody ships. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `folder`: the output of one packaging. */
export function examineInstaller(folder: string): readonly string[] {
  const made = readdirSync(folder);
  const faults: string[] = [];
  const installer = made.find(name => name.endsWith('.exe'));
  const zip = made.find(name => name.endsWith('.zip'));
  const list = (name: string) =>
    spawnSync('7z', ['l', '-ba', join(folder, name)], { encoding: 'utf8', timeout: 60_000 }).stdout;
  if (installer === undefined) faults.push('No installer was made.');
  else if (!/app-64\.7z/.test(list(installer))) faults.push('The installer does not hold the app.');
  if (zip === undefined) faults.push('No zip was made.');
  else if (!/resources[\\/]app\.asar/.test(list(zip))) faults.push('The zip does not hold the app.');
  for (const name of made.filter(
    one => /\.(exe|zip)$/.test(one) && !one.startsWith('check-only-do-not-run'),
  )) {
    faults.push(`${name} does not say that it is for checking only.`);
  }
  return faults;
}
