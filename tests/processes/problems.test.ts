/** What goes wrong from outside, each as a run of the command line: its own code, sentence, remedy and exit code. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import {
  bookDays,
  clientSecret,
  type House,
  type HouseOptions,
  openHouse,
  password,
  secrets,
} from './house.ts';
import { lastLine, objects } from './started.ts';

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

interface Case {
  readonly name: string;
  readonly house?: HouseOptions;
  readonly spoil?: (house: House) => void;
  readonly settings?: (house: House) => Promise<Record<string, Record<string, unknown>>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly exit: number;
  readonly code: string;
  readonly agent?: string;
  readonly says: RegExp;
  readonly remedy: RegExp;
  /** How many appointments there are in Halo afterwards: the others go on. */
  readonly written?: number;
}

const pair = { people: ['Anna', 'Bruno'] } as const;

const cases: readonly Case[] = [
  {
    name: 'a wrong password',
    environment: { ...secrets, EXCHANGE_PASSWORD: 'wrong' },
    exit: 2,
    code: 'exchange.unauthorized',
    says: /does not accept the user name or password of the account EXAMPLE\\svc/,
    remedy: /Get-ADUser/,
  },
  {
    name: 'a wrong client secret',
    environment: { ...secrets, HALO_CLIENT_SECRET: 'wrong' },
    exit: 2,
    code: 'halo.unauthorized',
    says: /does not accept the client ID or the client secret/,
    remedy: /halo\.clientId/,
  },
  {
    name: 'a secret that nobody entered',
    environment: { EXCHANGE_PASSWORD: password },
    exit: 2,
    code: 'secret.missing',
    says: /client secret for Halo has not been entered yet/,
    remedy: /HALO_CLIENT_SECRET/,
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
    name: 'a mailbox that Exchange does not know, while the other is imported',
    house: pair,
    spoil: house => house.exchange.state.removeMailbox(house.addressOf('Bruno')),
    exit: 1,
    code: 'mailbox.unknown',
    agent: 'Bruno',
    says: /Bruno \(bruno@example\.org\)/,
    remedy: /bruno@example\.org|Get-Mailbox/,
    written: 2,
  },
  {
    name: 'an account that may not act for one mailbox, while the other is imported',
    house: pair,
    spoil: house => house.exchange.state.setImpersonation('EXAMPLE\\svc', [house.addressOf('Anna')]),
    exit: 1,
    code: 'mailbox.impersonation-denied',
    agent: 'Bruno',
    says: /Bruno/,
    remedy: /Get-ManagementRoleAssignment -Role ApplicationImpersonation/,
    written: 2,
  },
  {
    name: 'an Exchange that accepts no connection',
    settings: async () => ({ exchange: { url: `http://127.0.0.1:${await closedPort()}/EWS/Exchange.asmx` } }),
    exit: 2,
    code: 'exchange.refused',
    says: /Exchange at 127\.0\.0\.1 does not accept connections on port \d+/,
    remedy: /Test-NetConnection "127\.0\.0\.1" -Port \d+/,
  },
  {
    name: 'a Halo that accepts no connection',
    settings: async () => ({ halo: { url: `http://127.0.0.1:${await closedPort()}` } }),
    exit: 2,
    code: 'halo.refused',
    says: /Halo at 127\.0\.0\.1 does not accept connections on port \d+/,
    remedy: /Test-NetConnection/,
  },
  {
    name: 'a name of Exchange that DNS does not know',
    settings: async () => ({ exchange: { url: 'https://mail.no-such-name.invalid/EWS/Exchange.asmx' } }),
    exit: 2,
    code: 'exchange.name-not-resolved',
    says: /mail\.no-such-name\.invalid is not known to DNS/,
    remedy: /Resolve-DnsName "mail\.no-such-name\.invalid"/,
  },
  {
    name: 'a name of Halo that DNS does not know',
    settings: async () => ({ halo: { url: 'https://halo.no-such-name.invalid' } }),
    exit: 2,
    code: 'halo.name-not-resolved',
    says: /halo\.no-such-name\.invalid is not known to DNS/,
    remedy: /Resolve-DnsName "halo\.no-such-name\.invalid"/,
  },
  {
    name: 'another program that imports the same calendars',
    spoil: house => {
      house.halo.state.control.halointegrator_exchange = true;
    },
    exit: 2,
    code: 'halo.other-importer',
    says: /Another program already imports calendars/,
    remedy: /Switch the other one off/,
  },
  {
    name: 'a Halo whose times are not UTC',
    spoil: house => {
      house.halo.state.control.useutcforappointments = false;
    },
    exit: 2,
    code: 'halo.times-not-utc',
    says: /does not keep the times of appointments in UTC/,
    remedy: /useutcforappointments/,
  },
];

async function check(one: Case): Promise<void> {
  const house = await openHouse(one.house);
  try {
    bookDays(house, 'Anna', 2);
    const file = await house.settingsFile(await one.settings?.(house));
    const imported = await house.here(['config', 'import', file]);
    assert.equal(imported.code, 0, imported.err);
    one.spoil?.(house);
    const ended = await house.integrator(['sync', '--json'], one.environment);
    const report = lastLine(ended);
    const problems = objects(report['problems']);
    const [problem] = problems;
    assert.deepEqual(
      problems.map(each => each['code']),
      [one.code],
      ended.out,
    );
    assert.equal(ended.code, one.exit, ended.out);
    assert.match(String(problem?.['message']), one.says);
    assert.match(String(problem?.['remedy']), one.remedy);
    assert.equal(problem?.['agent'], one.agent);
    assert.equal(ended.err, '', 'with --json the result says it all');
    assert.equal(house.halo.state.appointments().length, one.written ?? 0);
    for (const text of [ended.out, imported.out]) {
      assert.ok(!text.includes(password) && !text.includes(clientSecret));
    }
  } finally {
    await house.close();
  }
}

describe('each trouble has its own code, sentence, remedy and exit code', { concurrency: 3 }, () => {
  for (const one of cases) test(one.name, () => check(one));
});
