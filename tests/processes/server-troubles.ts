/** Troubles of the two servers and the way to them. Data; `problems.test.ts` runs them. */

import { writeFile } from 'node:fs/promises';
import { createServer as createWebServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Certified, makeAuthority, makeCertificate } from '../adapters/http/certificates.ts';
import { bookDays, type House, secrets } from './house.ts';
import { pair, type TroubleRow } from './trouble-row.ts';

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Some web server that is neither Exchange nor Halo: a page for whatever is asked. It ends with the house. */
async function stranger(house: House, tls?: Certified): Promise<string> {
  const page: RequestListener = (_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Welcome</h1>');
  };
  const server: Server = tls === undefined ? createWebServer(page) : createSecureServer(tls, page);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  house.atTheEnd(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http${tls === undefined ? '' : 's'}://127.0.0.1:${port}`;
}

const dayMs = 86_400_000;

/** A certificate that ended yesterday, of an authority that the settings trust. */
async function expired(house: House): Promise<{ url: string; caFile: string }> {
  const authority = makeAuthority('Known Authority');
  const times = { from: new Date(Date.now() - 9 * dayMs), until: new Date(Date.now() - dayMs) };
  const caFile = join(house.folder, 'authority.pem');
  await writeFile(caFile, authority.cert);
  return { url: await stranger(house, makeCertificate(authority, times)), caFile };
}

const foreign = (house: House) => stranger(house, makeCertificate(makeAuthority('Foreign Authority')));

export const exchangeTroubles: readonly TroubleRow[] = [
  {
    name: 'a wrong password',
    environment: { ...secrets, EXCHANGE_PASSWORD: 'wrong' },
    exit: 2,
    code: 'exchange.unauthorized',
    says: /does not accept the user name or password of the account EXAMPLE\\svc/,
    remedy: /Get-ADUser/,
  },
  {
    name: 'an address of Exchange at which another web server answers',
    settings: async house => ({ exchange: { url: `${await stranger(house)}/EWS/Exchange.asmx` } }),
    exit: 2,
    code: 'exchange.not-exchange',
    says: /is not Exchange Web Services \(HTTP 200\)/,
    remedy: /Get-WebServicesVirtualDirectory .* setting exchange\.url/,
  },
  {
    name: 'a path at which Exchange has no web services',
    settings: async house => ({ exchange: { url: house.exchange.url.replace('EWS', 'OWA') } }),
    exit: 2,
    code: 'exchange.not-exchange',
    says: /is not Exchange Web Services \(HTTP 404\)/,
    remedy: /Get-WebServicesVirtualDirectory/,
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
    name: 'a name of Exchange that DNS does not know',
    settings: async () => ({ exchange: { url: 'https://mail.no-such-name.invalid/EWS/Exchange.asmx' } }),
    exit: 2,
    code: 'exchange.name-not-resolved',
    says: /mail\.no-such-name\.invalid is not known to DNS/,
    remedy: /Resolve-DnsName "mail\.no-such-name\.invalid"/,
  },
  {
    name: 'a certificate of Exchange from an authority that nobody knows',
    settings: async house => ({ exchange: { url: `${await foreign(house)}/EWS/Exchange.asmx` } }),
    exit: 2,
    code: 'exchange.certificate',
    says: /127\.0\.0\.1 comes from an authority that this computer does not trust/,
    remedy: /certlm\.msc.* exchange\.caFile/,
  },
  {
    name: 'a certificate of Exchange that has expired',
    settings: async house => {
      const { url, caFile } = await expired(house);
      return { exchange: { url: `${url}/EWS/Exchange.asmx`, caFile } };
    },
    exit: 2,
    code: 'exchange.certificate',
    says: /127\.0\.0\.1 has expired/,
    remedy: /Enable-ExchangeCertificate/,
  },
  {
    name: 'an Exchange that does not offer the sign-in that is set',
    settings: async () => ({ exchange: { signIn: 'ntlm' } }),
    exit: 2,
    code: 'exchange.sign-in-not-offered',
    says: /does not offer the sign-in NTLM; it offers Basic/,
    remedy: /setting exchange\.signIn .*Get-WebServicesVirtualDirectory/,
  },
  {
    name: 'an https address at a port that speaks no TLS',
    settings: async house => ({ exchange: { url: house.exchange.url.replace('http:', 'https:') } }),
    exit: 2,
    code: 'exchange.certificate',
    says: /at 127\.0\.0\.1, port \d+ does not speak TLS/,
    remedy: /Check the port in the setting exchange\.url/,
  },
  {
    name: 'a password that would leave the computer unprotected',
    settings: async () => ({ exchange: { url: 'http://mail.example.org/EWS/Exchange.asmx' } }),
    exit: 2,
    code: 'settings.invalid',
    says: /exchange\.url cannot be used: .*unprotected/,
    remedy: /config set exchange\.url/,
  },
  {
    name: 'a proxy that is not there',
    settings: async () => ({
      exchange: { url: 'https://mail.example.org/EWS/Exchange.asmx' },
      network: { proxy: 'manual', proxyUrl: `http://127.0.0.1:${await closedPort()}` },
    }),
    exit: 2,
    code: 'exchange.proxy',
    says: /The proxy 127\.0\.0\.1:\d+ does not lead to Exchange at mail\.example\.org \(ECONNREFUSED\)/,
    remedy: /network\.proxyUrl/,
  },
];

export const mailboxTroubles: readonly TroubleRow[] = [
  {
    name: 'a mailbox that Exchange does not know, while the other is imported',
    house: pair,
    spoil: house => {
      house.exchange.state.removeMailbox(house.addressOf('Bruno'));
      return () => {
        house.exchange.state.addMailbox({ address: house.addressOf('Bruno'), displayName: 'Bruno' });
        bookDays(house, 'Bruno', 2);
      };
    },
    exit: 1,
    code: 'mailbox.unknown',
    agent: 'Bruno',
    says: /does not know the mailbox of Bruno \(bruno@example\.org\)/,
    remedy: /Get-Recipient "bruno@example\.org"/,
    written: 2,
  },
  {
    name: 'an account that may not act for one mailbox, while the other is imported',
    house: pair,
    spoil: house => {
      house.exchange.state.setImpersonation('EXAMPLE\\svc', [house.addressOf('Anna')]);
      return () => house.exchange.state.setImpersonation('EXAMPLE\\svc', true);
    },
    exit: 1,
    code: 'mailbox.impersonation-denied',
    agent: 'Bruno',
    says: /Bruno/,
    remedy: /Get-ManagementRoleAssignment -Role ApplicationImpersonation/,
    written: 2,
  },
  {
    name: 'a mailbox that is being moved, while the other is imported',
    house: pair,
    importedBefore: true,
    spoil: house => {
      house.exchange.state.moveMailbox(house.addressOf('Bruno'), 'in-progress');
      return () => house.exchange.state.moveMailbox(house.addressOf('Bruno'), 'here');
    },
    exit: 1,
    code: 'mailbox.moving',
    agent: 'Bruno',
    says: /The mailbox of Bruno \(bruno@example\.org\) is being moved to another database/,
    remedy: /read again when the move has ended.* Get-MoveRequestStatistics "bruno@example\.org"/,
    written: 4,
  },
  {
    name: 'a mailbox that was moved to the cloud keeps its appointments',
    house: pair,
    importedBefore: true,
    spoil: house => {
      house.exchange.state.moveMailbox(house.addressOf('Bruno'), 'cloud');
      return () => house.exchange.state.moveMailbox(house.addressOf('Bruno'), 'here');
    },
    exit: 1,
    code: 'mailbox.elsewhere',
    agent: 'Bruno',
    says: /Bruno \(bruno@example\.org\) is not on this Exchange: it was moved to the cloud/,
    remedy: /stay as they are.* Get-Recipient "bruno@example\.org" \| Format-List RecipientTypeDetails/,
    written: 4,
  },
  {
    name: 'a mailbox that was made anew keeps its appointments until somebody has looked',
    house: pair,
    importedBefore: true,
    spoil: house => {
      house.exchange.state.recreateMailbox(house.addressOf('Bruno'));
      return async () => {
        bookDays(house, 'Bruno', 2);
        await house.here(['held', 'approve', '--all']);
      };
    },
    exit: 1,
    code: 'mailbox.replaced',
    agent: 'Bruno',
    says: /the calendar of Bruno \(bruno@example\.org\) has a new identity/,
    remedy: /held/,
    written: 4,
  },
];

const calendarScopes = ['read:calendar', 'edit:calendar', 'all'] as const;

export const haloTroubles: readonly TroubleRow[] = [
  {
    name: 'a wrong client secret',
    environment: { ...secrets, HALO_CLIENT_SECRET: 'wrong' },
    exit: 2,
    code: 'halo.unauthorized',
    says: /does not accept the client ID or the client secret/,
    remedy: /halo\.clientId/,
  },
  {
    name: 'an application in Halo without the permission for calendars',
    spoil: house => {
      for (const scope of calendarScopes) house.halo.state.removeScope(scope);
      return () => {
        for (const scope of calendarScopes) house.halo.state.scopes.add(scope);
      };
    },
    exit: 2,
    code: 'halo.scope-missing',
    says: /lacks a permission: read:calendar edit:calendar/,
    remedy: /Permissions tab, and allow read:calendar edit:calendar/,
  },
  {
    name: 'an address of Halo at which another web server answers',
    settings: async house => ({ halo: { url: await stranger(house) } }),
    exit: 2,
    code: 'halo.not-halo',
    says: /is not Halo's API \(HTTP 200\)/,
    remedy: /setting halo\.url/,
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
    name: 'a name of Halo that DNS does not know',
    settings: async () => ({ halo: { url: 'https://halo.no-such-name.invalid' } }),
    exit: 2,
    code: 'halo.name-not-resolved',
    says: /halo\.no-such-name\.invalid is not known to DNS/,
    remedy: /Resolve-DnsName "halo\.no-such-name\.invalid"/,
  },
  {
    name: 'a certificate of Halo from an authority that nobody knows',
    settings: async house => ({ halo: { url: await foreign(house) } }),
    exit: 2,
    code: 'halo.certificate',
    says: /127\.0\.0\.1 comes from an authority that this computer does not trust/,
    remedy: /certlm\.msc/,
  },
  {
    name: 'a certificate of Halo that has expired',
    settings: async house => {
      const { url, caFile } = await expired(house);
      return { halo: { url }, exchange: { caFile } };
    },
    exit: 2,
    code: 'halo.certificate',
    says: /127\.0\.0\.1 has expired/,
    remedy: /Renew it in IIS/,
  },
  {
    name: 'a Halo that goes away in the middle of the import',
    events: 120,
    spoil: house => {
      house.halo.faults.order({
        method: 'POST',
        path: '/appointment',
        after: 2,
        times: 1_000,
        kind: 'reset-before',
      });
      return () => house.halo.faults.clear();
    },
    exit: 1,
    code: 'halo.connection-lost',
    agent: 'Anna',
    says: /connection to Halo at 127\.0\.0\.1 ended before the answer was complete/,
    remedy: /looked up before anything is sent twice/,
    written: 'some',
  },
  {
    name: 'another program that imports the same calendars',
    spoil: house => {
      house.halo.state.control.halointegrator_exchange = true;
      return () => {
        house.halo.state.control.halointegrator_exchange = false;
      };
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
      return () => {
        house.halo.state.control.useutcforappointments = true;
      };
    },
    exit: 2,
    code: 'halo.times-not-utc',
    says: /does not keep the times of appointments in UTC/,
    remedy: /useutcforappointments/,
  },
];
