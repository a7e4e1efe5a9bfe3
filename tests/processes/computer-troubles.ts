/** Troubles of this computer: settings, secrets, disk, folder. Data; `problems.test.ts` runs them. */
import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openIntegrator } from '../../main/compose/integrator.ts';
import { type House, password } from './house.ts';
import type { TroubleRow } from './trouble-row.ts';

/** The system itself refuses what would make a file larger (EFBIG, told as a full disk): 24 KB here, more than the probe needs. */
const smallFiles = ['sh', '-c', 'ulimit -f 48; exec "$@"', 'sh'];
/** For root, rights on files hold only without this capability. */
const withoutRoot = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override'] : [];

async function spoilSettings(house: House, text: string): Promise<() => Promise<void>> {
  const file = join(house.data, 'settings.json');
  const kept = join(house.folder, 'kept.json');
  await copyFile(file, kept);
  await writeFile(file, text);
  await rm(`${file}.last`, { force: true });
  return async () => {
    await copyFile(kept, file);
  };
}

export const settingTroubles: readonly TroubleRow[] = [
  {
    name: 'a secret that nobody entered',
    environment: { EXCHANGE_PASSWORD: password },
    exit: 2,
    code: 'secret.missing',
    says: /client secret for Halo has not been entered yet/,
    remedy: /HALO_CLIENT_SECRET/,
  },
  {
    name: 'a secret that cannot be read any more',
    environment: {},
    spoil: async house => {
      await house.here(['config', 'secrets', '--save']);
      await rm(join(house.data, 'secrets.key'));
      return undefined;
    },
    exit: 2,
    code: 'secret.unreadable',
    says: /^The client secret for Halo cannot be read; it was saved by \S+\.$/,
    remedy: /Enter it again/,
  },
  {
    name: 'a setting that nobody entered',
    settings: async () => ({ exchange: { url: '' } }),
    exit: 2,
    code: 'settings.invalid',
    says: /The setting exchange\.url cannot be used: it is empty/,
    remedy: /config set exchange\.url/,
  },
  {
    name: 'settings that are broken, and no good copy of them',
    importedBefore: true,
    spoil: house => spoilSettings(house, '{"version":1,"current":'),
    exit: 2,
    code: 'settings.broken',
    says: /The settings file \S*settings\.json cannot be read/,
    remedy: /config import/,
    written: 2,
  },
  {
    name: 'settings of a newer version, which stay as they are',
    importedBefore: true,
    spoil: async house => {
      const newer = '{"version":2,"current":{}}';
      const heal = await spoilSettings(house, newer);
      return async () => {
        const text = await readFile(join(house.data, 'settings.json'), 'utf8');
        if (text !== newer) throw new Error(`the newer settings were changed: ${text}`);
        await heal();
      };
    },
    exit: 2,
    code: 'settings.newer',
    says: /written by a newer version of this app \(settings version 2\)/,
    remedy: /Install that version again/,
    written: 2,
  },
];

export const folderTroubles: readonly TroubleRow[] = [
  {
    name: 'a disk that is full in the middle of the import',
    events: 150,
    through: smallFiles,
    exit: 2,
    code: 'store.full',
    says: /The disk of the data folder \S+ is full/,
    remedy: /Free some space/,
    written: 'some',
  },
  {
    name: 'a data folder that may only be read',
    importedBefore: true,
    through: withoutRoot,
    spoil: async house => {
      await chmod(house.data, 0o500);
      return () => chmod(house.data, 0o700);
    },
    exit: 2,
    code: 'store.read-only',
    says: /of the data folder \S+ cannot be written \(EACCES\)/,
    remedy: /icacls/,
    written: 2,
  },
  {
    name: 'a data folder that others may write',
    importedBefore: true,
    spoil: async house => {
      await chmod(house.data, 0o777);
      return () => chmod(house.data, 0o700);
    },
    exit: 2,
    code: 'store.open-to-others',
    says: /Other users of this computer may write to the data folder/,
    remedy: /icacls .* \/inheritance:r/,
    written: 2,
  },
  {
    name: 'a data folder that another process writes',
    importedBefore: true,
    spoil: async house => {
      const other = await openIntegrator({ dataPath: house.data, role: 'writer', environment: {} });
      if (!other.ok) throw new Error(other.problem.code);
      return () => other.value.close();
    },
    exit: 2,
    code: 'store.locked',
    says: new RegExp(`in use by another copy of this app, run by .*\\(process ${process.pid}\\)`),
    remedy: new RegExp(`Get-Process -Id ${process.pid}`),
    written: 2,
  },
];
