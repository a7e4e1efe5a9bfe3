/**
 * Whether a client that nobody here has written is let in: curl by NTLM, over http and https, with the right password and a wrong one.
 * `node tests/simulators/exchange/curl-signs-in.ts`; needs curl with NTLM. Ends with 1 when an expectation is not met.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExchangeSimulator } from '../../../main/simulators/exchange/server.ts';
import { loopbackCertificate, loopbackKey } from './loopback-certificate.ts';
import { getFolder, master, soap } from './raw-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'curl-signs-in-'));
const request = join(folder, 'request.xml');
const authority = join(folder, 'authority.pem');
const mailbox = { address: 'anna@corp.example', password: 'Anna#1' };
writeFileSync(authority, loopbackCertificate);

/** The statuses of all answers that curl saw, in order; the text when there were none. */
function curl(url: string, user: string, password: string): Promise<string> {
  const words = ['--silent', '--show-error', '--ntlm', '--max-time', '20', '--cacert', authority];
  const sent = ['--data-binary', `@${request}`, '--header', 'Content-Type: text/xml; charset=utf-8'];
  const child = spawn('curl', [
    ...words,
    ...sent,
    '--dump-header',
    '-',
    '--user',
    `${user}:${password}`,
    url,
  ]);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', part => {
      text += part;
    });
    child.stderr.on('data', part => {
      text += part;
    });
    child.on('error', reject);
    child.on('close', () => {
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);
      const heard = text.includes('ResponseClass="Success"') ? ' Success' : '';
      resolve(statuses.length === 0 ? text : statuses.join(' ') + heard);
    });
  });
}

const tls = { key: loopbackKey, cert: loopbackCertificate };
const cases = [
  ['over http', {}, master.user, master.password, '401 200 Success'],
  ['as a mailbox’s own user', {}, mailbox.address, mailbox.password, '401 200 Success'],
  ['with a wrong password', {}, master.user, 'wrong', '401 401'],
  ['over https', { tls }, master.user, master.password, '401 200 Success'],
  // curl binds nothing to the certificate.
  ['where binding is required', { tls, channelBinding: 'require' }, master.user, master.password, '401 401'],
] as const;

try {
  for (const [what, options, user, password, expected] of cases) {
    const simulator = await startExchangeSimulator({ master, signIn: ['ntlm', 'basic'], ...options });
    try {
      const own = user === mailbox.address;
      writeFileSync(request, soap(getFolder(), own ? {} : { as: mailbox.address }));
      simulator.state.addMailbox({ ...mailbox, user: mailbox.address });
      const seen = await curl(simulator.url, user, password);
      const isRight = seen.startsWith(expected);
      console.log(`${isRight ? 'as expected' : `expected ${expected}`}: curl ${what}: ${seen}`);
      if (!isRight) process.exitCode = 1;
    } finally {
      await simulator.close();
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
