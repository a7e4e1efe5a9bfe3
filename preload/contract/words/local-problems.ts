/** Words for what goes wrong on this computer: settings, secrets, data folder, the run itself. Only words. */
import type { ProblemCode } from '../../../main/core/problem.ts';
import { answered, type Facts, fact, forCommand, forCommandBare, given, type SayProblem } from './facts.ts';

type LocalCode = Exclude<
  ProblemCode,
  | `exchange.${string}`
  | `mailbox.${string}`
  | `item.${string}`
  | `halo.${string}`
  | `agent.${string}`
  | `outbound.${string}`
>;

const folder = (facts: Facts) => forCommand(facts, 'folder', '<data folder>');
const account = (facts: Facts) => forCommand(facts, 'account', '<account that runs the app>');
const inFolder = (facts: Facts) => given(facts, 'folder', path => ` ${path}`);

/** Rights that are not inherited go only when they are named. */
function withoutOther(facts: Facts): string {
  const who = forCommand(facts, 'who', '');
  return /^S-1-[\d-]+$/.test(who) ? ` /remove:g "*${who}"` : '';
}

/** `.` is the data folder itself. */
function theFile(facts: Facts): string {
  const file = fact(facts, 'file');
  return file === ''
    ? `Something in the data folder${inFolder(facts)}`
    : `The file ${file} of the data folder${inFolder(facts)}`;
}

const secretNames: Readonly<Record<string, string>> = {
  halo: 'client secret for Halo',
  exchange: 'password for Exchange',
  outbound: 'secret with which Halo tells of changes',
};
/** Where the command line takes a secret from. */
const secretVariables: Readonly<Record<string, string>> = {
  halo: 'HALO_CLIENT_SECRET',
  exchange: 'EXCHANGE_PASSWORD',
  outbound: 'HALO_NUDGE_SECRET',
};
const everyVariable = 'EXCHANGE_PASSWORD (for Exchange) or HALO_CLIENT_SECRET (for Halo)';
function theSecret(facts: Facts): string {
  const name = fact(facts, 'secret');
  return `The ${secretNames[name] ?? (name === '' ? 'secret' : `secret ${name}`)}`;
}

const settingReasons: Readonly<Record<string, string>> = {
  missing: 'it is empty',
  'not-known': 'there is no such setting',
  'not-an-address': 'it is not an http or https address',
  'in-clear': 'a password or token would leave this computer unprotected; name an https address',
  'not-secure':
    'the secret would leave an https address; name the authorisation server in halo.authorisationUrl',
};

/** One setting, a whole file, or a version of the settings. */
function whatIsInvalid(facts: Facts): string {
  const field = fact(facts, 'field');
  if (field !== '') return `The setting ${field}`;
  const file = fact(facts, 'file');
  if (file !== '') return `The file ${file}`;
  return given(facts, 'version', version => `Version ${version} of the settings`, 'A setting');
}

/** A list is set as a whole: of `outbound.types.0` it is `outbound.types`. */
const settable = (facts: Facts) => forCommandBare(facts, 'field', '<setting>').replace(/(?:\.\d+)+$/, '');

function remedyForInvalid(facts: Facts): string {
  if (facts['reason'] === 'not-known') return 'To see all settings and their values: config show';
  if (fact(facts, 'field') !== '' || fact(facts, 'file') + fact(facts, 'version') === '') {
    return `Correct it in the settings of the window, or with: config set ${settable(facts)} <value>. To see all settings and their values: config show`;
  }
  return fact(facts, 'file') === ''
    ? 'Choose another one; to see those that are kept: config versions'
    : 'Nothing was changed. Check the path and your rights on it; what is imported has to be a settings file as config export writes it.';
}

/** Who holds the folder is not always known; then the process is 0. */
function processId(facts: Facts, wrap: (pid: string) => string, otherwise: string = ''): string {
  return facts['pid'] === 0 ? otherwise : given(facts, 'pid', wrap, otherwise);
}

const storeFailed = (facts: Facts) => ({
  sentence: `${theFile(facts)} could not be read or written${answered(facts)}.`,
  remedy:
    'The import stops before the next effect, so that nothing happens unrecorded. Look for a virus scanner or backup that keeps the file open, and exclude the data folder from it.',
});

export const localProblems: Readonly<Record<LocalCode, SayProblem>> = {
  'settings.invalid': facts => ({
    sentence: `${whatIsInvalid(facts)} cannot be used${given(facts, 'reason', reason => `: ${settingReasons[reason] ?? reason}`)}.`,
    remedy: remedyForInvalid(facts),
  }),
  'settings.newer': facts => ({
    sentence: `The settings were written by a newer version of this app${given(facts, 'version', version => ` (settings version ${version})`)}.`,
    remedy: 'Install that version again. An older one does not open them, so that nothing in them is lost.',
  }),
  'settings.broken': facts => ({
    sentence: `${given(facts, 'file', name => `The settings file ${name}`, 'The settings file')} cannot be read.`,
    remedy:
      'It was set aside and is kept. Import an exported settings file with: config import <file>, or enter the settings again; links and secrets are not touched.',
  }),
  'secret.missing': facts => ({
    sentence: `${theSecret(facts)} has not been entered yet.`,
    remedy: `Enter it in the settings of the window, or set ${secretVariables[fact(facts, 'secret')] ?? everyVariable} in the environment of the command line; to keep it: config secrets --save`,
  }),
  'secret.unreadable': facts => ({
    sentence: `${theSecret(facts)} cannot be read${given(facts, 'account', name => `; it was saved by ${name}`)}.`,
    remedy: 'Enter it again under the account that runs the app. Everything else is kept.',
  }),
  'store.locked': facts =>
    facts['role'] === 'reader'
      ? {
          sentence: 'This copy of the app opened the data folder only to look, so it writes nothing.',
          remedy: 'Use the copy that is running already, or end it and start this one again.',
        }
      : {
          sentence: `The data folder is in use by another copy of this app${given(facts, 'account', name => `, run by ${name}`)}${given(facts, 'host', host => ` on ${host}`)}${processId(facts, pid => ` (process ${pid})`)}.`,
          remedy: `Only one may write. End the other one first, after its run, with the command stop; to find it: Get-Process -Id ${processId(facts, () => forCommandBare(facts, 'pid', '<process>'), '<process>')} -IncludeUserName`,
        },
  'store.full': facts => ({
    sentence: `The disk of the data folder${inFolder(facts)} is full.`,
    remedy:
      'Free some space; to see it: Get-PSDrive -PSProvider FileSystem. Nothing is written to Halo that cannot be recorded here, so nothing is lost.',
  }),
  'store.read-only': facts => ({
    sentence: `${theFile(facts)} cannot be written${answered(facts)}.`,
    remedy: `Give the account that runs the app the right to change it: icacls "${folder(facts)}" /grant "${account(facts)}:(OI)(CI)M"`,
  }),
  'store.open-to-others': facts => ({
    sentence: `Other users of this computer may write to the data folder${inFolder(facts)}${given(facts, 'who', who => ` (${who})`)}.`,
    remedy: `It is not used until only the system, administrators and the running account may: icacls "${folder(facts)}" /inheritance:r${withoutOther(facts)} /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "${account(facts)}:(OI)(CI)F"`,
  }),
  'store.broken': facts => ({
    sentence: `${theFile(facts)} is damaged.`,
    remedy:
      'It was set aside and is kept; the last good copy is used, or the links are found again in Halo. Check the disk: Repair-Volume -DriveLetter <letter> -Scan',
  }),
  'store.newer': facts => ({
    sentence: `${theFile(facts)} was written by a newer version of this app${given(facts, 'version', version => ` (version ${version})`)}.`,
    remedy: 'Install that version again. An older one does not open the file, so that nothing in it is lost.',
  }),
  'store.failed': facts =>
    facts['reason'] === 'no-folder'
      ? {
          sentence: `There is no data folder ${fact(facts, 'folder')}.`,
          remedy: 'Write its name as it is, or make one with: config import FILE, or config set KEY VALUE.',
        }
      : storeFailed(facts),
  'run.stopped': () => ({
    sentence: 'The run was stopped before it had finished.',
    remedy: 'Nothing needs doing: what was written stays, and the next run goes on from there.',
  }),
  'run.stalled': facts => ({
    sentence: `The run made no progress for 10 minutes and was ended${given(facts, 'agent', name => `, at ${name}`)}.`,
    remedy:
      'The next run starts as planned. If it happens again, look at the last lines of the command requests to see who did not answer.',
  }),
  'run.already-running': () => ({
    sentence: 'A run is under way already.',
    remedy: 'Nothing needs doing: wait until it has finished, or stop it first.',
  }),
  'internal.bug': facts => ({
    sentence: `Something happened that this app was not made for${given(facts, 'agent', name => `, at ${name}`)}.`,
    remedy:
      'The part that it concerns was left as it is and the rest goes on. Please report it with the log of this run; the log holds no subjects and no secrets.',
  }),
};
