/**
 * Whether anybody but the running account, the system and the administrators may write a folder; and how a file or folder is closed to
 * all others. POSIX is judged by owner and mode, Windows by the access list that `icacls` saves.
 */
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileFacts } from './disk.ts';
import { StoreFailure } from './disk-problem.ts';
import type { RunProgram } from './process-life.ts';

/** POSIX: null when closed, else what is open, for the problem's facts. Root may own it: root may do everything anyway. */
export function posixOpening(facts: FileFacts, ownUser: number): string | null {
  if (facts.owner !== ownUser && facts.owner !== 0) return `owner ${facts.owner}`;
  return (facts.mode & 0o022) === 0 ? null : `mode ${(facts.mode & 0o777).toString(8)}`;
}

/** What is asked of Windows; a seam, since no other system can answer. */
export interface WindowsRights {
  /** The access list of a file or folder in SDDL, e.g. `D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)`. Names in it depend on no language. */
  accessList(path: string): Promise<string>;
  /** Security identifier of the running account, e.g. `S-1-5-21-1-2-3-1105`. */
  ownIdentifier(): Promise<string>;
  /** Leaves the system, the administrators and the running account alone in the access list. */
  restrict(path: string, kind: 'file' | 'folder'): Promise<void>;
}

/**
 * The Windows branch. `icacls PATH /save FILE` writes the name and its SDDL as two UTF-16 lines; its screen output is not used because
 * it names accounts in the language of the system. `whoami /user` prints `"DOMAIN\user","S-1-5-…"`.
 */
export function windowsRights(
  runOnce: RunProgram,
  read: (path: string) => Promise<string> = path => readFile(path, 'utf16le'),
): WindowsRights {
  const run: RunProgram = (program, parameters) =>
    runOnce(program, parameters).catch(() => {
      throw unanswered(program);
    });
  const ownIdentifier = async () => {
    const output = await run('whoami.exe', ['/user', '/fo', 'csv', '/nh']);
    const found = /S-1-[0-9-]+/.exec(output);
    if (found === null) throw unanswered('whoami');
    return found[0];
  };
  return {
    ownIdentifier,
    accessList: async path => {
      const saved = join(tmpdir(), `halo-integrator-rights-${process.pid}-${crypto.randomUUID()}`);
      try {
        await run('icacls.exe', [path, '/save', saved, '/q']);
        return sddlOf(await read(saved));
      } finally {
        await rm(saved, { force: true });
      }
    },
    restrict: async (path, kind) => {
      const inherit = kind === 'folder' ? '(OI)(CI)' : '';
      const grants = ['S-1-5-18', 'S-1-5-32-544', await ownIdentifier()].map(one => `*${one}:${inherit}F`);
      await run('icacls.exe', [path, '/inheritance:r', '/grant:r', ...grants, '/q']);
    },
  };
}

/** A folder whose rights cannot be asked is not opened. */
function unanswered(program: string): StoreFailure {
  return new StoreFailure({
    code: 'store.failed',
    scope: 'installation',
    retryable: false,
    facts: { file: '.', error: program },
  });
}

/** The access list in what `icacls /save` wrote. */
function sddlOf(saved: string): string {
  const line = saved.split(/\r?\n/).find(text => /^D:/.test(text));
  if (line === undefined) throw unanswered('icacls');
  return line;
}

/** System, administrators, domain and enterprise administrators, owner placeholders, the installer of Windows itself. */
const trusted = new Set([
  ...['SY', 'BA', 'LA', 'DA', 'EA', 'CO', 'OW', 'S-1-5-18', 'S-1-5-32-544', 'S-1-3-0', 'S-1-3-4'],
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
]);
/** Two-letter rights that change something: all, write, create, append, delete a child, delete, change the list or the owner. */
const writing = new Set(['GA', 'GW', 'FA', 'FW', 'DC', 'LC', 'DT', 'SD', 'WD', 'WO']);
/** The same as bits of an access mask. */
const writingBits = 0x1000_0000 + 0x4000_0000 + 0x2 + 0x4 + 0x40 + 0x1_0000 + 0x4_0000 + 0x8_0000;

/** What SDDL abbreviates, as icacls takes it. Groups of a domain have no number of their own here and stay as they are. */
const identifiers: Readonly<Record<string, string>> = {
  WD: 'S-1-1-0',
  NU: 'S-1-5-2',
  IU: 'S-1-5-4',
  SU: 'S-1-5-6',
  AN: 'S-1-5-7',
  AU: 'S-1-5-11',
  LS: 'S-1-5-19',
  NS: 'S-1-5-20',
  BU: 'S-1-5-32-545',
  BG: 'S-1-5-32-546',
  PU: 'S-1-5-32-547',
  AO: 'S-1-5-32-548',
  SO: 'S-1-5-32-549',
  BO: 'S-1-5-32-551',
  RD: 'S-1-5-32-555',
  AC: 'S-1-15-2-1',
};

function mayChange(rights: string): boolean {
  if (/^0x[0-9a-f]+$/i.test(rights)) return (Number(rights) & writingBits) !== 0;
  return (rights.match(/../g) ?? []).some(pair => writing.has(pair));
}

/** Windows: null when closed, else the first foreign identifier that may write, as a number where it has one. No access list at all is open to everybody. */
export function windowsOpening(sddl: string, ownIdentifier: string): string | null {
  if (/^D:[A-Z]*NO_ACCESS_CONTROL/.test(sddl)) return 'everybody';
  // (type;flags;rights;object;inherited object;identifier, and a condition or resource behind some.
  const entries = sddl.matchAll(/\((\w+);[^;]*;([^;]*);[^;]*;[^;]*;([^;()]*)/g);
  for (const [, type = '', rights = '', identifier = ''] of entries) {
    const allows = type === 'A' || type === 'XA' || type === 'OA';
    if (!allows || identifier === ownIdentifier || trusted.has(identifier)) continue;
    if (mayChange(rights)) return identifiers[identifier] ?? identifier;
  }
  return null;
}
