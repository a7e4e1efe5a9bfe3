/**
 * Checks every request against Microsoft's schemas: `node tests/adapters/exchange/request-validity.ts <schema folder>`, where the folder
 * holds exchange2010_sp2/envelope.xsd and so on. Needs xmllint. Not part of `npm test`: the schemas are not ours to keep.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { everyRequest, everyWrite } from './every-request.ts';

const schemas = {
  Exchange2010_SP2: 'exchange2010_sp2',
  Exchange2013_SP1: 'exchange2013_sp1',
  Exchange2016: 'exchange2016',
} as const;

const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  console.error('Usage: request-validity.ts <schema folder>');
  process.exit(2);
}

let invalid = 0;
let checked = 0;
for (const version of ['Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'] as const) {
  const schema = join(folder, schemas[version], 'envelope.xsd');
  for (const access of ['impersonation', 'delegate'] as const) {
    const style = { version, access };
    for (const { name, xml } of [...(await everyRequest(style)), ...(await everyWrite(style, 'all'))]) {
      const judged = spawnSync('xmllint', ['--noout', '--schema', schema, '-'], {
        input: xml,
        encoding: 'utf8',
      });
      checked += 1;
      if (judged.status === 0) continue;
      invalid += 1;
      console.error(`${version} ${access} ${name}: ${judged.error?.message ?? judged.stderr}`);
    }
  }
}
console.log(`${checked} requests checked, ${invalid} invalid`);
process.exit(invalid === 0 ? 0 : 1);
