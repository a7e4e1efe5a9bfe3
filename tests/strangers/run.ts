/**
 * `npm run strangers [name …]`: other people's clients, as Debian packages them, on the simulated Exchange of each version.
 * Installs what is missing when it may (root and apt-get); else says what to install and ends with 2. Ends with 1 when a
 * client does not see what it should.
 */
import { spawn, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfferedSignIn } from '../../main/simulators/exchange/offered-sign-ins.ts';
import { type ServerVersion, serverVersions } from '../../main/simulators/exchange/protocol/versions.ts';
import { type ExchangeSimulator, startExchangeSimulator } from '../../main/simulators/exchange/server.ts';
import { generatedCalendar } from '../../main/simulators/generated-calendar.ts';
import { type Certified, makeAuthority, makeCertificate } from '../adapters/http/certificates.ts';

interface Stranger {
  readonly name: string;
  /** Debian packages. */
  readonly packages: readonly string[];
  /** npm packages, installed outside of the project. Default none. */
  readonly fromNpm?: readonly string[];
  /** How it can sign in without a desktop around it. */
  readonly signsInBy: readonly OfferedSignIn[];
  /** Over http it never begins an NTLM sign-in. Default false. */
  readonly wantsTls?: boolean;
  readonly command: readonly string[];
}

/** Debian's own interpreter: its packages are not seen by others. */
const python = '/usr/bin/python3';
const here = import.meta.dirname;
const npmFolder = join(tmpdir(), 'strangers-from-npm');

const strangers: readonly Stranger[] = [
  {
    name: 'exchangelib',
    packages: ['python3-exchangelib'],
    signsInBy: ['basic', 'ntlm'],
    command: [python, join(here, 'with-exchangelib.py')],
  },
  {
    name: 'davmail',
    packages: ['davmail'],
    signsInBy: ['basic', 'ntlm'],
    command: [python, join(here, 'with-davmail.py')],
  },
  {
    name: 'evolution',
    packages: ['evolution-ews', 'evolution-data-server', 'gir1.2-ecal-2.0', 'python3-gi', 'dbus'],
    signsInBy: ['basic', 'ntlm'],
    wantsTls: true,
    command: [python, join(here, 'with-evolution.py')],
  },
  {
    name: 'node-ews',
    packages: [],
    fromNpm: ['node-ews@3.5.0', 'ntlm-client@0.1.1'],
    signsInBy: ['basic'],
    command: [process.execPath, '--no-deprecation', join(here, 'with-node-ews.mjs'), npmFolder],
  },
];

const master = { user: 'EXAMPLE\\svc-halo-sync', password: 'Master-Passw0rd!' };
const people = ['Anna Berg', 'Bruno Costa'];
const eventsEach = 6;
/** What people have booked lies around this day; what the clients book lies half a year later. */
const around = Date.UTC(2026, 5, 15);
/** A client that says nothing for so long has failed. */
const longestMs = 180_000;

/** Installed packages stay. */
function provide(packages: readonly string[]): boolean {
  const isInstalled = (name: string) =>
    spawnSync('dpkg', ['-s', name], { encoding: 'utf8' }).stdout?.includes('ok installed') ?? false;
  const missing = packages.filter(name => !isInstalled(name));
  if (missing.length === 0) return true;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  console.log(`Installing ${missing.join(', ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const done = spawnSync('sh', ['-c', `apt-get update -q && ${install.join(' ')}`], {
    env: environment,
    encoding: 'utf8',
  });
  if (done.status === 0) return true;
  console.error(`${done.stderr}\nNot installed. Run as root on Debian: ${install.join(' ')}`);
  return false;
}

/** The servers that each of them visits. */
const servers: readonly { readonly version: ServerVersion; readonly signIn: OfferedSignIn }[] = [
  ...serverVersions.map(version => ({ version, signIn: 'basic' as const })),
  { version: 'Exchange2016', signIn: 'ntlm' },
];

type Visited = (typeof servers)[number];

/** Downloaded packages stay in the temporary folder; none of their scripts is run. */
function provideFromNpm(packages: readonly string[]): boolean {
  if (packages.length === 0) return true;
  const options = ['install', '--prefix', npmFolder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const done = spawnSync('npm', [...options, ...packages], { encoding: 'utf8' });
  if (done.status !== 0) console.error(`${done.stderr}\nNot installed from npm: ${packages.join(', ')}`);
  return done.status === 0;
}

async function furnished({ version, signIn }: Visited, tls?: Certified): Promise<ExchangeSimulator> {
  const server = await startExchangeSimulator({
    master,
    version,
    signIn: [signIn],
    ...(tls === undefined ? {} : { tls }),
  });
  for (const [index, displayName] of people.entries()) {
    const address = `${displayName.toLowerCase().replace(' ', '.')}@example.org`;
    const mailbox = server.state.addMailbox({ address, displayName, password: `Passw0rd-${index + 1}` });
    for (const booking of generatedCalendar(index, eventsEach, around)) mailbox.book(booking);
  }
  return server;
}

/** Whether the client saw what it should. */
function visit(
  { command: [program = '', ...given] }: Stranger,
  server: ExchangeSimulator,
  signIn: OfferedSignIn,
  tls?: Certified,
): Promise<boolean> {
  const mailboxes = server.state.mailboxes.map(({ address, user, password }) => ({
    address,
    user,
    password,
  }));
  // As lower-case digits: that is how Evolution remembers one.
  const certificate = tls === undefined ? '' : new X509Certificate(tls.cert).fingerprint256;
  const sha256 = certificate.replaceAll(':', '').toLowerCase();
  const description = { exchange: { url: server.url, certificate: sha256, signIn, master, mailboxes } };
  return new Promise(resolve => {
    const client = spawn(program, given, { stdio: ['pipe', 'inherit', 'inherit'], timeout: longestMs });
    client.once('error', error => {
      console.error(String(error));
      resolve(false);
    });
    client.once('exit', code => resolve(code === 0));
    client.stdin.end(JSON.stringify(description));
  });
}

const named = process.argv.slice(2);
const asked = strangers.filter(({ name }) => named.length === 0 || named.includes(name));
if (asked.length < Math.max(1, named.length)) {
  console.error(`Known are: ${strangers.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
if (!provide(asked.flatMap(({ packages }) => packages))) process.exit(2);
if (!provideFromNpm(asked.flatMap(({ fromNpm }) => fromNpm ?? []))) process.exit(2);
let failed = 0;
for (const stranger of asked)
  for (const visited of servers.filter(one => stranger.signsInBy.includes(one.signIn))) {
    const title = `${stranger.name} on ${visited.version} by ${visited.signIn}`;
    console.log(`\n${title}`);
    const hasTls = stranger.wantsTls === true && visited.signIn === 'ntlm';
    const tls = hasTls ? makeCertificate(makeAuthority('Strange Root')) : undefined;
    const server = await furnished(visited, tls);
    if (!(await visit(stranger, server, visited.signIn, tls))) {
      failed += 1;
      console.error(`${title}: not as it should be`);
    }
    await server.close();
  }
console.log(failed === 0 ? '\nAll strangers saw what they should.' : `\n${failed} failed.`);
process.exit(failed === 0 ? 0 : 1);
