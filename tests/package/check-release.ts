/** The last step of `npm run package`: looks at what was made for giving away as `npm run package:check` looks at its stand-ins. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examinePackage } from './examine.ts';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const faults = examinePackage(join(root, 'release/win-unpacked'), 'win', version);
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'The package is what it must be.' : 'This package must not be given away.');
process.exitCode = faults.length === 0 ? 0 : 1;
